//! A company with two warehouses and some stock.

use inventory::{
    CreateWarehouse, HoldRequest, MIGRATIONS, OrderId, Pieces, ReceiveStock, Received, Shelf, VariantId, WarehouseId,
    create_warehouse, receive_stock,
};
use kernel::{CountryCode, Id, Zone};
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

pub fn receive(t: &TestStore, warehouse: WarehouseId, lines: &[(i64, i64)]) {
    let lines = lines
        .iter()
        .map(|(number, quantity)| Received { variant: variant(*number), quantity: *quantity, unit_cost: None })
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
