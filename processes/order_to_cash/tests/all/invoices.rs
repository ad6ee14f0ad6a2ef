//! An invoice and what came before it or after: the credit notes.

use access::Scope;
use serde_json::{Value, json};
use testkit::http::block_on;
use vault::{Purpose, Vault};

use crate::company::*;
use crate::papers::{basket, grant, placed, served};

#[test]
fn pieces_cancelled_after_the_invoice_have_a_credit_note_kept_as_long_as_the_law_wants() {
    on_each(|company| {
        let mut body = basket();
        body["lines"][0]["quantity"] = json!(3);
        let (id, person, _) = block_on(placed(&served(company), body));
        company.ship(id, 2);
        block_on(async {
            let desk = served(company);
            desk.write("POST", &format!("/v1/orders/{id}/invoice"), "invoice", Value::Null).await;
            company.clock.forward_ms(60 * 86_400_000);
            let cancel = json!({"line": 1, "quantity": 1});
            let (status, after) = desk.write("POST", &format!("/v1/orders/{id}/cancellations"), "cancel", cancel).await;
            assert_eq!((status, &after["gross"]["amount"]), (200, &json!("100.00")), "{after}");
            let (_, order) = desk.get(&format!("/v1/orders/{id}")).await;
            let [invoice, note] = order["documents"].as_array().unwrap().as_slice() else { panic!("{order}") };
            let (invoice, note) = (invoice["number"].as_str().unwrap(), note["number"].as_str().unwrap());
            let (_, note) = desk.get(&format!("/v1/credit-notes/{note}")).await;
            assert_eq!((&note["gross"]["amount"], &note["corrects"]), (&json!("50.00"), &json!(invoice)), "{note}");
            assert_eq!(
                (&note["lines"][0]["quantity"], &note["lines"][0]["taxes"][0]["category"]),
                (&json!(1), &json!("K"))
            );
            assert_eq!(note["sold_to"]["kept_until"], "2035-12-31", "the note is of the next year");
        });
        company.lawful();
        let vault = company.cell.part::<Vault>();
        vault.erase_blocking(&grant(&[Scope::CustomersWrite]), person, Some("asked")).unwrap();
        let auditor = grant(&[Scope::PersonsRead, Scope::Admin]);
        company.clock.forward_ms((8 * 365 + 3 + 20) * 86_400_000);
        let kept = block_on(vault.open(&auditor, &[person], Purpose::Statutory, Some("tax audit"))).unwrap();
        assert_eq!(
            kept.persons[0].read(&kept.opening).unwrap().name,
            "Margaux Quenelle",
            "the invoice's own term is over"
        );
    });
}

#[test]
fn an_empty_list_of_lines_ships_and_credits_nothing() {
    on_each(|company| {
        let id = company.place(&company.basket("DE", "10115", 3, "50")).id;
        block_on(async {
            let desk = served(company);
            let (status, problem) =
                desk.write("POST", &format!("/v1/orders/{id}/shipments"), "none", json!({"lines": []})).await;
            assert_eq!((status, &problem["code"]), (422, &json!("no_pieces_named")), "{problem}");
            let (status, after) = desk.write("POST", &format!("/v1/orders/{id}/shipments"), "all", json!({})).await;
            assert_eq!((status, &after["fulfilment"]), (200, &json!("shipped")), "{after}");
        });
    });
}

#[test]
fn an_invoice_brings_the_credit_notes_of_what_was_credited_before_it() {
    on_each(|company| {
        let id = company.place(&company.basket("DE", "10115", 3, "50")).id;
        company.deliver(id, 3);
        company.t.must(move |tx| {
            let lines = vec![orders::ShipmentLine { line: 1, quantity: 1 }];
            let input = orders::commands::CreditLines { order: id, seen_version: None, return_id: None, lines };
            orders::commands::credit_lines(tx, &input)
        });
        block_on(async {
            let desk = served(company);
            let (status, told) = desk.write("POST", &format!("/v1/orders/{id}/invoice"), "invoice", Value::Null).await;
            assert_eq!(status, 200, "{told}");
            let (_, order) = desk.get(&format!("/v1/orders/{id}")).await;
            let told: Vec<_> = order["documents"].as_array().unwrap().iter().collect();
            let [invoice, note] = told.as_slice() else { panic!("{order}") };
            assert_eq!((&told[0]["kind"], &told[1]["kind"]), (&json!("invoice"), &json!("credit_note")));
            assert_eq!((&invoice["gross"]["amount"], &note["gross"]["amount"]), (&json!("178.50"), &json!("59.50")));
        });
    });
}
