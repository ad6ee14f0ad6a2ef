//! A company with two warehouses and some stock.

use inventory::{
    CreateWarehouse, HoldRequest, MIGRATIONS, OrderId, Pieces, ReceiveStock, Received, Shelf, VariantId, WarehouseId,
    create_warehouse, hold_stock_batch, receive_stock,
};
use kernel::{CountryCode, CurrencyCode, Id, UnitPrice, Zone};
use testkit::TestStore;

pub const TABLES: &[store::Migrations] = &[MIGRATIONS];

pub fn variant(number: i64) -> VariantId {
    VariantId::from_number(number)
}

pub fn warehouse(t: &TestStore, code: &str) -> WarehouseId {
    let input = CreateWarehouse {
        code: code.parse().unwrap(),
        country: CountryCode::DE,
        postcode: Some("20457".into()),
        zone: Zone::UTC,
        entity: "hanse-de".parse().unwrap(),
    };
    t.must(move |tx| create_warehouse(tx, &input))
}

/// Every variant but the third has a cost.
fn cost(number: i64) -> Option<UnitPrice> {
    (number != 3).then(|| UnitPrice::new(1_333_333 * number, CurrencyCode::EUR))
}

pub fn receive(t: &TestStore, warehouse: WarehouseId, lines: &[(i64, i64)]) {
    let lines = lines
        .iter()
        .map(|(number, quantity)| Received { variant: variant(*number), quantity: *quantity, unit_cost: cost(*number) })
        .collect();
    let input = ReceiveStock { warehouse, lines, document: Some("DN-1".into()), at: None };
    t.must(move |tx| receive_stock(tx, &input));
}

pub fn pieces(number: i64, warehouse: WarehouseId, quantity: i64) -> Pieces {
    Pieces { shelf: Shelf::new(variant(number), warehouse), quantity }
}

pub fn request(order: i64, lines: Vec<Pieces>) -> HoldRequest {
    HoldRequest { for_order: OrderId::from_number(order), lines, expires_at: None }
}

/// On hand, held, shortfall.
pub fn numbers(t: &TestStore, number: i64, warehouse: WarehouseId) -> (i64, i64, i64) {
    let all = t.store.read_blocking(|read| inventory::availability(read, &[variant(number)])).unwrap();
    all.iter()
        .find(|balance| balance.shelf.warehouse == warehouse)
        .map_or((0, 0, 0), |balance| (balance.on_hand, balance.held, balance.shortfall()))
}

/// Holds and tells whether it was held.
pub fn hold(t: &TestStore, request: HoldRequest) -> Result<(), &'static str> {
    let end = t.run(move |tx| {
        let context = tx.context().clone();
        let end = hold_stock_batch(tx, &[(&context, &request)])?.into_iter().next().unwrap();
        end.map(|_| store::Nothing).map_err(store::CommandError::from)
    });
    match end {
        Ok(_) => Ok(()),
        Err(store::CommandError::Refused(refusal)) => Err(refusal.code),
        Err(other) => panic!("{other}"),
    }
}

pub fn lawful(t: &TestStore) {
    assert_eq!(t.store.read_blocking(|read| inventory::broken_laws(read)).unwrap(), Vec::<String>::new());
}
