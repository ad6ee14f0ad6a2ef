//! Placing orders in groups.

use orders::queries::{external_numbers_taken, orders_with_lines};

use crate::shop::*;

#[test]
fn a_group_of_orders_is_written_whole_and_read_back_in_the_order_asked() {
    on_each(|t| {
        let mut second = order(vec![goods("CUP", 2, 500, 95)], 0);
        second.external_number = Some("W-1001".into());
        second.person = Some(5);
        second.held_because = Some("review");
        let ids = place_all(t, vec![basket(), second]);
        let (a, b) = (ids[0], ids[1]);
        let read = t.store.read_blocking(|read| orders_with_lines(read, &[b, a])).unwrap();
        assert_eq!(read.iter().map(|order| order.id).collect::<Vec<_>>(), [b, a]);
        let basket = &read[1];
        assert_eq!((basket.net, basket.tax, basket.rounding, basket.gross), (11_356, 2_045, 1, 13_401));
        assert_eq!((basket.units, basket.version, basket.lines.len()), (4, 1, 3));
        assert_eq!(basket.lines.iter().map(|line| line.line).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(axes(t, a), ("open", "unpaid", "unfulfilled"));
        assert_eq!(axes(t, b), ("held", "unpaid", "unfulfilled"));
        assert_eq!(read[0].held_because.as_deref(), Some("review"));
        let taken = t.store.read_blocking(|read| external_numbers_taken(read, &["W-1001", "W-1002"])).unwrap();
        assert_eq!(taken.get(&("web".into(), "eu-web".into(), "W-1001".into())), Some(&b));
        assert_eq!(taken.len(), 1);
    });
}

#[test]
fn the_same_external_number_cannot_be_written_twice() {
    on_each(|t| {
        let mut once = basket();
        once.external_number = Some("W-7".into());
        place(t, once.clone());
        let again = t.run(move |tx| {
            let context = tx.context().clone();
            let mut order = once.clone();
            order.id = context.new_id();
            orders::commands::place_orders(tx, &[(context, &order)])?;
            Ok(store::Nothing)
        });
        assert!(matches!(again, Err(store::CommandError::Failed(_))), "the database is the last to say no");
    });
}

#[test]
fn what_is_given_away_is_paid_from_the_start() {
    on_each(|t| {
        let id = place(t, order(vec![goods("GIFT", 1, 0, 0)], 0));
        assert_eq!(axes(t, id), ("open", "paid", "unfulfilled"));
        ship(t, id, &[]);
        arrive(t, id);
        assert_eq!(axes(t, id), ("completed", "paid", "delivered"));
    });
}
