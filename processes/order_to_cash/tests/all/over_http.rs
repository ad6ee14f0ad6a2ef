//! The routes as a shop's program meets them.

use access::Scope;
use orders::OrderId;
use serde_json::{Value, json};
use testkit::http::{Served, block_on};

use crate::company::*;

const TEXTS: &[&str] = &[orders::TEXTS, inventory::TEXTS, ledger::TEXTS, tax::TEXTS, pricing::TEXTS];

fn served(company: &Company<'_>) -> Served {
    Served::of(&company.cell, order_to_cash::routes(), TEXTS, &[Scope::OrdersRead, Scope::OrdersWrite])
}

fn path(id: OrderId, of: &str) -> String {
    format!("/v1/orders/{id}{of}")
}

#[test]
fn an_order_tells_what_it_was_and_what_each_step_changed() {
    on_each(|company| {
        let id = company.place(&company.basket("DE", "10115", 3, "50")).id;
        company.pay(id, 100);
        company.ship(id, 2);
        block_on(async {
            let desk = served(company);
            let (status, versions) = desk.get(&path(id, "/versions")).await;
            assert_eq!(status, 200, "{versions}");
            let made: Vec<&Value> = versions.as_array().unwrap().iter().map(|one| &one["event"]).collect();
            assert_eq!(made, ["orders.order_placed.v1", "orders.payment_recorded.v1", "orders.order_shipped.v1"]);
            assert_eq!((&versions[0]["changes"], &versions[2]["actor"]), (&json!([]), &json!("tester")));
            let paid = json!([
                {"field": "/paid/amount", "before": "0.00", "after": "1.00"},
                {"field": "/payment", "before": "unpaid", "after": "partly_paid"},
            ]);
            assert_eq!(versions[1]["changes"], paid);

            let (_, first) = desk.get(&path(id, "/versions/1")).await;
            let order = &first["order"];
            assert_eq!((&first["version"], &order["version"]), (&json!(1), &json!(1)));
            assert_eq!((&order["payment"], &order["lines"][0]["shipped"]), (&json!("unpaid"), &json!(0)));
            assert!(order["lines"][0]["tax_answer"].is_object() && order["decisions"].is_object(), "{order}");

            let (_, changed) = desk.get(&path(id, "/versions/3/changes?since=1")).await;
            let fields: Vec<&Value> = changed["changes"].as_array().unwrap().iter().map(|one| &one["field"]).collect();
            assert_eq!(fields, ["/fulfilment", "/lines/0/shipped", "/paid/amount", "/payment"]);
            let (_, step) = desk.get(&path(id, "/versions/2/changes")).await;
            assert_eq!((&step["since"], &step["changes"]), (&json!(1), &paid));

            let (status, problem) = desk.get(&path(id, "/versions/4")).await;
            assert_eq!((status, &problem["code"]), (404, &json!("version_not_found")));
            let (status, _) = desk.get(&path(kernel::Id::from_number(7), "/versions")).await;
            assert_eq!(status, 404);
        });
    });
}

#[test]
fn a_proof_is_handed_in_and_the_version_before_it_keeps_its_tax_answer() {
    on_each(|company| {
        let id = company.place(&company.basket("GB", "SW1A 1AA", 2, "50")).id;
        company.ship(id, 2);
        block_on(async {
            let desk = served(company);
            let evidence = path(id, "/evidence");
            let paper = json!({"kind": "export_proof", "reference": "26DE123456789012B3", "observed_on": "2026-11-20"});
            let late = json!({"kind": "export_proof", "reference": "26DE123456789012B3", "observed_on": "2027-01-01"});
            let (status, problem) = desk.write("POST", &evidence, "late", late).await;
            assert_eq!((status, &problem["code"]), (422, &json!("evidence_in_the_future")), "{problem}");
            let unasked = json!({"kind": "transport_proof", "reference": "CMR-1", "observed_on": "2026-11-20"});
            let (status, problem) = desk.write("POST", &evidence, "unasked", unasked).await;
            assert_eq!((status, &problem["code"]), (409, &json!("proof_not_asked_for")), "{problem}");

            let (status, proved) = desk.write("POST", &evidence, "mrn", paper.clone()).await;
            assert_eq!((status, &proved["tax_status"]), (200, &json!("determined")), "{proved}");
            assert_eq!((&proved["proofs_missing"], &proved["version"]), (&json!([]), &json!(3)));
            let (status, again) = desk.write("POST", &evidence, "mrn", paper.clone()).await;
            assert_eq!((status, again), (200, proved.clone()), "the same request again is one proof");
            let (status, problem) = desk.write("POST", &evidence, "other", paper).await;
            assert_eq!((status, &problem["code"]), (409, &json!("evidence_recorded_before")), "{problem}");

            let (_, before) = desk.get(&path(id, "/versions/2")).await;
            assert_eq!(before["order"]["proofs_missing"], json!(["export_proof"]));
            let (_, now) = desk.get(&path(id, "/versions/3")).await;
            assert_eq!(now["order"], proved);
            assert_ne!(before["order"]["lines"][0]["tax_answer"], now["order"]["lines"][0]["tax_answer"]);
        });
    });
}

