//! One field finds an order by whatever somebody has of it.

use kernel::Id;
use order_find::{Question, Total, count_orders, find_orders};
use orders::OrderId;
use orders::commands::{IssueDocument, ShipLines, issue_document, ship_lines};
use store::CommandError;
use testkit::{TestStore, on_both};

use crate::company::{MIGRATIONS, place, product};

fn found(fresh: &TestStore, text: &str) -> Vec<OrderId> {
    let question: Question = text.parse().unwrap();
    let found = fresh.store.read_blocking(|read| find_orders(read, &question, None, 10)).unwrap();
    found.orders.into_iter().map(|order| order.id).collect()
}

#[test]
fn numbers_skus_and_tracking_find_their_order_however_written() {
    on_both(MIGRATIONS, |fresh| {
        let mug = product(fresh, "MUG-RED.1", &[("en", "Red mug")]);
        let pen = product(fresh, "PEN-7", &[("en", "Pen")]);
        let first = place(fresh, "2026/0001-A", &[("MUG-RED.1", mug)]);
        let second = place(fresh, "Bestellung №9", &[("PEN-7", pen)]);
        let parcel = ShipLines {
            order: first,
            seen_version: None,
            lines: vec![],
            carrier: None,
            tracking: Some("1Z 999-AA1".into()),
            at: None,
        };
        fresh.must(move |tx| ship_lines(tx, &parcel));
        let whole = first.to_string();
        for text in
            ["2026/0001-A", "20260001a", "2026/0001", "mug-red.1", "MUG-RED", "mugred", "1z999aa1", "1Z-999", &whole]
        {
            assert_eq!(found(fresh, text), [first], "{text}");
        }
        assert_eq!(found(fresh, &whole.to_lowercase()), [first]);
        assert_eq!(found(fresh, "bestellung№9"), [second]);
        assert_eq!(found(fresh, "PEN 7"), [second]);
        assert_eq!(found(fresh, "pen mug"), []);
        assert_eq!(found(fresh, "nothing"), []);
    });
}

#[test]
fn product_words_of_any_language_find_what_was_sold() {
    on_both(MIGRATIONS, |fresh| {
        let mug =
            product(fresh, "A1", &[("en", "Red mug"), ("zh", "红色杯子"), ("ar", "كوب أحمر"), ("de", "Rote Größe")]);
        let shirt = product(fresh, "B1", &[("en", "Red shirt"), ("zh", "红色衬衫")]);
        let old = place(fresh, "1", &[("A1", mug)]);
        let new = place(fresh, "2", &[("B1", shirt)]);
        let both = place(fresh, "3", &[("A1", mug), ("B1", shirt)]);
        assert_eq!(found(fresh, "red"), [both, new, old]);
        assert_eq!(found(fresh, "红色"), [both, new, old]);
        assert_eq!(found(fresh, "杯子"), [both, old]);
        assert_eq!(found(fresh, "كوب"), [both, old]);
        assert_eq!(found(fresh, "rote grosse"), [both, old]);
        // Two words of one product, each in another language; the beginning of a word.
        assert_eq!(found(fresh, "杯子 re"), [both, old]);
        assert_eq!(found(fresh, "衬衫 3"), [both]);
    });
}

#[test]
fn a_long_answer_comes_in_pages_and_is_counted_only_so_far() {
    on_both(MIGRATIONS, |fresh| {
        let mug = product(fresh, "A1", &[("en", "Mug")]);
        let placed: Vec<OrderId> = (0..25).map(|n| place(fresh, &format!("n{n}"), &[("A1", mug)])).collect();
        let question: Question = "mug".parse().unwrap();
        let (mut before, mut all) = (None, Vec::new());
        loop {
            let page = fresh.store.read_blocking(|read| find_orders(read, &question, before, 10)).unwrap();
            all.extend(page.orders.iter().map(|order| order.id));
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(all, placed.iter().rev().copied().collect::<Vec<_>>());
        let total = fresh.store.read_blocking(|read| count_orders(read, &question)).unwrap();
        assert_eq!(total, Total::Exactly(25));
    });
}

#[test]
fn persons_have_their_orders() {
    on_both(MIGRATIONS, |fresh| {
        let mug = product(fresh, "A1", &[("en", "Mug")]);
        let order = place(fresh, "1", &[("A1", mug)]);
        fresh.must(move |tx| {
            tx.execute("UPDATE orders SET person = 77 WHERE id = $1", &[store::Value::id(order)])?;
            Ok(order)
        });
        let of = |persons: &[i64], before| -> Result<Vec<OrderId>, CommandError> {
            fresh.store.read_blocking(|read| Ok(orders::queries::orders_of_persons(read, persons, before, 5)?))
        };
        assert_eq!(of(&[76, 77], None).unwrap(), [order]);
        assert_eq!(of(&[76], None).unwrap(), []);
        assert_eq!(of(&[77], Some(OrderId::from_number(order.number()))).unwrap(), []);
    });
}

#[test]
fn a_whole_sku_comes_before_products_of_its_pieces() {
    on_both(MIGRATIONS, |fresh| {
        let (lamp, desk) =
            (product(fresh, "RB-DE", &[("en", "Lamp")]), product(fresh, "RB-FAN", &[("en", "Desk fan")]));
        let wanted = place(fresh, "1", &[("RB-DE", lamp)]);
        let others: Vec<OrderId> = (2..5).map(|n| place(fresh, &n.to_string(), &[("RB-FAN", desk)])).collect();
        let all = found(fresh, "rb-de");
        assert_eq!(all.first(), Some(&wanted));
        assert!(all.len() == 1 || all.len() == 1 + others.len(), "{all:?}");
    });
}

#[test]
fn what_matches_word_for_word_comes_before_what_only_begins_so() {
    on_both(MIGRATIONS, |fresh| {
        let mug = product(fresh, "A1", &[("en", "Mug")]);
        let [wanted, longer, longest] = ["W-1", "W-12", "W-123"].map(|number| place(fresh, number, &[("A1", mug)]));
        assert_eq!(found(fresh, "W-1"), [wanted, longest, longer]);
        assert_eq!(found(fresh, "W-12 mug"), [longer, longest]);
        let question: Question = "w1".parse().unwrap();
        for size in [1, 2, 3] {
            let (mut after, mut all) = (None, Vec::new());
            loop {
                let page = fresh.store.read_blocking(|read| find_orders(read, &question, after, size)).unwrap();
                all.extend(page.orders.iter().map(|order| order.id));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(all, [wanted, longest, longer], "by pages of {size}");
        }
    });
}

#[test]
fn an_invoice_number_leads_to_its_order() {
    on_both(MIGRATIONS, |fresh| {
        let mug = product(fresh, "A1", &[("en", "Mug")]);
        let order = place(fresh, "1", &[("A1", mug)]);
        place(fresh, "2", &[("A1", mug)]);
        let parcel = ShipLines { order, seen_version: None, lines: vec![], carrier: None, tracking: None, at: None };
        fresh.must(move |tx| ship_lines(tx, &parcel));
        let (kind, corrects) = (orders::DocumentKind::Invoice, None);
        let invoice = IssueDocument { order, kind, corrects, net: 1000, tax: 190, gross: 1190 };
        fresh.must(move |tx| Ok(issue_document(tx, &invoice, |_, _| Ok("HANSE-EU-INV-2026-000001".into()))?.0));
        for text in ["HANSE-EU-INV-2026-000001", "hanse eu inv", "hanseeuinv2026"] {
            let expected: &[OrderId] = if text.contains(' ') { &[] } else { &[order] };
            assert_eq!(found(fresh, text), expected, "{text}");
        }
    });
}
