use std::collections::HashSet;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bench::load::{Outcome, Pace, Plan, RequestHead, Stop, Ticket, Traffic, run, run_in};
use bench::responder::Responder;
use bench::shop::{Basket, PLACE, PlaceOrders};

use crate::scripted::{Said, Scripted, after, say, serve, text};

/// In a scripted world no address is called.
const NOWHERE: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 1);

fn plan(target: SocketAddr, connections: usize, stop: Stop) -> Plan {
    let patience = Duration::from_secs(5);
    Plan { target, connections, pace: Pace::Closed, warm_up: Duration::ZERO, stop, patience }
}

fn orders(target: SocketAddr) -> PlaceOrders {
    let head = RequestHead::new("POST", "/v1/orders", &target.to_string(), "key", "test-");
    PlaceOrders::new(head, Basket::AnyTwo(vec!["A".into(), "B".into(), "C".into()]), 1)
}

#[test]
fn every_request_is_sent_once_with_a_key_and_a_recipient_of_its_own() {
    let seen = Arc::new(Mutex::new((HashSet::new(), HashSet::new())));
    let record = Arc::clone(&seen);
    let target = serve(move |_, stream, request| {
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        let key = head.lines().find(|line| line.starts_with("Idempotency-Key")).unwrap().to_owned();
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        let mut seen = record.lock().unwrap();
        seen.0.insert(key);
        seen.1.insert(body["recipient"]["email"].to_string());
        say(stream, 201)
    });
    let measured = run(&plan(target, 16, Stop::Requests(1_000)), &mut orders(target)).unwrap();
    assert_eq!((measured.sent, measured.accepted(PLACE)), (1_000, 1_000));
    let seen = seen.lock().unwrap();
    assert_eq!((seen.0.len(), seen.1.len()), (1_000, 1_000));
}

#[test]
fn answers_are_counted_by_status() {
    let target = serve(|n, stream, _| say(stream, [201, 409, 503][usize::try_from(n % 3).unwrap()]));
    let measured = run(&plan(target, 8, Stop::Requests(300)), &mut orders(target)).unwrap();
    for status in [201, 409, 503] {
        assert_eq!(measured.count(PLACE, |outcome| outcome == Outcome::Status(status)), 100);
    }
    assert_eq!(measured.accepted(PLACE), 100);
    assert_eq!(measured.unexpected(PLACE, &[409]), 100);
    assert_eq!(measured.unexpected(PLACE, &[409, 503]), 0);
}

#[test]
fn an_answer_in_many_packets_is_one_answer() {
    let target = serve(|_, stream, _| {
        stream.set_nodelay(true).unwrap();
        for piece in text(201, "some body").chunks(7) {
            stream.write_all(piece).unwrap();
            std::thread::sleep(Duration::from_micros(200));
        }
        true
    });
    let measured = run(&plan(target, 4, Stop::Requests(40)), &mut orders(target)).unwrap();
    assert_eq!(measured.accepted(PLACE), 40);
    assert!(measured.accepted_latency(PLACE).p50() >= Duration::from_millis(2));
}

#[test]
fn a_long_answer_is_read_whole() {
    struct Lengths(u64, Vec<usize>);
    impl Traffic for Lengths {
        fn request(&mut self, out: &mut Vec<u8>) -> Option<Ticket> {
            RequestHead::new("GET", "/v1/orders", "h", "k", "").bare_below(out, "");
            self.0 += 1;
            Some(Ticket { kind: 3, tag: self.0 })
        }
        fn answer(&mut self, ticket: Ticket, status: u16, body: &[u8]) {
            assert_eq!((ticket.kind, status), (3, 200));
            self.1.push(body.len());
        }
    }
    let target = serve(|_, stream, _| stream.write_all(&text(200, &"x".repeat(1_000_000))).is_ok());
    let mut traffic = Lengths(0, Vec::new());
    let measured = run(&plan(target, 2, Stop::Requests(6)), &mut traffic).unwrap();
    assert_eq!(traffic.1, [1_000_000; 6]);
    assert_eq!(measured.accepted(3), 6);
}

#[test]
fn a_broken_connection_counts_as_lost_and_is_opened_again() {
    let target = serve(|n, stream, _| n % 10 != 9 && say(stream, 201));
    let measured = run(&plan(target, 4, Stop::Requests(200)), &mut orders(target)).unwrap();
    assert_eq!(measured.count(PLACE, |outcome| outcome == Outcome::Lost), 20);
    assert_eq!(measured.accepted(PLACE), 180);
    assert!(measured.reconnects >= 16, "{}", measured.reconnects);
}

