//! Invoices and credit notes.

use orders::commands::*;
use orders::queries::order_documents;
use orders::{DocumentKind, OrderId};
use testkit::TestStore;

use crate::shop::*;

fn invoice_input(t: &TestStore, order: OrderId) -> IssueDocument {
    let now = look(t, order);
    let (net, tax, gross) = (now.net, now.tax, now.gross);
    IssueDocument { order, kind: DocumentKind::Invoice, corrects: None, net, tax, gross }
}

pub fn invoice(t: &TestStore, order: OrderId, number: &'static str) -> orders::DocumentId {
    let input = invoice_input(t, order);
    t.must(move |tx| Ok(issue_document(tx, &input, |_, _| Ok(number.into()))?.0))
}

#[test]
fn an_order_is_invoiced_once_and_its_lines_add_up() {
    on_each(|t| {
        let id = place(t, basket());
        let early = invoice_input(t, id);
        let refused = t.refusal(move |tx| Ok(issue_document(tx, &early, |_, _| Ok("I-1".into()))?.0));
        assert_eq!(refused, "order_not_ready_for_invoice");
        cancel(t, id, 1, Some(1));
        ship(t, id, &[]);
        invoice(t, id, "I-1");
        let again = invoice_input(t, id);
        let refused =
            t.refusal(move |tx| Ok(issue_document(tx, &again, |_, _| panic!("a refused document draws no number"))?.0));
        assert_eq!(refused, "order_is_invoiced");
        let documents = t.store.read_blocking(|read| order_documents(read, id)).unwrap();
        assert_eq!(documents.len(), 1);
        let facts: serde_json::Value = serde_json::from_str(&documents[0].facts).unwrap();
        let lines = facts["lines"].as_array().unwrap();
        assert_eq!(lines[0]["quantity"], 2, "the cancelled mug is not invoiced");
        assert_eq!((&lines[0]["net"], &lines[0]["tax"]), (&6_667.into(), &1_267.into()));
        let sum: i64 = lines.iter().map(|line| line["gross"].as_i64().unwrap()).sum();
        assert_eq!(sum + facts["rounding"].as_i64().unwrap(), documents[0].gross);
        assert_eq!((facts["rounding"].as_i64(), documents[0].gross), (Some(1), look(t, id).gross));
    });
}

#[test]
fn credit_notes_correct_an_invoice_and_never_more_than_it_says() {
    on_each(|t| {
        let id = place(t, basket());
        ship(t, id, &[]);
        arrive(t, id);
        let invoice = invoice(t, id, "I-1");
        let note = |corrects, gross| IssueDocument {
            order: id,
            kind: DocumentKind::CreditNote,
            corrects,
            net: gross,
            tax: 0,
            gross,
        };
        let issue = |input: IssueDocument| {
            move |tx: &mut store::Tx<'_>| Ok(issue_document(tx, &input, |_, _| Ok("C-1".into()))?.0)
        };
        assert_eq!(t.refusal(issue(note(None, 100))), "nothing_to_correct");
        assert_eq!(t.refusal(issue(note(Some(invoice), 13_402))), "credited_beyond_invoice");
        let credited = t.must(move |tx| {
            let credited = credit_lines(tx, &crediting(id, &[(1, 1)]))?;
            issue_credit_note(tx, &credited.credit, |_, order, _| Ok(format!("C-{}", order.currency)))?;
            Ok(credited)
        });
        assert_eq!((credited.credit.gross, credited.complete), (3_966, false));
        assert_eq!(t.refusal(issue(note(Some(invoice), 13_401 - 3_965))), "credited_beyond_invoice");
        let documents = t.store.read_blocking(|read| order_documents(read, id)).unwrap();
        assert_eq!((documents[1].number.as_str(), documents[1].corrects), ("C-EUR", Some(invoice)));
        let facts: serde_json::Value = serde_json::from_str(&documents[1].facts).unwrap();
        assert_eq!(facts["lines"].as_array().unwrap().len(), 1, "only what is credited");
        assert_eq!((&facts["lines"][0]["quantity"], &facts["lines"][0]["gross"]), (&1.into(), &3_966.into()));
    });
}

#[test]
fn what_was_credited_before_the_invoice_is_claimed_by_it_and_has_its_note() {
    on_each(|t| {
        let id = place(t, basket());
        ship(t, id, &[]);
        arrive(t, id);
        let credited = t.must(move |tx| credit_lines(tx, &crediting(id, &[(2, 1)])));
        let invoice = invoice(t, id, "I-1");
        t.must(move |tx| Ok(issue_credit_note(tx, &credited.credit, |_, _, _| Ok("C-1".into()))?.0));
        let documents = t.store.read_blocking(|read| order_documents(read, id)).unwrap();
        assert_eq!((documents[0].gross, documents[1].gross), (look(t, id).gross, 1_000));
        assert_eq!(documents[1].corrects, Some(invoice));
        let credits = t.store.read_blocking(|read| orders::queries::order_credits(read, id)).unwrap();
        assert_eq!(credits[0].document, Some(documents[1].id));
    });
}

#[test]
fn what_was_credited_under_a_number_of_another_system_is_not_invoiced() {
    on_each(|t| {
        let id = place(t, basket());
        ship(t, id, &[]);
        arrive(t, id);
        t.must(move |tx| {
            let (at, lines) = (tx.context().now, vec![orders::ShipmentLine { line: 2, quantity: 1 }]);
            adopt_returns(tx, &[AdoptReturn { order: id, credited_in: id, at, lines }]).map(|()| store::Nothing)
        });
        let late = invoice_input(t, id);
        let refused = t.refusal(move |tx| Ok(issue_document(tx, &late, |_, _| Ok("I-1".into()))?.0));
        assert_eq!(refused, "order_is_credited");
    });
}

#[test]
fn a_credit_note_says_of_seller_buyer_and_taxes_what_its_invoice_says() {
    on_each(|t| {
        let id = place(t, basket());
        ship(t, id, &[]);
        arrive(t, id);
        let rate = serde_json::json!([{"rate": "0.19", "category": "S"}]);
        let told = rate.clone();
        t.must(move |tx| {
            let paper = Paper {
                seller: serde_json::json!({"name": "Mugs GmbH"}),
                buyer: serde_json::json!({"vat_id": "FR*********45"}),
                taxes: [(1, told.clone())].into(),
                ..Paper::default()
            };
            Ok(issue_invoice(tx, id, |_, _| Ok(("I-1".into(), paper)))?.id)
        });
        t.must(move |tx| {
            let credited = credit_lines(tx, &crediting(id, &[(1, 1)]))?;
            Ok(issue_credit_note(tx, &credited.credit, |_, _, _| Ok("C-1".into()))?.0)
        });
        let documents = t.store.read_blocking(|read| order_documents(read, id)).unwrap();
        for document in &documents {
            let facts: serde_json::Value = serde_json::from_str(&document.facts).unwrap();
            assert_eq!(
                (&facts["seller"]["name"], &facts["buyer"]["vat_id"]),
                (&"Mugs GmbH".into(), &"FR*********45".into())
            );
            assert_eq!(facts["lines"][0]["taxes"], rate, "{}", document.number);
        }
        assert_eq!(documents.len(), 2);
    });
}
