use std::net::SocketAddr;
use std::sync::Mutex;
use std::time::Duration;

use bench::load::{Measured, Outcome, Pace, Plan, RequestHead, Stop, run};
use bench::responder::Responder;
use bench::shop::{Basket, PLACE, PlaceOrders};

use crate::scripted::{say, serve};

fn offer(target: SocketAddr, connections: usize, per_second: u64, patience: Duration) -> Measured {
    let (pace, stop) = (Pace::Open { per_second }, Stop::After(Duration::from_secs(1)));
    let plan = Plan { target, connections, pace, warm_up: Duration::ZERO, stop, patience };
    let head = RequestHead::new("POST", "/v1/orders", "h", "key", "test-");
    run(&plan, &mut PlaceOrders::new(head, Basket::Same(vec![("A".into(), 1)]), 1)).unwrap()
}

#[test]
fn the_rate_offered_is_the_rate_asked_for() {
    let responder = Responder::start().unwrap();
    let measured = offer(responder.address, 64, 2_000, Duration::from_secs(5));
    assert_eq!((measured.sent, measured.accepted(PLACE)), (2_000, 2_000));
}

#[test]
fn a_stall_is_charged_for_every_request_it_delayed() {
    // One request at a time behind a lock; number 200 holds it for 300 ms. At 1,000 a second some 300 requests wait,
    // though one alone was slow to be answered.
    let gate = Mutex::new(());
    let target = serve(move |n, stream, _| {
        let held = gate.lock().unwrap();
        if n == 200 {
            std::thread::sleep(Duration::from_millis(300));
        }
        drop(held);
        say(stream, 201)
    });
    let measured = offer(target, 4, 1_000, Duration::from_secs(5));
    assert_eq!(measured.accepted(PLACE), 1_000);
    let (latency, service) = (measured.accepted_latency(PLACE), measured.service(PLACE, |_| true));
    assert!(latency.percentile(800) > Duration::from_millis(60), "{:?}", latency.percentile(800));
    assert!(latency.longest() >= Duration::from_millis(290));
    // Seen from the moment of sending, only the four requests on their way were slow.
    assert!(service.percentile(800) < Duration::from_millis(30), "{:?}", service.percentile(800));
}

#[test]
fn what_could_not_even_be_sent_is_counted() {
    let target = serve(|_, stream, _| {
        std::thread::sleep(Duration::from_millis(100));
        say(stream, 201)
    });
    let measured = offer(target, 2, 500, Duration::from_millis(200));
    let never = measured.count(PLACE, |outcome| outcome == Outcome::NeverSent);
    assert!(never > 400, "{never}");
    assert_eq!(measured.sent + never, 500);
    assert!(measured.latency(PLACE, |_| true).p50() > Duration::from_millis(400));
}
