//! Money that comes in and goes back.

use orders::commands::*;
use orders::queries::order_payments;

use crate::shop::*;

#[test]
fn a_payment_that_is_told_twice_counts_once() {
    on_each(|t| {
        let (id, other) = (place(t, basket()), place(t, basket()));
        let first = pay(t, id, 5_000, "pi_1");
        let version = look(t, id).version;
        assert_eq!(pay(t, id, 5_000, "pi_1"), first);
        assert_eq!((look(t, id).paid, look(t, id).version), (5_000, version), "the second time changes nothing");
        assert_eq!(axes(t, id).1, "partly_paid");
        assert_eq!(t.refusal(move |tx| record_payment(tx, &payment(id, 4_999, "pi_1"))), "payment_reference_taken");
        assert_eq!(t.refusal(move |tx| record_payment(tx, &payment(other, 5_000, "pi_1"))), "payment_reference_taken");
        pay(t, id, 8_401, "pi_2");
        assert_eq!(axes(t, id).1, "paid");
        assert_eq!(look(t, id).open_amount(), 0);
    });
}

#[test]
fn what_is_no_payment_is_refused() {
    on_each(|t| {
        let id = place(t, basket());
        let wrong = |change: fn(&mut RecordPayment)| {
            let mut input = payment(id, 100, "x");
            change(&mut input);
            t.refusal(move |tx| record_payment(tx, &input))
        };
        assert_eq!(wrong(|p| p.amount = kernel::Money::new(100, kernel::CurrencyCode::USD)), "payment_currency");
        assert_eq!(wrong(|p| p.amount = eur(0)), "payment_not_positive");
        assert_eq!(wrong(|p| p.amount = eur(-5)), "payment_not_positive");
        assert_eq!(wrong(|p| p.reference = String::new()), "invalid_payment_reference");
        assert_eq!(wrong(|p| p.method = "a\u{0}b".into()), "invalid_payment_reference");
        assert_eq!(wrong(|p| p.order = kernel::Id::from_number(1)), "order_not_found");
        assert_eq!(look(t, id).paid, 0);
    });
}

#[test]
fn money_that_comes_too_late_or_too_much_is_recorded_all_the_same() {
    on_each(|t| {
        let id = place(t, basket());
        pay(t, id, 13_401, "a");
        pay(t, id, 13_401, "b");
        assert_eq!((look(t, id).paid, look(t, id).open_amount()), (26_802, 0));
        assert_eq!(axes(t, id).1, "overpaid");
        t.must(move |tx| record_refund(tx, &refund(id, 401, "part-1")));
        assert_eq!(axes(t, id).1, "overpaid", "some of it still waits");
        t.must(move |tx| record_refund(tx, &refund(id, 13_000, "rest-1")));
        assert_eq!(axes(t, id).1, "partly_refunded", "what it costs is paid");
        let gone = place(t, basket());
        cancel(t, gone, 1, None);
        cancel(t, gone, 2, None);
        pay(t, gone, 13_401, "late");
        assert_eq!(axes(t, gone), ("cancelled", "overpaid", "unfulfilled"));
        t.must(move |tx| record_refund(tx, &refund(gone, 13_401, "back")));
        assert_eq!(axes(t, gone), ("cancelled", "refunded", "unfulfilled"));
    });
}

#[test]
fn refunds_never_exceed_what_was_paid_nor_a_line_its_price() {
    on_each(|t| {
        let id = place(t, basket());
        pay(t, id, 10_000, "p");
        let input = refund(id, 6_000, "r1");
        let first = t.must(move |tx| record_refund(tx, &input));
        let again = refund(id, 6_000, "r1");
        assert_eq!(t.must(move |tx| record_refund(tx, &again)), first, "told twice, counted once");
        assert_eq!((look(t, id).refunded, axes(t, id).1), (6_000, "partly_refunded"));
        assert_eq!(t.refusal(move |tx| record_refund(tx, &refund(id, 4_001, "r2"))), "more_than_left_to_refund");
        assert_eq!(t.refusal(move |tx| record_refund(tx, &refund(id, 0, "r2"))), "more_than_left_to_refund");
        let parts = |lines: &[(i64, i64)]| {
            let lines = lines.iter().map(|(line, gross)| RefundedLine { line: *line, gross: *gross }).collect();
            RecordRefund { lines, ..refund(id, 2_000, "r3") }
        };
        for (lines, code) in [
            (&[(2, 1_001)][..], "line_refunded_beyond_price"),
            (&[(2, -1)], "line_refunded_beyond_price"),
            (&[(9, 1)], "line_refunded_beyond_price"),
            (&[(1, 1_500), (2, 501)], "lines_beyond_refund"),
        ] {
            let input = parts(lines);
            assert_eq!(t.refusal(move |tx| record_refund(tx, &input)), code, "{lines:?}");
        }
        let input = parts(&[(1, 1_500), (2, 500)]);
        t.must(move |tx| record_refund(tx, &input));
        let order = look(t, id);
        assert_eq!((order.refunded, order.lines[0].refunded, order.lines[1].refunded), (8_000, 1_500, 500));
        let known = t.store.read_blocking(|read| order_payments(read, id)).unwrap();
        assert_eq!(
            known.iter().map(|p| (p.kind.word(), p.amount)).collect::<Vec<_>>(),
            [("payment", 10_000), ("refund", 6_000), ("refund", 2_000)]
        );
    });
}

#[test]
fn an_order_taken_over_without_a_word_about_money_waits_for_none_and_takes_what_comes() {
    on_each(|t| {
        let id = t.must(|tx| {
            let order = orders::NewOrder { id: tx.context().new_id(), ..basket() };
            let (id, numbers) = (order.id, vec![1, 2, 3]);
            let (status, fulfilment) = (orders::Status::Completed, orders::Fulfilment::Delivered);
            let payment = orders::Payment::Unknown;
            adopt_orders(
                tx,
                &[AdoptOrder { order, numbers, status, payment, fulfilment, paid: 0, paid_as: None, left_at: None }],
            )?;
            Ok(id)
        });
        assert_eq!(axes(t, id), ("completed", "unknown", "delivered"));
        came_back(t, id, &[(1, 1)]);
        assert_eq!(axes(t, id), ("completed", "unknown", "partly_returned"));
        pay(t, id, look(t, id).gross, "pi_late");
        assert_eq!(axes(t, id).1, "paid");
    });
}
