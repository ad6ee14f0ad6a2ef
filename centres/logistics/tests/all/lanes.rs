//! Setting lanes and weights, and reading them where orders are prepared.

use std::sync::Arc;

use kernel::{CountryCode, CurrencyCode, Id, Money, Timestamp, Zone};
use logistics::{
    CellLanes, Destination, Lane, MIGRATIONS, Status, WarehouseId, Weights, set_lanes, set_sourcing_weights,
};
use testkit::on_both;

pub fn eur(minor: i64) -> Money {
    Money::new(minor, CurrencyCode::EUR)
}

pub fn lane(warehouse: i64, destination: &str, base: i64, per_kg: i64, days: (i64, i64)) -> Lane {
    Lane {
        warehouse: WarehouseId::from_number(warehouse),
        destination: destination.parse().unwrap(),
        service: "parcel".into(),
        base: eur(base),
        per_kg: eur(per_kg),
        days_min: days.0,
        days_max: days.1,
        cut_off_minute: None,
        zone: Zone::UTC,
        valid_from: Timestamp::from_ms(0),
        valid_to: None,
        status: Status::Sure,
        source: "contract".into(),
    }
}

#[test]
fn lanes_are_replaced_as_a_whole_and_seen_at_once() {
    on_both(&[MIGRATIONS], |t| {
        let lanes = CellLanes::new(Arc::clone(&t.store));
        let home = WarehouseId::from_number(1);
        let between = |to| {
            let book = lanes.book().unwrap();
            book.between(home, to, Timestamp::from_ms(5)).map(|lane| lane.base.minor()).collect::<Vec<_>>()
        };
        assert_eq!(between(CountryCode::DE), Vec::<i64>::new());
        t.must(move |tx| set_lanes(tx, home, &[lane(1, "DE", 500, 100, (1, 2)), lane(1, "*", 900, 100, (3, 9))]));
        assert_eq!((between(CountryCode::DE), between(CountryCode::US)), (vec![500], vec![900]));
        t.must(move |tx| set_lanes(tx, home, &[lane(1, "DE", 450, 100, (1, 2))]));
        assert_eq!((between(CountryCode::DE), between(CountryCode::US)), (vec![450], vec![]));
        let mut ended = lane(1, "DE", 1, 0, (1, 1));
        ended.valid_to = Some(Timestamp::from_ms(5));
        t.must(move |tx| set_lanes(tx, home, &[ended.clone()]));
        assert_eq!(between(CountryCode::DE), Vec::<i64>::new());
    });
}

#[test]
fn a_lane_that_cannot_be_is_refused_and_the_old_ones_stay() {
    on_both(&[MIGRATIONS], |t| {
        let home = WarehouseId::from_number(1);
        t.must(move |tx| set_lanes(tx, home, &[lane(1, "DE", 500, 100, (1, 2))]));
        let wrong: [fn(&mut Lane); 6] = [
            |lane| lane.warehouse = WarehouseId::from_number(2),
            |lane| lane.per_kg = Money::new(1, CurrencyCode::GBP),
            |lane| lane.base = eur(-1),
            |lane| lane.days_max = 0,
            |lane| lane.cut_off_minute = Some(1440),
            |lane| lane.valid_to = Some(Timestamp::from_ms(0)),
        ];
        for bend in wrong {
            let mut bent = lane(1, "DE", 500, 100, (1, 2));
            bend(&mut bent);
            assert_eq!(t.refusal(move |tx| set_lanes(tx, home, &[bent.clone()])), "invalid_lane");
        }
        let twice = [lane(1, "DE", 1, 1, (1, 2)), lane(1, "DE", 2, 1, (1, 2))];
        assert_eq!(t.refusal(move |tx| set_lanes(tx, home, &twice)), "invalid_lane");
        let book = CellLanes::new(Arc::clone(&t.store)).book().unwrap();
        let kept: Vec<_> = book.between(home, CountryCode::DE, Timestamp::from_ms(1)).collect();
        assert_eq!(
            (kept.len(), kept[0].base, kept[0].destination),
            (1, eur(500), Destination::Country(CountryCode::DE))
        );
    });
}

#[test]
fn weights_are_set_by_whoever_saw_the_last_ones() {
    on_both(&[MIGRATIONS], |t| {
        let lanes = CellLanes::new(Arc::clone(&t.store));
        assert_eq!(lanes.book().unwrap().weights(), &Weights::default());
        let strict = Weights { duty_unknown_minor: None, ..Weights::default() };
        t.must(move |tx| set_sourcing_weights(tx, 0, &strict));
        assert_eq!(lanes.book().unwrap().weights(), &strict);
        assert_eq!(t.refusal(move |tx| set_sourcing_weights(tx, 0, &strict)), "stale_version");
        let below = Weights { day_minor: -1, ..strict };
        assert_eq!(t.refusal(move |tx| set_sourcing_weights(tx, 1, &below)), "invalid_sourcing_weight");
    });
}