#[test]
fn an_invoice_is_read_by_its_number_as_it_was_frozen() {
    on_each(|company| {
        let id = company.place(&company.basket("DE", "10115", 3, "50")).id;
        company.cancel(id, Some(1));
        company.ship(id, 1);
        let desk = served(company);
        let (number, invoice) = block_on(async {
            let (status, issued) = desk.write("POST", &path(id, "/invoice"), "invoice", Value::Null).await;
            assert_eq!(status, 200, "{issued}");
            let (_, again) = desk.write("POST", &path(id, "/invoice"), "invoice", Value::Null).await;
            assert_eq!(again, issued, "the same request again draws no second number");
            let (_, order) = desk.get(&path(id, "")).await;
            let number = issued["number"].as_str().unwrap().to_owned();
            assert_eq!(order["documents"][0]["number"], json!(number));
            let (status, invoice) = desk.get(&format!("/v1/invoices/{number}")).await;
            assert_eq!((status, &invoice["number"], &invoice["order"]), (200, &json!(number), &order["id"]));
            assert_eq!((&invoice["lines"][0]["sku"], &invoice["lines"][0]["quantity"]), (&json!("LAMP"), &json!(2)));
            assert_eq!((&invoice["gross"], &invoice["order_version"]), (&order["gross"], &order["version"]));
            (number, invoice)
        });
        company.cancel(id, None);
        block_on(async {
            let (_, later) = desk.get(&format!("/v1/invoices/{number}")).await;
            assert_eq!(later, invoice, "what happens to the order does not change its invoice");
            let (status, problem) = desk.get(&format!("/v1/credit-notes/{number}")).await;
            assert_eq!((status, &problem["code"]), (404, &json!("document_not_found")));
        });
    });
}

#[test]
fn an_order_tells_its_products_in_the_language_of_who_reads_it() {
    on_each(|company| {
        let id = company.place(&company.basket("DE", "10115", 1, "50")).id;
        block_on(async {
            let desk = served(company);
            for (reader, name) in [("zh-CN,en;q=0.5", "台灯"), ("de,zh;q=0.8", "台灯"), ("de-DE", "Lamp"), ("", "Lamp")]
            {
                let (status, order) = desk.ask("GET", &path(id, ""), &[("accept-language", reader)], None).await;
                let line = &order["lines"][0];
                assert_eq!((status, &line["product_name"]), (200, &json!(name)), "{reader}");
                assert_eq!(line["name"], "Lamp", "what it was sold as");
            }
        });
    });
}

#[test]
fn what_may_be_done_is_told_of_many_orders_at_once_as_of_each() {
    on_each(|company| {
        let waits = company.place(&company.basket("DE", "10115", 3, "50")).id;
        let gone = company.place(&company.basket("DE", "10115", 1, "50")).id;
        company.ship(gone, 1);
        block_on(async {
            let desk = served(company);
            let nobodys: OrderId = kernel::Id::from_number(7);
            let (status, many) = desk.get(&format!("/v1/orders/actions?id={waits},{gone},{nobodys}")).await;
            assert_eq!(status, 200, "{many}");
            for (place, id) in [waits, gone].into_iter().enumerate() {
                let (_, one) = desk.get(&path(id, "/actions")).await;
                assert_eq!((&many[place]["order"], &many[place]["actions"]), (&json!(id), &one));
            }
            assert_eq!(many.as_array().map(Vec::len), Some(2), "who is not there is left out");
            let hold =
                |place: usize| many[place]["actions"].as_array().unwrap().iter().find(|one| one["action"] == "hold");
            assert_ne!(hold(0).unwrap()["refused"], hold(1).unwrap()["refused"]);
        });
    });
}
