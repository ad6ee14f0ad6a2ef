//! What is to be picked in a warehouse, and that packing it and sending it takes it off the list.

use access::Scope;
use inventory::{CreateWarehouse, WarehouseId};
use kernel::{Id, Zone};
use order_to_cash::OrderRequest;
use serde_json::{Value, json};
use testkit::http::{Served, block_on};

use crate::company::*;

const TEXTS: &[&str] = &[orders::TEXTS, inventory::TEXTS, ledger::TEXTS, order_to_cash::TEXTS];
const DAY_MS: i64 = 86_400_000;

fn served(company: &Company<'_>) -> Served {
    Served::of(&company.cell, order_to_cash::routes(), TEXTS, &[Scope::OrdersRead, Scope::OrdersWrite])
}

fn list(desk: &Served, warehouse: WarehouseId, more: &str) -> Value {
    let (status, page) = block_on(desk.get(&format!("/v1/picks?warehouse={warehouse}{more}")));
    assert_eq!(status, 200, "{page}");
    page
}

fn orders_of(page: &Value) -> Vec<&Value> {
    page["items"].as_array().unwrap().iter().map(|one| &one["order"]).collect()
}

/// So many lamps, ordered so many days ago.
fn waiting(company: &Company<'_>, quantity: i64, days: i64) -> OrderRequest {
    let placed_at = Some(company.clock_now().plus_ms(-days * DAY_MS));
    OrderRequest { placed_at, ..company.basket("DE", "10115", quantity, "50") }
}

#[test]
fn who_waits_longest_is_picked_first_a_page_at_a_time() {
    on_each(|company| {
        let ids: Vec<_> = [3, 9, 1].map(|days| company.place(&waiting(company, 1, days)).id).into();
        let held = company.place(&waiting(company, 1, 5)).id;
        company.t.must(move |tx| {
            let hold =
                orders::commands::HoldOrder { order: held, seen_version: None, because: "review".into(), until: None };
            orders::commands::hold_order(tx, &hold)
        });
        let gone = company.place(&waiting(company, 1, 5)).id;
        company.cancel(gone, None);
        let desk = served(company);
        let wanted = [ids[1], ids[0], ids[2]].map(|id| json!(id));
        let page = list(&desk, company.warehouse, "");
        assert_eq!(orders_of(&page), wanted.iter().collect::<Vec<_>>(), "held and cancelled ones are not picked");
        let line = &page["items"][0]["lines"][0];
        assert_eq!((&line["sku"], &line["name"], &line["left"]), (&json!("LAMP"), &json!("Lamp"), &json!(1)));
        assert_eq!(page["items"][0]["short"], json!(false));

        let first = list(&desk, company.warehouse, "&limit=2");
        let next = first["next"].as_str().unwrap();
        let second = list(&desk, company.warehouse, &format!("&limit=2&cursor={next}"));
        let all: Vec<&Value> = orders_of(&first).into_iter().chain(orders_of(&second)).collect();
        assert_eq!((all, &second["next"]), (wanted.iter().collect(), &Value::Null));
    });
}

#[test]
fn each_warehouse_has_its_own_list_and_a_scanner_finds_a_product_by_any_of_its_codes() {
    on_each(|company| {
        let id = company.place(&waiting(company, 2, 1)).id;
        let munich = CreateWarehouse {
            code: "de-muc".parse().unwrap(),
            country: "DE".parse().unwrap(),
            postcode: None,
            zone: Zone::UTC,
            entity: "lamps-de".parse().unwrap(),
        };
        let munich = company.t.must(move |tx| inventory::create_warehouse(tx, &munich));
        let lamp = Id::from_number(company.lamp.number());
        company.t.must(move |tx| catalogue::add_sku_alias(tx, lamp, &"4006381333931".parse().unwrap()));
        let desk = served(company);
        assert_eq!(orders_of(&list(&desk, munich, "")), Vec::<&Value>::new());
        let page = list(&desk, company.warehouse, "");
        assert_eq!(orders_of(&page), [&json!(id)]);
        assert_eq!(page["items"][0]["lines"][0]["codes"], json!(["LAMP", "4006381333931"]));
        let nowhere = WarehouseId::from_number(7);
        let (status, no) = block_on(desk.get(&format!("/v1/picks?warehouse={nowhere}")));
        assert_eq!((status, &no["code"]), (404, &json!("warehouse_not_found")));
    });
}

#[test]
fn a_parcel_sent_twice_with_one_key_leaves_once_and_the_rest_stays_to_be_picked() {
    on_each(|company| {
        let id = company.place(&waiting(company, 3, 1)).id;
        let desk = served(company);
        let path = format!("/v1/orders/{id}/shipments");
        let parcel = json!({"lines": [{"line": 1, "quantity": 2}], "carrier": "dhl", "tracking": "JD01"});
        for _ in 0..2 {
            let (status, after) = block_on(desk.write("POST", &path, "from-a-phone", parcel.clone()));
            assert_eq!((status, &after["lines"][0]["shipped"]), (200, &json!(2)), "{after}");
        }
        assert_eq!(list(&desk, company.warehouse, "")["items"][0]["lines"][0]["left"], json!(1));
        assert_eq!(company.stock(), (8, 1));
        company.ship(id, 1);
        assert_eq!(list(&desk, company.warehouse, "")["items"], json!([]));
    });
}

#[test]
fn an_order_whose_pieces_are_gone_says_so_before_somebody_walks_to_the_shelf() {
    on_each(|company| {
        let until = company.clock_now().plus_ms(3_600_000);
        let late = OrderRequest { hold_until: Some(until), ..waiting(company, 6, 1) };
        let id = company.place(&late).id;
        company.clock.forward_ms(7_200_000);
        company.sweep();
        let desk = served(company);
        let short = |id| {
            let page = list(&desk, company.warehouse, "");
            page["items"].as_array().unwrap().iter().find(|one| one["order"] == json!(id)).unwrap()["short"].clone()
        };
        assert_eq!(short(id), json!(false), "nobody bought them meanwhile");
        let quick = company.place(&waiting(company, 6, 0)).id;
        assert_eq!((short(id), short(quick)), (json!(true), json!(false)));
    });
}
