//! Cancelled pieces, and what an order costs without them.

use orders::commands::*;

use crate::shop::*;

#[test]
fn an_order_cancelled_to_nothing_owes_nothing() {
    on_each(|t| {
        let id = place(t, basket());
        let first = cancel(t, id, 1, Some(1));
        assert_eq!((first.piece.before, first.taken.net, first.taken.tax, first.taken.gross), (2, 3_333, 633, 3_966));
        assert_eq!((look(t, id).units, look(t, id).gross), (3, 13_401 - 3_966));
        cancel(t, id, 1, None);
        assert_eq!(axes(t, id).0, "open");
        let last = cancel(t, id, 2, None);
        assert!(last.all && !last.complete);
        let order = look(t, id);
        assert_eq!((order.units, order.net, order.tax, order.rounding, order.gross), (0, 0, 0, 0, 0));
        assert_eq!(last.taken.gross, 1_000 + 500 + 1, "the book, and with it carriage and the rounding cent");
        assert_eq!(axes(t, id), ("cancelled", "unpaid", "unfulfilled"));
        assert_eq!(t.refusal(move |tx| ship_lines(tx, &shipping(id, &[]))), "nothing_to_ship");
        assert_eq!(t.refusal(move |tx| cancel_line(tx, &cancelling(id, 1, None))), "order_cannot_be_cancelled");
    });
}

#[test]
fn a_held_order_that_is_cancelled_is_held_no_more() {
    on_each(|t| {
        let id = place(t, order(vec![goods("A", 2, 200, 38)], 0));
        t.must(move |tx| hold_order(tx, &holding(id, None, "review")));
        cancel(t, id, 1, Some(1));
        assert_eq!(axes(t, id).0, "held");
        cancel(t, id, 1, None);
        assert_eq!((axes(t, id).0, look(t, id).held_because), ("cancelled", None));
    });
}

#[test]
fn what_left_cannot_be_cancelled_and_what_was_paid_for_it_is_told() {
    on_each(|t| {
        let id = place(t, basket());
        pay(t, id, 13_401, "p");
        ship(t, id, &[(1, 2)]);
        for (line, quantity, code) in [
            (1, Some(2), "more_than_left_to_cancel"),
            (1, Some(0), "more_than_left_to_cancel"),
            (3, Some(1), "no_such_line"),
            (8, None, "no_such_line"),
        ] {
            assert_eq!(t.refusal(move |tx| cancel_line(tx, &cancelling(id, line, quantity))), code);
        }
        let cancelled = cancel(t, id, 1, None);
        assert_eq!((cancelled.piece.quantity, cancelled.overpaid), (1, cancelled.taken.gross));
        assert_eq!((cancelled.all, cancelled.complete), (false, false));
        arrive(t, id);
        let last = cancel(t, id, 2, None);
        assert!(last.complete, "all that is still wanted had arrived: carriage is earned");
        assert_eq!(axes(t, id), ("completed", "overpaid", "delivered"));
        assert_eq!(last.overpaid, cancelled.taken.gross + 1_000);
    });
}
