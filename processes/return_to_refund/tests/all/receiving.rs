//! What comes back onto which shelf.

use inventory::{MovementKind, ReceiveStock, Received};
use kernel::Id;
use ledger::Account;
use orders::commands::{CreditLines, RequestReturn};
use return_to_refund::steps::{InspectedLine, ReceiveGoods, receive, request};

use crate::trade::*;

fn on_hand(company: &Company<'_>, sku: &str, warehouse: inventory::WarehouseId) -> i64 {
    let variant = variant(sku);
    let all = company.read(move |read| inventory::availability(read, &[variant]));
    all.iter().find(|balance| balance.shelf.warehouse == warehouse).map_or(0, |balance| balance.on_hand)
}

#[test]
fn what_can_be_sold_is_on_the_shelf_and_the_rest_is_written_off() {
    on_each(|company| {
        let id = company.place(basket(), 0);
        company.deliver(id, &[]);
        assert_eq!((on_hand(company, "MUG", company.main), on_hand(company, "BOOK", company.main)), (9_997, 9_999));
        let asked = company.t.must(move |tx| {
            let lines = pieces(&[(1, 3), (2, 1)]);
            request(tx, &RequestReturn { order: id, reason_code: "damaged".into(), lines })
        });
        let other = company.other;
        let inspected = vec![
            InspectedLine { line: 1, received: 3, restocked: 2, warehouse: None },
            InspectedLine { line: 2, received: 1, restocked: 0, warehouse: Some(other) },
        ];
        let goods = ReceiveGoods { id: asked, lines: inspected };
        let again = goods.clone();
        company.t.must(move |tx| receive(tx, &goods));
        assert_eq!(on_hand(company, "MUG", company.main), 9_999);
        assert_eq!((on_hand(company, "BOOK", company.main), on_hand(company, "BOOK", other)), (9_999, 0));
        let moved = |sku: &str| {
            let variant = variant(sku);
            let all =
                company.read(move |read| inventory::list_movements(read, variant, None, store::Way::Falling, None, 2));
            all.into_iter().map(|m| (m.kind, m.quantity, m.document)).collect::<Vec<_>>()
        };
        let document = Some(asked.to_string());
        assert_eq!(
            moved("MUG"),
            [(MovementKind::WrittenOff, -1, document.clone()), (MovementKind::Returned, 3, document.clone())]
        );
        assert_eq!(
            moved("BOOK"),
            [(MovementKind::WrittenOff, -1, document.clone()), (MovementKind::Returned, 1, document)]
        );
        assert_eq!(company.look(id).fulfilment.word(), "returned");
        assert_eq!(company.t.refusal(move |tx| receive(tx, &again)), "return_is_received");
        assert_eq!(on_hand(company, "MUG", company.main), 9_999, "a refused receipt moves nothing");
        company.lawful();
    });
}

#[test]
fn a_warehouse_that_is_not_there_stops_the_whole_receipt() {
    on_each(|company| {
        let id = company.place(basket(), 0);
        company.deliver(id, &[]);
        let asked = company.t.must(move |tx| {
            request(tx, &RequestReturn { order: id, reason_code: "other".into(), lines: pieces(&[(1, 1)]) })
        });
        let nowhere = Some(inventory::WarehouseId::from_number(5));
        let lines = vec![InspectedLine { line: 1, received: 1, restocked: 1, warehouse: nowhere }];
        let code = company.t.refusal(move |tx| receive(tx, &ReceiveGoods { id: asked, lines: lines.clone() }));
        assert_eq!(code, "warehouse_not_found");
        assert_eq!(company.look(id).lines[0].returned, 0);
    });
}

#[test]
fn the_rest_of_a_return_comes_later_also_when_the_first_part_is_credited() {
    on_each(|company| {
        let id = company.place(basket(), 0);
        company.deliver(id, &[]);
        let asked = company.t.must(move |tx| {
            request(tx, &RequestReturn { order: id, reason_code: "damaged".into(), lines: pieces(&[(1, 3)]) })
        });
        let come = move |received: i64, restocked: i64| ReceiveGoods {
            id: asked,
            lines: vec![InspectedLine { line: 1, received, restocked, warehouse: None }],
        };
        company.t.must(move |tx| receive(tx, &come(1, 1)));
        assert_eq!((on_hand(company, "MUG", company.main), company.look(id).lines[0].returned), (9_998, 1));
        let credit = CreditLines { order: id, seen_version: None, return_id: Some(asked), lines: Vec::new() };
        let region = "eu".parse().unwrap();
        company.t.must(move |tx| return_to_refund::steps::credit(tx, &credit, &region));
        let state = || company.read(move |read| orders::queries::return_by_id(read, asked)).unwrap();
        assert_eq!(state().state.word(), "closed");
        assert_eq!(company.t.refusal(move |tx| receive(tx, &come(3, 3))), "more_than_left_to_return");
        company.t.must(move |tx| receive(tx, &come(2, 1)));
        assert_eq!((on_hand(company, "MUG", company.main), company.look(id).lines[0].returned), (9_999, 3));
        let whole = state();
        assert_eq!((whole.state.word(), whole.lines[0].received, whole.lines[0].restocked), ("received", 3, 2));
        assert_eq!(company.t.refusal(move |tx| receive(tx, &come(0, 0))), "return_is_received");
        company.lawful();
    });
}

