//! What is taken back of an order's price.

use orders::ReturnState;
use orders::commands::*;
use orders::queries::{order_credits, return_by_id};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::shop::*;

#[test]
fn pieces_are_credited_once_and_only_when_they_arrived() {
    on_each(|t| {
        let id = place(t, basket());
        ship(t, id, &[(1, 2)]);
        assert_eq!(t.refusal(move |tx| credit_lines(tx, &crediting(id, &[(1, 1)]))), "nothing_to_credit");
        arrive(t, id);
        ship(t, id, &[]);
        let wrong = |lines: &[(i64, i64)]| {
            let input = crediting(id, lines);
            t.refusal(move |tx| credit_lines(tx, &input))
        };
        assert_eq!(wrong(&[(1, 3)]), "more_than_left_to_credit", "the third is under way");
        assert_eq!(wrong(&[(2, 1)]), "more_than_left_to_credit");
        assert_eq!(wrong(&[(3, 1)]), "more_than_left_to_credit", "carriage is earned with the last parcel");
        assert_eq!(wrong(&[(7, 1)]), "no_such_line");
        assert_eq!(wrong(&[(1, 1), (1, 1)]), "line_twice");
        t.must(move |tx| credit_lines(tx, &crediting(id, &[(1, 2)])));
        assert_eq!(wrong(&[(1, 1)]), "nothing_to_credit", "all that arrived is");
        arrive(t, id);
        let rest = t.must(move |tx| credit_lines(tx, &crediting(id, &[])));
        assert!(rest.complete);
        let credits = t.store.read_blocking(|read| order_credits(read, id)).unwrap();
        assert_eq!(credits.iter().map(|credit| credit.gross).sum::<i64>(), 13_401, "to the rounding cent");
        assert_eq!(wrong(&[]), "nothing_to_credit");
    });
}

#[test]
fn a_return_is_credited_for_what_came_and_then_ends() {
    on_each(|t| {
        let (id, other) = (place(t, basket()), place(t, basket()));
        ship(t, id, &[]);
        ship(t, other, &[]);
        arrive(t, id);
        arrive(t, other);
        let asked = t.must(move |tx| request_return(tx, &asked_back(id, &[(2, 1)])));
        let of = |order, back, lines: &[(i64, i64)]| CreditLines { return_id: Some(back), ..crediting(order, lines) };
        assert_eq!(t.refusal(move |tx| credit_lines(tx, &of(id, asked, &[]))), "return_not_received");
        let back = came_back(t, id, &[(1, 2)]);
        assert_eq!(t.refusal(move |tx| credit_lines(tx, &of(other, back, &[]))), "return_not_found");
        assert_eq!(t.refusal(move |tx| credit_lines(tx, &of(id, back, &[(1, 3)]))), "more_than_left_to_credit");
        assert_eq!(t.refusal(move |tx| credit_lines(tx, &of(id, back, &[(2, 1)]))), "more_than_left_to_credit");
        let state = |t: &testkit::TestStore| {
            let found = t.store.read_blocking(|read| return_by_id(read, back)).unwrap();
            found.unwrap().state
        };
        let one = t.must(move |tx| credit_lines(tx, &of(id, back, &[(1, 1)])));
        assert_eq!((one.credit.net, one.credit.tax, state(t)), (3_333, 633, ReturnState::Received));
        let two = t.must(move |tx| credit_lines(tx, &of(id, back, &[])));
        assert_eq!((two.credit.net, two.credit.tax, state(t)), (3_334, 634, ReturnState::Closed));
        assert_eq!(t.refusal(move |tx| credit_lines(tx, &of(id, back, &[]))), "return_is_credited");
    });
}

#[test]
fn credits_in_any_parts_add_up_to_the_order() {
    on_each(|t| {
        let mut runner = TestRunner::new(Config { cases: 40, failure_persistence: None, ..Config::default() });
        let basket = (1i64..8, 1i64..99_999, 0i64..20_000, -2i64..3).prop_map(|(n, net, tax, rounding)| {
            order(vec![goods("A", n, net + 8, tax), goods("B", 2, 333, 63), carriage(499, 95)], rounding)
        });
        let cuts = proptest::collection::vec((1i64..4, 1i64..4), 0..8);
        runner
            .run(&(basket, 0i64..3, cuts), |(basket, cancelled, cuts)| {
                let id = place(t, basket);
                if cancelled > 0 {
                    cancel(t, id, 2, Some(cancelled));
                }
                ship(t, id, &[]);
                arrive(t, id);
                let end = look(t, id);
                for (line, quantity) in cuts {
                    let input = crediting(id, &[(line, quantity)]);
                    // Too much is refused and leaves nothing; that is what is wanted here.
                    let _ = t.run(move |tx| credit_lines(tx, &input));
                }
                let _ = t.run(move |tx| credit_lines(tx, &crediting(id, &[])));
                let credits = t.store.read_blocking(|read| order_credits(read, id)).unwrap();
                let sum = credits.iter().fold((0, 0, 0), |(n, x, g), c| (n + c.net, x + c.tax, g + c.gross));
                prop_assert_eq!(sum, (end.net, end.tax, end.gross));
                Ok(())
            })
            .unwrap();
    });
}
