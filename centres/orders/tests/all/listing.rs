//! Lists: newest first, by filters, a page at a time.

use orders::queries::{OrderFilter, OrderPlace, OrderSort, list_orders, order_numbers, order_queues, order_sums};
use orders::{Fulfilment, Order, OrderId, Payment, Status, TaxStatus};
use testkit::TestStore;

use crate::shop::*;

fn page(
    t: &TestStore,
    filter: &OrderFilter,
    sort: OrderSort,
    after: Option<&OrderPlace>,
    limit: usize,
) -> (Vec<Order>, Option<OrderPlace>) {
    t.store.read_blocking(|read| list_orders(read, filter, sort, after, limit)).unwrap()
}

fn sorted(t: &TestStore, filter: &OrderFilter, sort: OrderSort, limit: usize) -> Vec<OrderId> {
    let (mut found, mut after) = (Vec::new(), None);
    for _ in 0..200 {
        let (orders, next) = page(t, filter, sort, after.as_ref(), limit);
        assert!(orders.len() <= limit);
        found.extend(orders.iter().map(|order| order.id));
        after = next;
        if after.is_none() {
            return found;
        }
    }
    panic!("a list that does not end");
}

fn pages(t: &TestStore, filter: &OrderFilter, limit: usize) -> Vec<OrderId> {
    sorted(t, filter, OrderSort::Newest, limit)
}

const SORTS: [(&str, OrderSort); 5] = [
    ("-recorded_at", OrderSort::Newest),
    ("placed_at", OrderSort::Placed { descending: false }),
    ("-placed_at", OrderSort::Placed { descending: true }),
    ("number", OrderSort::Number { descending: false }),
    ("-number", OrderSort::Number { descending: true }),
];

