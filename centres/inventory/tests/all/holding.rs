//! Promises: time limits, confirming, shipping in parts, letting go.

use std::sync::Arc;

use inventory::{
    ConsumeHolds, HoldRequest, HoldState, OrderId, ReleaseHolds, SetBuffers, Swept, confirm_holds, consume_holds,
    holds_of, release_expired_holds, release_holds, set_buffers,
};
use kernel::{Id, Timestamp};
use store::Options;
use testkit::{HandClock, TestStore, on_both, on_both_with};

use crate::company::{TABLES, hold, lawful, numbers, pieces, receive, request, variant, warehouse};

fn order(number: i64) -> OrderId {
    OrderId::from_number(number)
}

fn until(number: i64, at: &str, lines: Vec<inventory::Pieces>) -> HoldRequest {
    HoldRequest { expires_at: Some(at.parse::<Timestamp>().unwrap()), ..request(number, lines) }
}

fn with_clock(test: impl Fn(&TestStore, &HandClock)) {
    let clock = HandClock::at("2026-11-20T10:00:00Z");
    let options = Options { clock: Arc::<HandClock>::clone(&clock), ..Options::default() };
    on_both_with(TABLES, &options, |t| test(t, &clock));
}

#[test]
fn a_hold_whose_time_is_up_gives_way_to_the_next_buyer_and_not_before() {
    with_clock(|t, clock| {
        let home = warehouse(t, "ham");
        receive(t, home, &[(1, 5)]);
        let now = t.store.context(&testkit::tester()).now;
        let ends = now.plus_ms(60_000).to_string();
        hold(t, until(1, &ends, vec![pieces(1, home, 3)])).unwrap();
        hold(t, until(2, &ends, vec![pieces(1, home, 2)])).unwrap();
        assert_eq!(hold(t, request(3, vec![pieces(1, home, 4)])), Err("out_of_stock"));
        clock.forward_ms(59_000);
        assert_eq!(hold(t, request(3, vec![pieces(1, home, 4)])), Err("out_of_stock"));
        clock.forward_ms(1_000);
        hold(t, request(3, vec![pieces(1, home, 4)])).unwrap();
        assert_eq!(numbers(t, 1, home), (5, 4, 0));
        let states = t.store.read_blocking(|read| holds_of(read, &[order(1), order(2), order(3)])).unwrap();
        let states: Vec<_> = states.iter().map(|hold| (hold.order.number(), hold.state, hold.open)).collect();
        assert_eq!(states, [(1, HoldState::Expired, 0), (2, HoldState::Expired, 0), (3, HoldState::Held, 4)]);
        lawful(t);
    });
}

#[test]
fn a_confirmed_order_keeps_its_pieces_and_one_that_came_too_late_is_told() {
    with_clock(|t, clock| {
        let home = warehouse(t, "ham");
        receive(t, home, &[(1, 5), (2, 5)]);
        let ends = t.store.context(&testkit::tester()).now.plus_ms(60_000).to_string();
        hold(t, until(1, &ends, vec![pieces(1, home, 3)])).unwrap();
        hold(t, until(2, &ends, vec![pieces(1, home, 2), pieces(2, home, 1)])).unwrap();
        t.must(|tx| confirm_holds(tx, order(1)));
        clock.forward_ms(120_000);
        assert_eq!(t.must(|tx| release_expired_holds(tx, 1)), Swept(1));
        assert_eq!(t.must(|tx| release_expired_holds(tx, 10)), Swept(1));
        assert_eq!(t.must(|tx| release_expired_holds(tx, 10)), Swept(0));
        assert_eq!((numbers(t, 1, home), numbers(t, 2, home)), ((5, 3, 0), (5, 0, 0)));
        assert_eq!(t.refusal(|tx| confirm_holds(tx, order(2))), "holds_ended");
        lawful(t);
    });
}

#[test]
fn an_order_ships_in_parts_and_never_more_than_it_holds() {
    on_both(TABLES, |t| {
        let home = warehouse(t, "ham");
        receive(t, home, &[(1, 10), (2, 10)]);
        hold(t, request(1, vec![pieces(1, home, 3), pieces(2, home, 1), pieces(1, home, 2)])).unwrap();
        let ship = |quantity| ConsumeHolds {
            order: order(1),
            lines: vec![pieces(1, home, quantity)],
            document: Some("SH-1".into()),
            at: None,
        };
        let (four, two, none) = (ship(4), ship(2), ship(-1));
        t.must(move |tx| consume_holds(tx, &four));
        assert_eq!(numbers(t, 1, home), (6, 1, 0));
        assert_eq!(t.refusal(move |tx| consume_holds(tx, &two)), "stock_not_held");
        assert_eq!(t.refusal(move |tx| consume_holds(tx, &none)), "stock_not_held");
        let rest = ReleaseHolds { order: order(1), lines: None };
        t.must(move |tx| release_holds(tx, &rest));
        assert_eq!((numbers(t, 1, home), numbers(t, 2, home)), ((6, 0, 0), (10, 0, 0)));
        let holds = t.store.read_blocking(|read| holds_of(read, &[order(1)])).unwrap();
        let states: Vec<_> = holds.iter().map(|hold| hold.state).collect();
        assert_eq!(states, [HoldState::Consumed, HoldState::Released, HoldState::Released]);
        let moved = t
            .store
            .read_blocking(|read| inventory::list_movements(read, variant(1), None, store::Way::Falling, None, 10))
            .unwrap();
        assert_eq!((moved[0].quantity, moved[0].document.as_deref()), (-4, Some("SH-1")));
        lawful(t);
    });
}

#[test]
fn one_line_of_an_order_can_be_let_go() {
    on_both(TABLES, |t| {
        let home = warehouse(t, "ham");
        receive(t, home, &[(1, 10), (2, 10)]);
        hold(t, request(1, vec![pieces(1, home, 3), pieces(2, home, 4)])).unwrap();
        let part = ReleaseHolds { order: order(1), lines: Some(vec![pieces(2, home, 1)]) };
        t.must(move |tx| release_holds(tx, &part));
        assert_eq!((numbers(t, 1, home), numbers(t, 2, home)), ((10, 3, 0), (10, 3, 0)));
        lawful(t);
    });
}

#[test]
fn a_buffer_is_not_sold() {
    on_both(TABLES, |t| {
        let home = warehouse(t, "ham");
        receive(t, home, &[(1, 10)]);
        t.must(move |tx| set_buffers(tx, &SetBuffers { warehouse: home, lines: vec![(variant(1), 8)] }));
        assert_eq!(hold(t, request(1, vec![pieces(1, home, 3)])), Err("out_of_stock"));
        hold(t, request(1, vec![pieces(1, home, 2)])).unwrap();
        lawful(t);
    });
}
