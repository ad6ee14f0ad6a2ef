//! Lists: newest first, by filters, a page at a time.

use orders::queries::{OrderFilter, list_orders};
use orders::{Fulfilment, Order, OrderId, Payment, Status};
use testkit::TestStore;

use crate::shop::*;

fn pages(t: &TestStore, filter: &OrderFilter, limit: usize) -> Vec<OrderId> {
    let (mut found, mut before) = (Vec::new(), None);
    for _ in 0..200 {
        let (page, next) = t.store.read_blocking(|read| list_orders(read, filter, before, limit)).unwrap();
        assert!(page.len() <= limit);
        found.extend(page.iter().map(|order| order.id));
        before = next;
        if next.is_none() {
            return found;
        }
    }
    panic!("a list that does not end");
}

/// 60 orders over three markets, two channels and two countries, in many states.
fn trade(t: &TestStore) -> Vec<OrderId> {
    let mut ids = Vec::new();
    for place_of in 0..60usize {
        let mut wanted = basket();
        wanted.market = ["de", "fr", "gb-east"][place_of % 3].parse().unwrap();
        wanted.channel = ["web", "amazon"][place_of % 2].parse().unwrap();
        wanted.country = ["DE", "FR"][place_of / 7 % 2].parse().unwrap();
        wanted.customer = (place_of % 4 == 1).then_some(9);
        wanted.held_because = (place_of % 10 == 3).then_some(if place_of < 30 { "review" } else { "address" });
        let id = place(t, wanted);
        match place_of % 5 {
            0 => drop(pay(t, id, 13_401, &format!("{id}"))),
            1 => drop(ship(t, id, &[(1, 1)])),
            2 => {
                cancel(t, id, 1, None);
                cancel(t, id, 2, None);
            }
            _ => {}
        }
        ids.push(id);
    }
    ids
}

#[test]
fn every_filter_shows_what_fits_once_and_newest_first() {
    on_each(|t| {
        let ids = trade(t);
        let all: Vec<Order> = ids.iter().rev().map(|id| look(t, *id)).collect();
        type Fits = Box<dyn Fn(&Order) -> bool>;
        let filters: Vec<(OrderFilter, Fits)> = vec![
            (OrderFilter::default(), Box::new(|_| true)),
            (
                OrderFilter { status: Some(Status::Held), ..OrderFilter::default() },
                Box::new(|o| o.status == Status::Held),
            ),
            (
                OrderFilter { held_because: Some("address".into()), ..OrderFilter::default() },
                Box::new(|o| o.held_because.as_deref() == Some("address")),
            ),
            (
                OrderFilter { status: Some(Status::Cancelled), ..OrderFilter::default() },
                Box::new(|o| o.status == Status::Cancelled),
            ),
            (
                OrderFilter { payment: Some(Payment::Paid), market: "de".parse().ok(), ..OrderFilter::default() },
                Box::new(|o| o.payment == Payment::Paid && o.market.as_str() == "de"),
            ),
            (
                OrderFilter {
                    market: "gb-east".parse().ok(),
                    channel: "amazon".parse().ok(),
                    country: "FR".parse().ok(),
                    ..OrderFilter::default()
                },
                Box::new(|o| {
                    o.market.as_str() == "gb-east" && o.channel.as_str() == "amazon" && o.country.as_str() == "FR"
                }),
            ),
            (
                OrderFilter {
                    customer: Some(9),
                    fulfilment: Some(Fulfilment::PartlyShipped),
                    ..OrderFilter::default()
                },
                Box::new(|o| o.customer == Some(9) && o.fulfilment == Fulfilment::PartlyShipped),
            ),
        ];
        for (filter, fits) in filters {
            let expected: Vec<OrderId> = all.iter().filter(|order| fits(order)).map(|order| order.id).collect();
            assert!(!expected.is_empty(), "{filter:?} finds nothing: it proves nothing");
            for limit in [1, 7, 100] {
                assert_eq!(pages(t, &filter, limit), expected, "{filter:?} by {limit}");
            }
        }
    });
}

#[test]
fn an_order_that_comes_between_two_pages_is_neither_shown_twice_nor_hides_another() {
    on_each(|t| {
        let ids: Vec<OrderId> = (0..6).map(|_| place(t, basket())).collect();
        let filter = OrderFilter::default();
        let page = |before| t.store.read_blocking(|read| list_orders(read, &filter, before, 3)).unwrap();
        let (first, next) = page(None);
        place(t, basket());
        let (second, _) = page(next);
        let shown: Vec<OrderId> = first.iter().chain(&second).map(|order| order.id).collect();
        assert_eq!(shown, ids.into_iter().rev().collect::<Vec<_>>());
    });
}

#[test]
fn a_span_of_time_begins_with_its_first_instant_and_ends_before_its_last() {
    let clock = testkit::HandClock::at("2026-11-20T10:00:00Z");
    let options = store::Options { clock: clock.clone(), ..store::Options::default() };
    testkit::on_both_with(&[orders::MIGRATIONS], &options, |t| {
        let mut ids = Vec::new();
        for _ in 0..4 {
            clock.forward_ms(60_000);
            ids.push(place(t, basket()));
        }
        let at = |place: usize| Some(look(t, ids[place]).recorded_at);
        let filter = OrderFilter { recorded_from: at(1), recorded_to: at(3), ..OrderFilter::default() };
        assert_eq!(pages(t, &filter, 10), [ids[2], ids[1]]);
    });
}