/// 60 orders over three markets, two channels and two countries, in many states.
fn trade(t: &TestStore) -> Vec<OrderId> {
    let mut ids = Vec::new();
    for place_of in 0..60usize {
        let mut wanted = basket();
        wanted.market = ["de", "fr", "gb-east"][place_of % 3].parse().unwrap();
        wanted.channel = ["web", "amazon"][place_of % 2].parse().unwrap();
        wanted.country = ["DE", "FR"][place_of / 7 % 2].parse().unwrap();
        wanted.customer = (place_of % 4 == 1).then_some(9);
        wanted.shop = ["eu-web", "outlet"][place_of / 3 % 2].parse().unwrap();
        wanted.entity = ["hanse-de", "hanse-gb"][place_of / 5 % 2].parse().unwrap();
        wanted.external_number =
            (place_of % 6 != 4).then(|| format!("{}-{:02}", ["W", "w2"][place_of % 2], 60 - place_of));
        wanted.placed_at =
            kernel::Timestamp::from_ms(1_790_000_000_000 + i64::try_from(place_of * 17 % 60 / 2 * 1_000).unwrap());
        wanted.tax_status = [TaxStatus::Determined, TaxStatus::Provisional, TaxStatus::NotDetermined][place_of % 7 / 3];
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
fn the_queues_count_what_their_lists_hold_up_to_a_bound() {
    on_each(|t| {
        let ids = trade(t);
        pay(t, ids[3], 1, "pi-1");
        pay(t, ids[4], 99_999, "pi-2");
        let counted = |at_most| t.store.read_blocking(|read| order_queues(read, at_most)).unwrap();
        let listed = |filter: OrderFilter| i64::try_from(pages(t, &filter, 7).len()).unwrap();
        let held_because = |because: &str| OrderFilter { held_because: vec![because.into()], ..Default::default() };
        let mut held = basket();
        held.held_because = Some("tax_not_determined");
        place(t, held);
        let all = counted(1_000);
        assert_eq!(all.held, listed(OrderFilter { status: vec![Status::Held], ..Default::default() }));
        assert_eq!(all.tax_not_determined, listed(held_because("tax_not_determined")));
        let to_ship = (vec![Status::Open], vec![Fulfilment::Unfulfilled]);
        assert_eq!(all.to_ship, listed(OrderFilter { status: to_ship.0, fulfilment: to_ship.1, ..Default::default() }));
        assert_eq!(all.overpaid, listed(OrderFilter { payment: vec![Payment::Overpaid], ..Default::default() }));
        assert!(all.held > 1 && all.to_ship > 5 && all.overpaid > 0 && all.tax_not_determined == 1, "{all:?}");
        assert_eq!((counted(5).held, counted(5).to_ship), (all.held.min(5), 5), "a bound is kept to");
        let numbers = t.store.read_blocking(|read| order_numbers(read, &ids)).unwrap();
        for id in ids {
            assert_eq!(numbers.get(&id), look(t, id).external_number.as_ref());
        }
    });
}

#[test]
fn what_a_customer_ordered_is_added_up_by_channel_shop_and_currency_without_what_was_cancelled() {
    on_each(|t| {
        let ids = trade(t);
        let mut francs = basket();
        (francs.customer, francs.currency) = (Some(9), "CHF".parse().unwrap());
        let last = place(t, francs);
        let all: Vec<Order> = ids.iter().chain([&last]).map(|id| look(t, *id)).collect();
        let sums = t.store.read_blocking(|read| order_sums(read, &[9, 4_000_000])).unwrap();
        assert!(sums.len() > 2, "several channels, shops and a second currency: {sums:?}");
        let mut counted = 0;
        for sum in &sums {
            let own: Vec<&Order> = all
                .iter()
                .filter(|o| o.customer == Some(9) && o.status != Status::Cancelled)
                .filter(|o| (o.channel, o.shop, o.currency) == (sum.channel, sum.shop, sum.gross.currency()))
                .collect();
            let added = |of: fn(&Order) -> i64| own.iter().map(|o| of(o)).sum::<i64>();
            assert_eq!(sum.orders, i64::try_from(own.len()).unwrap());
            assert_eq!([sum.net.minor(), sum.gross.minor()], [added(|o| o.net), added(|o| o.gross)]);
            assert_eq!(Some(sum.last_at), own.iter().map(|o| o.placed_at).max());
            counted += own.len();
        }
        assert_eq!(counted, all.iter().filter(|o| o.customer == Some(9) && o.status != Status::Cancelled).count());
        assert!(all.iter().any(|o| o.customer == Some(9) && o.status == Status::Cancelled), "one is left out at all");
        assert_eq!(t.store.read_blocking(|read| order_sums(read, &[4_000_000])).unwrap(), []);
    });
}

#[test]
fn every_filter_shows_what_fits_once_in_every_order() {
    on_each(|t| {
        let ids = trade(t);
        let all: Vec<Order> = ids.iter().rev().map(|id| look(t, *id)).collect();
        type Fits = Box<dyn Fn(&Order) -> bool>;
        let filters: Vec<(OrderFilter, Fits)> = vec![
            (OrderFilter::default(), Box::new(|_| true)),
            (
                OrderFilter { status: vec![Status::Held], ..OrderFilter::default() },
                Box::new(|o| o.status == Status::Held),
            ),
            (
                OrderFilter { held_because: vec!["address".into()], ..OrderFilter::default() },
                Box::new(|o| o.held_because.as_deref() == Some("address")),
            ),
            (
                OrderFilter { status: vec![Status::Cancelled], ..OrderFilter::default() },
                Box::new(|o| o.status == Status::Cancelled),
            ),
            (
                OrderFilter {
                    payment: vec![Payment::Paid],
                    market: vec!["de".parse().unwrap()],
                    ..OrderFilter::default()
                },
                Box::new(|o| o.payment == Payment::Paid && o.market.as_str() == "de"),
            ),
            (
                OrderFilter {
                    market: vec!["gb-east".parse().unwrap()],
                    channel: vec!["amazon".parse().unwrap()],
                    country: vec!["FR".parse().unwrap()],
                    ..OrderFilter::default()
                },
                Box::new(|o| {
                    o.market.as_str() == "gb-east" && o.channel.as_str() == "amazon" && o.country.as_str() == "FR"
                }),
            ),
            (
                OrderFilter {
                    customer: vec![9, 4_000_000],
                    fulfilment: vec![Fulfilment::PartlyShipped],
                    ..OrderFilter::default()
                },
                Box::new(|o| o.customer == Some(9) && o.fulfilment == Fulfilment::PartlyShipped),
            ),
            (
                OrderFilter { tax_status: vec![TaxStatus::NotDetermined], ..OrderFilter::default() },
                Box::new(|o| o.tax_status == TaxStatus::NotDetermined),
            ),
            (
                OrderFilter {
                    tax_status: vec![TaxStatus::Determined],
                    shop: vec!["outlet".parse().unwrap()],
                    entity: vec!["hanse-gb".parse().unwrap()],
                    ..OrderFilter::default()
                },
                Box::new(|o| {
                    let codes = (o.shop.as_str(), o.entity.as_str());
                    o.tax_status == TaxStatus::Determined && codes == ("outlet", "hanse-gb")
                }),
            ),
            (
                OrderFilter {
                    status: vec![Status::Held, Status::Cancelled, Status::Held],
                    country: vec!["FR".parse().unwrap(), "DE".parse().unwrap()],
                    ..OrderFilter::default()
                },
                Box::new(|o| {
                    [Status::Held, Status::Cancelled].contains(&o.status) && ["FR", "DE"].contains(&o.country.as_str())
                }),
            ),
            (
                OrderFilter { held_because: vec!["address".into(), "review".into()], ..OrderFilter::default() },
                Box::new(|o| o.held_because.is_some()),
            ),
            (
                OrderFilter {
                    tax_status: vec![TaxStatus::NotDetermined, TaxStatus::Provisional],
                    payment: vec![Payment::Paid, Payment::Unpaid],
                    ..OrderFilter::default()
                },
                Box::new(|o| {
                    o.tax_status != TaxStatus::Determined && [Payment::Paid, Payment::Unpaid].contains(&o.payment)
                }),
            ),
            (
                OrderFilter { number: Some("W-1".into()), ..OrderFilter::default() },
                Box::new(|o| o.external_number.as_deref().is_some_and(|number| number.starts_with("W-1"))),
            ),
            (
                OrderFilter {
                    placed_from: Some(kernel::Timestamp::from_ms(1_790_000_005_000)),
                    placed_until: Some(kernel::Timestamp::from_ms(1_790_000_020_000)),
                    status: vec![Status::Open],
                    ..OrderFilter::default()
                },
                Box::new(|o| {
                    (5_000..20_000).contains(&(o.placed_at.ms() - 1_790_000_000_000)) && o.status == Status::Open
                }),
            ),
        ];
        for (filter, fits) in filters {
            let fitting: Vec<&Order> = all.iter().filter(|order| fits(order)).collect();
            assert!(!fitting.is_empty(), "{filter:?} finds nothing: it proves nothing");
            for (word, sort) in SORTS {
                let mut expected = fitting.clone();
                match word.trim_start_matches('-') {
                    "placed_at" => expected.sort_by_key(|order| (order.placed_at, order.id)),
                    "number" => {
                        expected.retain(|order| order.external_number.is_some());
                        expected.sort_by_key(|order| order.external_number.clone());
                    }
                    _ => expected.reverse(),
                }
                if word.starts_with('-') {
                    expected.reverse();
                }
                let expected: Vec<OrderId> = expected.iter().map(|order| order.id).collect();
                assert_eq!(word.parse::<OrderSort>().unwrap(), sort);
                for limit in [1, 7, 100] {
                    assert_eq!(sorted(t, &filter, sort, limit), expected, "{filter:?} {word} by {limit}");
                }
            }
        }
        assert_eq!("total".parse::<OrderSort>().unwrap_err().code, "unknown_sort");
    });
}

#[test]
fn an_order_that_comes_between_two_pages_is_neither_shown_twice_nor_hides_another() {
    on_each(|t| {
        let ids: Vec<OrderId> = (0..6).map(|_| place(t, basket())).collect();
        let filter = OrderFilter::default();
        let (first, next) = page(t, &filter, OrderSort::Newest, None, 3);
        place(t, basket());
        let (second, _) = page(t, &filter, OrderSort::Newest, next.as_ref(), 3);
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

#[test]
fn a_list_of_more_orders_than_are_sorted_at_once_is_walked_in_its_order() {
    on_each(|t| {
        let wanted = |of: i64| {
            let mut wanted = order(vec![goods("MUG-RED", 1, 100, 19)], 0);
            wanted.placed_at = kernel::Timestamp::from_ms(1_790_000_000_000 - of * 1_000);
            wanted.shop = if of % 50 == 7 { "outlet" } else { "eu-web" }.parse().unwrap();
            wanted.external_number = Some(format!("N-{of:05}"));
            wanted
        };
        let ids = place_all(t, (0..2_400).map(wanted).collect());
        let filter = OrderFilter { tax_status: vec![TaxStatus::Determined], ..OrderFilter::default() };
        let oldest: Vec<OrderId> = ids.iter().rev().copied().collect();
        assert_eq!(sorted(t, &filter, OrderSort::Placed { descending: false }, 200), oldest);
        assert_eq!(sorted(t, &filter, OrderSort::Number { descending: true }, 200), oldest);
        let outlet = OrderFilter { shop: vec!["outlet".parse().unwrap()], number: Some("N-0".into()), ..filter };
        let expected: Vec<OrderId> = ids.iter().copied().skip(7).step_by(50).collect();
        assert_eq!(sorted(t, &outlet, OrderSort::Placed { descending: true }, 20), expected);
    });
}
