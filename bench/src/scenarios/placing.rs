use std::time::Duration;

use anyhow::Result;

use crate::load::{Measured, Outcome, Pace, Stop, is_accepted};
use crate::report::{Row, milliseconds, number, share};
use crate::shop::{CONNECTIONS, PLACE, Till};

const WARM_UP: Duration = Duration::from_secs(3);
/// Connections while more is offered than can be carried: enough that requests reach the server and its own limit, not
/// the number of connections, decides.
const CROWD: usize = 1024;

/// What a rate and a p99 must reach.
#[derive(Clone, Copy, Debug)]
pub struct Goal {
    pub must: f64,
    pub hoped: f64,
}

/// Place over HTTP, one order a request, 256 connections: as fast as the server answers. The rows, and the rate.
pub fn place(till: &Till, on: &str, seconds: u64, rate: Goal, p99: Option<Goal>) -> Result<(Vec<Row>, u64)> {
    let stop = Stop::After(Duration::from_secs(seconds));
    let measured = till.place(CONNECTIONS, Pace::Closed, WARM_UP, stop)?;
    let (name, accepted) = (format!("place over HTTP, {on}, 256 connections"), measured.accepted_per_second(PLACE));
    let latency = measured.accepted_latency(PLACE);
    let p99_ms = milliseconds(latency.p99());
    let rows = vec![
        Row::at_least(name.clone(), number(accepted), "1/s", rate.must, Some(rate.hoped)).noted(measured.outcomes()),
        Row::shown(format!("{name}: p50"), milliseconds(latency.p50()), "ms"),
        Row::shown(format!("{name}: p90"), milliseconds(latency.p90()), "ms"),
        within(format!("{name}: p99"), p99_ms, p99),
        Row::shown(format!("{name}: p99.9"), milliseconds(latency.p999()), "ms"),
        Row::shown(format!("{name}: longest"), milliseconds(latency.longest()), "ms"),
        nothing_else(&name, &measured, &[]),
    ];
    Ok((rows, accepted))
}

/// The same at 70 % of that rate, open loop, from the intended start.
pub fn place_at_seventy_per_cent(till: &Till, on: &str, seconds: u64, best: u64, p99: Goal) -> Result<Vec<Row>> {
    let pace = Pace::Open { per_second: best * 7 / 10 };
    let measured = till.place(CONNECTIONS, pace, WARM_UP, Stop::After(Duration::from_secs(seconds)))?;
    let name = format!("place at 70 %, {on}, open loop");
    let latency = measured.accepted_latency(PLACE);
    Ok(vec![
        Row::shown(name.clone(), number(measured.accepted_per_second(PLACE)), "1/s").noted(measured.outcomes()),
        Row::shown(format!("{name}: p50"), milliseconds(latency.p50()), "ms"),
        within(format!("{name}: p99"), milliseconds(latency.p99()), Some(p99)),
        Row::shown(format!("{name}: p99.9"), milliseconds(latency.p999()), "ms"),
        nothing_else(&name, &measured, &[]),
    ])
}

/// One client, one order at a time: what a single buyer waits. `fsync` is the disk's own time, taken beside it.
#[expect(clippy::float_arithmetic, reason = "measured times, not money")]
pub fn one_client(till: &Till, on: &str, seconds: u64, fsync: Duration) -> Result<Vec<Row>> {
    let stop = Stop::After(Duration::from_secs(seconds));
    let measured = till.place(1, Pace::Closed, Duration::from_secs(1), stop)?;
    let (name, latency, fsync) = (format!("one client, {on}"), measured.accepted_latency(PLACE), milliseconds(fsync));
    let goal = Goal { must: fsync + 3.0, hoped: fsync + 1.0 };
    Ok(vec![
        within(format!("{name}: p50"), milliseconds(latency.p50()), Some(goal)).noted(format!("fsync {fsync} ms")),
        Row::shown(format!("{name}: p99"), milliseconds(latency.p99()), "ms"),
        nothing_else(&name, &measured, &[]),
    ])
}

/// Twice the load it can carry: how much of the best rate is kept, and how soon the rest hears 503.
pub fn twice_the_load(till: &Till, on: &str, seconds: u64, best: u64) -> Result<Vec<Row>> {
    let pace = Pace::Open { per_second: best * 2 };
    let measured = till.place(CROWD, pace, WARM_UP, Stop::After(Duration::from_secs(seconds)))?;
    let name = format!("twice the load, {on}");
    let kept = share(number(measured.accepted_per_second(PLACE)), number(best));
    let is_503 = |outcome| outcome == Outcome::Status(503);
    let (refused, sent) = (measured.latency(PLACE, is_503), measured.service(PLACE, is_503));
    Ok(vec![
        Row::at_least(format!("{name}: share of the best rate kept"), kept, "of 1", 0.9, None)
            .noted(measured.outcomes()),
        Row::at_most(format!("{name}: 503 p99 from the intended start"), milliseconds(refused.p99()), "ms", 50.0, None),
        Row::shown(format!("{name}: 503 p99 from sending"), milliseconds(sent.p99()), "ms"),
        Row::shown(format!("{name}: 503 longest"), milliseconds(refused.longest()), "ms"),
        Row::shown(format!("{name}: accepted p99"), milliseconds(measured.latency(PLACE, is_accepted).p99()), "ms"),
        nothing_else(&name, &measured, &[503]),
    ])
}

fn within(name: String, value: f64, goal: Option<Goal>) -> Row {
    match goal {
        Some(goal) => Row::at_most(name, value, "ms", goal.must, Some(goal.hoped)),
        None => Row::shown(name, value, "ms"),
    }
}

/// Every request ended in a way the scenario knows: no error, no lost connection, no time-out.
fn nothing_else(name: &str, measured: &Measured, expected: &[u16]) -> Row {
    Row::exactly(format!("{name}: failed"), measured.unexpected(PLACE, expected), "requests", 0)
}
