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
            assert_eq!(t.refusal(move |tx| hold_order(tx, id, None, &bad)), "invalid_hold_reason");
        }
        t.must(move |tx| hold_order(tx, id, None, "buyer_asked"));
        assert_eq!(look(t, id).held_because.as_deref(), Some("buyer_asked"));
        assert_eq!(t.refusal(move |tx| ship_lines(tx, &shipping(id, &[]))), "order_is_held");
        assert_eq!(t.refusal(move |tx| hold_order(tx, id, None, "review")), "order_cannot_be_held");
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
        assert_eq!(t.refusal(move |tx| hold_order(tx, id, Some(1), "review")), "stale_version");
        let late = ShipLines { seen_version: Some(1), ..shipping(id, &[]) };
        assert_eq!(t.refusal(move |tx| ship_lines(tx, &late)), "stale_version");
        let late = CancelLine { seen_version: Some(3), ..cancelling(id, 1, None) };
        assert_eq!(t.refusal(move |tx| cancel_line(tx, &late)), "stale_version");
        t.must(move |tx| hold_order(tx, id, Some(2), "review"));
        assert_eq!(look(t, id).version, 3);
    });
}
