//! Held orders, and versions that somebody else changed.

use orders::TaxStatus;
use orders::commands::*;

use crate::shop::*;

#[test]
fn nothing_leaves_while_an_order_is_held() {
    on_each(|t| {
        let id = place(t, basket());
        for bad in ["", "Review", "two words", &"x".repeat(41)] {
            let bad = bad.to_owned();
            assert_eq!(t.refusal(move |tx| hold_order(tx, &holding(id, None, &bad))), "invalid_hold_reason");
        }
        t.must(move |tx| hold_order(tx, &holding(id, None, "buyer_asked")));
        assert_eq!(look(t, id).held_because.as_deref(), Some("buyer_asked"));
        assert_eq!(t.refusal(move |tx| ship_lines(tx, &shipping(id, &[]))), "order_is_held");
        assert_eq!(t.refusal(move |tx| hold_order(tx, &holding(id, None, "review"))), "order_cannot_be_held");
        pay(t, id, 13_401, "p");
        assert_eq!(axes(t, id).0, "held", "money does not release it");
        t.must(move |tx| release_order(tx, id, None));
        assert_eq!((axes(t, id).0, look(t, id).held_because), ("open", None));
        assert_eq!(t.refusal(move |tx| release_order(tx, id, None)), "order_is_not_held");
        ship(t, id, &[]);
    });
}

#[test]
fn an_order_without_determined_tax_is_released_only_with_a_reason() {
    on_each(|t| {
        let mut wanted = basket();
        wanted.tax_status = TaxStatus::NotDetermined;
        wanted.held_because = Some("tax_not_determined");
        let id = place(t, wanted);
        assert_eq!(t.refusal(move |tx| release_order(tx, id, None)), "tax_not_determined");
        let release = |reason: &'static str| {
            t.run(move |tx| {
                let context = tx.context().clone().because(Some(reason));
                tx.enter(context);
                release_order(tx, id, None)
            })
        };
        assert!(release("  ").is_err(), "an empty reason is none");
        release("the adviser confirmed export").unwrap();
        assert_eq!(axes(t, id).0, "open");
    });
}

#[test]
fn a_version_that_somebody_else_changed_is_refused() {
    on_each(|t| {
        let id = place(t, basket());
        pay(t, id, 100, "p");
        assert_eq!(look(t, id).version, 2);
        assert_eq!(t.refusal(move |tx| hold_order(tx, &holding(id, Some(1), "review"))), "stale_version");
        let late = ShipLines { seen_version: Some(1), ..shipping(id, &[]) };
        assert_eq!(t.refusal(move |tx| ship_lines(tx, &late)), "stale_version");
        let late = CancelLine { seen_version: Some(3), ..cancelling(id, 1, None) };
        assert_eq!(t.refusal(move |tx| cancel_line(tx, &late)), "stale_version");
        t.must(move |tx| hold_order(tx, &holding(id, Some(2), "review")));
        assert_eq!(look(t, id).version, 3);
    });
}

#[test]
fn a_hold_with_a_time_ends_by_itself_and_says_so() {
    on_each(|t| {
        let (short, long, plain) = (place(t, basket()), place(t, basket()), place(t, basket()));
        let now = t.store.context(&testkit::tester()).now;
        let until = move |order, minutes: i64| HoldOrder {
            until: Some(now.plus_ms(minutes * 60_000)),
            ..holding(order, None, "review")
        };
        assert_eq!(t.refusal(move |tx| hold_order(tx, &until(short, 0))), "hold_time_is_over");
        t.must(move |tx| hold_order(tx, &until(short, 1)));
        t.must(move |tx| hold_order(tx, &until(long, 10)));
        t.must(move |tx| hold_order(tx, &holding(plain, None, "review")));
        assert_eq!(look(t, short).held_until, Some(now.plus_ms(60_000)));
        let later = |tx: &mut store::Tx<'_>, now: kernel::Timestamp| {
            let mut context = tx.context().clone();
            context.now = now.plus_ms(5 * 60_000);
            tx.enter(context);
        };
        assert_eq!(t.must(|tx| release_ended_holds(tx, 10)), Released(0), "no time is over yet");
        let released = t.must(move |tx| {
            later(tx, now);
            release_ended_holds(tx, 10)
        });
        assert_eq!(released, Released(1));
        let open = look(t, short);
        assert_eq!((axes(t, short).0, open.held_because, open.held_until), ("open", None, None));
        assert_eq!((axes(t, long).0, axes(t, plain).0), ("held", "held"));
        let events = t.store.read_blocking(|read| store::events_of(read, &short.to_string())).unwrap();
        let last = events.last().unwrap();
        assert_eq!(last.kind, "orders.order_released.v1");
        assert!(last.reason.as_deref().is_some_and(|reason| reason.contains("time of its hold")), "{:?}", last.reason);
        // Cancelled while held: its time is nobody's any more.
        cancel(t, long, 1, None);
        cancel(t, long, 2, None);
        assert_eq!(look(t, long).held_until, None);
    });
}
