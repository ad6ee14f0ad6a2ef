use std::time::Duration;

use bench::load::{Measured, Outcome, Pace, Plan, RequestHead, Stop, run_in};
use bench::shop::{Basket, PLACE, PlaceOrders};

use crate::scripted::{Asked, Said, Scripted, after};

const MS: Duration = Duration::from_millis(1);

/// Offers so many requests a second for one second to a server that answers by a script.
fn offer(
    script: impl FnMut(Asked) -> (Duration, Said) + 'static,
    connections: usize,
    per_second: u64,
    patience: Duration,
) -> Measured {
    let (pace, stop) = (Pace::Open { per_second }, Stop::After(Duration::from_secs(1)));
    let target = "127.0.0.1:1".parse().unwrap();
    let plan = Plan { target, connections, pace, warm_up: Duration::ZERO, stop, patience };
    let head = RequestHead::new("POST", "/v1/orders", "h", "key", "test-");
    let mut orders = PlaceOrders::new(head, Basket::Same(vec![("A".into(), 1)]), 1);
    run_in(&mut Scripted::by(script), &plan, &mut orders).unwrap()
}

#[test]
fn the_rate_offered_is_the_rate_asked_for() {
    let measured = offer(after(3 * MS, 201), 64, 2_000, Duration::from_secs(5));
    assert_eq!((measured.sent, measured.accepted(PLACE)), (2_000, 2_000));
    // The last six are answered after the window.
    assert_eq!(measured.accepted_per_second(PLACE), 1_994);
    assert_eq!(measured.accepted_latency(PLACE).longest(), 3 * MS);
}

#[test]
fn a_stall_is_charged_for_every_request_it_delayed() {
    // One request at a time, half a millisecond each; number 200 takes 300 ms. At 1,000 a second some 300 requests wait, though one
    // alone was slow to be answered.
    let mut free_at = Duration::ZERO;
    let one_by_one = move |asked: Asked| {
        free_at = free_at.max(asked.at) + if asked.number == 200 { 300 * MS } else { MS / 2 };
        (free_at, Said::Answer(201, String::new()))
    };
    let measured = offer(one_by_one, 4, 1_000, Duration::from_secs(5));
    assert_eq!(measured.accepted(PLACE), 1_000);
    let (latency, service) = (measured.accepted_latency(PLACE), measured.service(PLACE, |_| true));
    // Seen from the moment of sending only the four requests on their way were slow. Seen from when they were due, each waited
    // half a millisecond less than the one before it, until the backlog was worked off after another 300 ms.
    assert_eq!(latency.longest(), 300 * MS);
    let near = |told: Duration, ms: u32| assert!(told.abs_diff(ms * MS) <= 2 * MS, "{told:?} is not near {ms} ms");
    near(latency.percentile(800), 200);
    near(latency.percentile(600), 100);
    assert!(service.percentile(990) <= 3 * MS, "{:?}", service.percentile(990));
    assert!(service.longest() >= 300 * MS);
}

#[test]
fn what_could_not_even_be_sent_is_counted() {
    // Two connections, 100 ms a request: 20 a second of the 500 that are due, and for 200 ms after the second.
    let measured = offer(after(100 * MS, 201), 2, 500, Duration::from_millis(200));
    assert_eq!(measured.sent, 26);
    assert_eq!(measured.count(PLACE, |outcome| outcome == Outcome::NeverSent), 474);
    assert!(measured.latency(PLACE, |_| true).p50() > 500 * MS);
}
