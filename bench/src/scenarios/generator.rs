use std::time::Duration;

use anyhow::Result;

use super::Setting;
use crate::load::{Measured, Pace, Plan, RequestHead, Stop, run as run_load};
use crate::report::{Row, microseconds, milliseconds, number, share};
use crate::responder::Responder;
use crate::shop::{Basket, PLACE, PlaceOrders};

const CONNECTIONS: usize = 256;
/// The rate of the open loop: that of the rate Hanse must reach.
const OPEN_RATE: u64 = 8_000;

/// Runs the generator against a server that only answers: what it costs by itself, on the very requests it sends Hanse.
pub fn run(setting: &Setting) -> Result<Vec<Row>> {
    let closed = measure(setting, Pace::Closed, CONNECTIONS)?;
    let open = measure(setting, Pace::Open { per_second: OPEN_RATE }, CONNECTIONS)?;
    let one = measure(setting, Pace::Closed, 1)?;
    let closed_latency = closed.accepted_latency(PLACE);
    let open_latency = open.accepted_latency(PLACE);
    let rate = number(closed.accepted_per_second(PLACE));
    Ok(vec![
        Row::shown("generator alone: requests, closed loop, 256 connections", rate, "1/s").noted(closed.outcomes()),
        Row::shown("generator alone: p99, closed loop", milliseconds(closed_latency.p99()), "ms"),
        Row::at_most("generator alone: its CPU a request, closed loop", cpu_us(&closed), "µs", 10.0, None),
        Row::shown("generator alone: requests, open loop at 8,000/s", number(open.accepted_per_second(PLACE)), "1/s")
            .noted(open.outcomes()),
        Row::shown("generator alone: p50, open loop", milliseconds(open_latency.p50()), "ms"),
        Row::shown("generator alone: p99, open loop", milliseconds(open_latency.p99()), "ms"),
        Row::shown("generator alone: its CPU a request, open loop", cpu_us(&open), "µs"),
        Row::shown("generator alone: p50, one client", milliseconds(one.accepted_latency(PLACE).p50()), "ms"),
    ])
}

fn measure(setting: &Setting, pace: Pace, connections: usize) -> Result<Measured> {
    let responder = Responder::start()?;
    let head =
        RequestHead::new("POST", "/v1/orders", &responder.address.to_string(), "hanse_key_of_40_letters", "bench-");
    let skus = (0..2000).map(|n| format!("DEMO-{n:05}-M")).collect();
    let plan = Plan {
        target: responder.address,
        connections,
        pace,
        warm_up: Duration::from_millis(500),
        stop: Stop::After(Duration::from_secs(setting.seconds.min(5))),
        patience: Duration::from_secs(10),
    };
    Ok(run_load(&plan, &mut PlaceOrders::new(head, Basket::AnyTwo(skus), 0))?)
}

/// CPU of the generator's thread a request in µs, kernel and its share of the loopback included.
fn cpu_us(measured: &Measured) -> f64 {
    share(microseconds(measured.generator_cpu), number(measured.sent))
}
