//! How fast stock leaves, and for how long it lasts.

use inventory::{
    AdjustStock, ConsumeHolds, Movement, MovementKind, OrderId, Shelf, adjust_stock, consume_holds, days_of_cover,
    left_for_buyers, record_history,
};
use kernel::{Id, Timestamp};
use store::Options;
use testkit::{HandClock, TestStore, on_both_with};

use crate::company::{TABLES, hold, pieces, receive, request, variant, warehouse};

const DAY_MS: i64 = 86_400_000;

#[test]
fn days_of_cover_count_what_left_for_buyers_in_the_last_thirty_days_and_nothing_else() {
    let clock = HandClock::at("2026-11-20T10:00:00Z");
    let options = Options { clock: clock.clone(), ..Options::default() };
    on_both_with(TABLES, &options, |t| {
        let (home, away) = (warehouse(t, "ham"), warehouse(t, "muc"));
        receive(t, home, &[(1, 40), (2, 5)]);
        receive(t, away, &[(1, 5)]);
        let now = now(t);
        let sold = |quantity, days| Movement {
            shelf: Shelf::new(variant(1), home),
            kind: MovementKind::Sold,
            quantity,
            unit_cost: None,
            document: None,
            reason: None,
            at: now.plus_ms(-DAY_MS * days),
        };
        let history = vec![sold(-9, 40), sold(-6, 10)];
        t.must(move |tx| record_history(tx, &history));
        let wet = AdjustStock {
            warehouse: home,
            lines: vec![(variant(1), -2)],
            reason: "wet".into(),
            fact: false,
            document: None,
            at: None,
        };
        t.must(move |tx| adjust_stock(tx, &wet));
        hold(t, request(1, vec![pieces(1, home, 3)])).unwrap();
        let order = OrderId::from_number(1);
        let ship = ConsumeHolds { order, lines: vec![pieces(1, home, 3)], document: None, at: None };
        t.must(move |tx| consume_holds(tx, &ship));

        assert_eq!(
            left(t, 1),
            vec![(home, 9)],
            "neither the old sale nor what was wet, and nothing of the other house"
        );
        assert_eq!(left(t, 2), vec![]);
        clock.forward_ms(25 * DAY_MS);
        assert_eq!(left(t, 1), vec![(home, 3)], "the sale is older than thirty days now");
        clock.forward_ms(-25 * DAY_MS);
    });
    // 20 available, 9 in 30 days.
    assert_eq!(days_of_cover(20, 9), Some(66));
    assert_eq!(days_of_cover(0, 9), Some(0));
    assert_eq!(days_of_cover(20, 0), None, "no sales is no number");
}

fn now(t: &TestStore) -> Timestamp {
    t.store.context(&testkit::tester()).now
}

fn left(t: &TestStore, number: i64) -> Vec<(inventory::WarehouseId, i64)> {
    let now = now(t);
    let found = t.store.read_blocking(move |read| left_for_buyers(read, &[variant(number)], now)).unwrap();
    found.into_iter().map(|(shelf, pieces)| (shelf.warehouse, pieces)).collect()
}