#[test]
fn a_server_that_closes_after_its_answer_loses_nothing() {
    let target = serve(|_, stream, _| {
        stream.write_all(b"HTTP/1.1 201 X\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}").unwrap();
        false
    });
    let measured = run(&plan(target, 4, Stop::Requests(20)), &mut orders(target)).unwrap();
    assert_eq!((measured.accepted(PLACE), measured.sent), (20, 20));
}

#[test]
fn silence_counts_as_timed_out_and_ends() {
    let mut world = Scripted::by(|asked| (asked.at, Said::Silence));
    let measured = run_in(&mut world, &plan(NOWHERE, 3, Stop::Requests(3)), &mut orders(NOWHERE)).unwrap();
    assert_eq!(measured.count(PLACE, |outcome| outcome == Outcome::TimedOut), 3);
    // The patience of five seconds, and until somebody looks.
    let waited = measured.latency(PLACE, |_| true).longest();
    assert!((Duration::from_secs(5)..=Duration::from_millis(5_100)).contains(&waited), "{waited:?}");
}

#[test]
fn the_rate_counts_the_window_and_not_the_warm_up() {
    let mut plan = plan(NOWHERE, 10, Stop::After(Duration::from_secs(1)));
    plan.warm_up = Duration::from_millis(300);
    let mut world = Scripted::by(after(Duration::from_millis(5), 201));
    let measured = run_in(&mut world, &plan, &mut orders(NOWHERE)).unwrap();
    // Ten connections, 5 ms each: 2,000 a second, for 1.3 seconds; the first 300 ms are not counted. The ten answers that fall on
    // the instant the warm-up ends count for the rate, and were sent before it.
    assert_eq!(measured.sent, 2_600);
    assert_eq!(measured.accepted_per_second(PLACE), 2_000);
    assert_eq!(measured.accepted(PLACE), 2_000);
    assert_eq!(measured.window, Duration::from_secs(1));
    assert_eq!(measured.accepted_by_second, [1_990, 610]);
    assert_eq!(measured.accepted_latency(PLACE).p99(), Duration::from_millis(5));
}

#[test]
fn a_run_ends_when_it_is_told_to() {
    let stop = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&stop);
    let mut world = Scripted::by(move |asked| {
        if asked.number == 999 {
            told.store(true, Ordering::Relaxed);
        }
        (asked.at + Duration::from_millis(1), Said::Answer(201, String::new()))
    });
    let measured = run_in(&mut world, &plan(NOWHERE, 4, Stop::When(stop)), &mut orders(NOWHERE)).unwrap();
    // What is on its way is awaited, and nothing more is sent once it is seen.
    assert_eq!((measured.sent, measured.accepted(PLACE)), (1_000, 1_000));
}

#[test]
fn steps_follow_answers() {
    /// Places, then pays what was placed.
    #[derive(Default)]
    struct PlaceThenPay {
        placed: u64,
        to_pay: Vec<u64>,
    }
    impl Traffic for PlaceThenPay {
        fn request(&mut self, out: &mut Vec<u8>) -> Option<Ticket> {
            let head = RequestHead::new("POST", "/v1/orders", "h", "k", "");
            if let Some(tag) = self.to_pay.pop() {
                head.with_body(out, 1_000 + tag, |body| body.extend_from_slice(b"{}"));
                return Some(Ticket { kind: 1, tag });
            }
            if self.placed == 50 {
                return None;
            }
            self.placed += 1;
            head.with_body(out, self.placed, |body| body.extend_from_slice(b"{}"));
            Some(Ticket { kind: 0, tag: self.placed })
        }
        fn answer(&mut self, ticket: Ticket, _status: u16, _body: &[u8]) {
            if ticket.kind == 0 {
                self.to_pay.push(ticket.tag);
            }
        }
    }
    let responder = Responder::start().unwrap();
    let plan = plan(responder.address, 8, Stop::After(Duration::from_secs(10)));
    let measured = run(&plan, &mut PlaceThenPay::default()).unwrap();
    assert_eq!((measured.accepted(0), measured.accepted(1)), (50, 50));
}