#[test]
fn what_comes_back_is_worth_what_it_had_cost_whatever_the_rest_costs_now() {
    on_each(|company| {
        company.cost("MUG", 10_000, 400);
        let id = company.place(basket(), 0);
        company.deliver(id, &[]);
        assert_eq!(company.stands(Account::CostOfGoods), 1_200);
        let main = company.main;
        company.t.must(move |tx| {
            let lines = vec![Received { variant: variant("MUG"), quantity: 5_000, unit_cost: None }];
            let stock = ReceiveStock { warehouse: main, lines, document: None, at: None };
            inventory::receive_stock_costing(tx, &stock, &[Some(eur(9_000_000))])
        });
        for left in [800, 400, 0] {
            company.came_back(id, &[(1, 1)]);
            assert_eq!(company.stands(Account::CostOfGoods), left);
        }
        company.lawful();
    });
}

#[test]
fn two_lines_of_one_product_that_come_back_together_bring_back_what_they_had_cost_once() {
    on_each(|company| {
        company.cost("MUG", 10_000, 400);
        let mugs = |quantity: i64| {
            crate::trade::line(orders::LineKind::Goods, "MUG", quantity, quantity * 1_000, quantity * 190)
        };
        let id = company.place(vec![mugs(2), mugs(1)], 0);
        company.deliver(id, &[]);
        assert_eq!(company.stands(Account::CostOfGoods), 1_200);
        company.came_back(id, &[(1, 1), (2, 1)]);
        assert_eq!(company.stands(Account::CostOfGoods), 400);
        company.came_back(id, &[(1, 1)]);
        assert_eq!(company.stands(Account::CostOfGoods), 0);
        company.lawful();
    });
}

fn parcel_of(company: &Company<'_>, id: orders::OrderId) -> orders::ShipmentId {
    company.t.must(move |tx| crate::delivering::ship(tx, id, vec![]));
    let parcels = company.t.store.read_blocking(move |read| orders::queries::order_shipments(read, id)).unwrap();
    parcels.into_iter().find(orders::Shipment::is_under_way).unwrap().id
}

fn failed(company: &Company<'_>, id: orders::OrderId, parcel: orders::ShipmentId, failure: orders::ShipmentFailure) {
    let input = orders::commands::FailShipment { order: id, shipment: parcel, failure, at: None };
    company.t.must(move |tx| return_to_refund::steps::fail(tx, &input));
}

#[test]
fn a_parcel_that_came_back_earned_nothing_and_is_shipped_again_or_cancelled() {
    on_each(|company| {
        company.cost("MUG", 10_000, 400);
        let id = company.place(basket(), 0);
        company.pay(id, 13_513);
        let parcel = parcel_of(company, id);
        assert_eq!((company.stands(Account::CostOfGoods), on_hand(company, "MUG", company.main)), (1_200, 9_997));
        failed(company, id, parcel, orders::ShipmentFailure::CameBack);
        let order = company.look(id);
        assert_eq!((order.fulfilment.word(), order.status.word(), order.lines[0].shipped), ("unfulfilled", "open", 0));
        assert_eq!((company.stands(Account::CostOfGoods), on_hand(company, "MUG", company.main)), (0, 10_000));
        assert_eq!(company.stands(Account::RevenueGoods), 0);
        let again = orders::commands::FailShipment {
            order: id,
            shipment: parcel,
            failure: orders::ShipmentFailure::Lost,
            at: None,
        };
        assert_eq!(company.t.refusal(move |tx| return_to_refund::steps::fail(tx, &again)), "nothing_to_deliver");
        company.deliver(id, &[]);
        assert_eq!((company.look(id).status.word(), company.stands(Account::CostOfGoods)), ("completed", 1_200));
        company.came_back(id, &[(1, 3)]);
        assert_eq!(company.stands(Account::CostOfGoods), 0, "what came back twice cost what it cost");
        company.lawful();
    });
}

#[test]
fn a_lost_parcel_is_the_sellers_loss_and_its_pieces_are_wanted_still() {
    on_each(|company| {
        company.cost("MUG", 10_000, 400);
        let id = company.place(basket(), 0);
        let parcel = parcel_of(company, id);
        failed(company, id, parcel, orders::ShipmentFailure::Lost);
        let stands = |account| company.stands(account);
        assert_eq!((stands(Account::StockWriteOff), stands(Account::CostOfGoods)), (1_200, 0));
        assert_eq!(on_hand(company, "MUG", company.main), 9_997);
        company.deliver(id, &[]);
        assert_eq!((stands(Account::StockWriteOff), stands(Account::CostOfGoods)), (1_200, 1_200));
        assert_eq!(on_hand(company, "MUG", company.main), 9_994);
        company.came_back(id, &[(1, 3)]);
        assert_eq!((stands(Account::StockWriteOff), stands(Account::CostOfGoods)), (1_200, 0));
        company.lawful();
    });
}

#[test]
fn pieces_that_cost_nobody_knows_what_come_back_as_such() {
    on_each(|company| {
        company.cost("MUG", 5_000, 1_000);
        for _ in 0..3 {
            let id = company.place(basket(), 0);
            company.deliver(id, &[]);
            company.came_back(id, &[(1, 3)]);
        }
        assert_eq!((company.stands(Account::Inventory), company.stands(Account::CostOfGoods)), (0, 0));
        let mugs = variant("MUG");
        let worth = company.t.store.read_blocking(|read| inventory::stock_worth(read, Some(&[mugs]))).unwrap();
        let worth: Vec<_> = worth.iter().map(|one| (one.pieces, one.unknown, one.value)).collect();
        assert_eq!(worth, [(10_000, 5_000, Some(eur(5_000_000)))]);
        company.lawful();
    });
}
