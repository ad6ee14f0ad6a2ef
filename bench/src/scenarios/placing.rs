use std::time::Duration;

use anyhow::Result;

use super::Setting;
use super::shop::Shop;
use crate::load::{Measured, Outcome, Pace, Stop, is_accepted};
use crate::machine::fsync_times;
use crate::report::{Row, milliseconds, number, share};
use crate::server::{Cluster, Engine, Hanse};
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

/// Placing on SQLite: the best rate, 70 % of it, one client, twice the load.
pub fn sqlite(setting: &Setting) -> Result<Vec<Row>> {
    let shop = Shop::open(setting, "placing", &Engine::Sqlite)?;
    let rate = Goal { must: 8_000.0, hoped: 20_000.0 };
    let p99 = Goal { must: 60.0, hoped: 30.0 };
    let (mut rows, best) = place(&shop.till, "SQLite", setting.seconds, rate, Some(p99))?;
    rows.push(Row::shown("resident memory of the server after it", shop.memory_mib(), "MiB"));
    let at_seventy = Goal { must: 40.0, hoped: 15.0 };
    // A rate that is carried for long leaves nothing behind for later: what the best rate left is not counted against it.
    let rest = shop.caught_up()?;
    rows.push(Row::shown("who follows the events catches up after it", milliseconds(rest), "ms"));
    rows.extend(place_at_seventy_per_cent(&shop.till, "SQLite", setting.seconds, best, at_seventy)?);
    let fsync = fsync_times(&setting.directory)?;
    rows.push(Row::shown("fdatasync of 16 KiB, p50", milliseconds(fsync.p50()), "ms"));
    rows.extend(one_client(&shop.till, "SQLite", setting.seconds.min(10), fsync.p50())?);
    rows.extend(twice_the_load(&shop.till, "SQLite", setting.seconds, best)?);
    Ok(rows)
}

/// Placing on PostgreSQL with fsync and synchronous_commit, and a second server on the same database.
pub fn postgresql(setting: &Setting) -> Result<Vec<Row>> {
    let cluster = Cluster::start(&setting.directory)?;
    let engine = Engine::PostgreSql(cluster.create_database("hanse_placing")?);
    let shop = Shop::open(setting, "placing-postgresql", &engine)?;
    let rate = Goal { must: 3_000.0, hoped: 8_000.0 };
    let (mut rows, _) = place(&shop.till, "PostgreSQL", setting.seconds, rate, None)?;
    rows.push(second_server(setting, &shop, &engine)?);
    Ok(rows)
}

/// The same company installed a second time, on the same database: it must not start, and say why.
fn second_server(setting: &Setting, shop: &Shop, engine: &Engine) -> Result<Row> {
    let twin = setting.directory.join("second-server");
    std::fs::create_dir_all(&twin)?;
    std::fs::copy(shop.data.join("control.db"), twin.join("control.db"))?;
    let said = Hanse::start(&setting.binary(), &twin, engine, &shop.till.api_key).map(drop);
    let why = said.as_ref().err().map(|error| format!("{error:#}")).unwrap_or_default();
    let clear = why.lines().find(|line| line.contains("another Hanse server"));
    let row = Row::exactly(
        "second server on the same PostgreSQL database: refused clearly",
        u64::from(clear.is_some()),
        "of 1",
        1,
    );
    Ok(row.noted(clear.unwrap_or(&why).trim()))
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

/// What buyers feel of `work` done beside them: open loop at half of the best rate, alone and then for as long as the work
/// takes. `goal` is p99 beside it as a multiple of p99 alone. The rows, and what came of the work.
pub fn placing_beside<T: Send>(
    till: &Till,
    what: &str,
    seconds: u64,
    goal: Goal,
    work: impl FnOnce() -> Result<T> + Send,
) -> Result<(Vec<Row>, T)> {
    let window = Stop::After(Duration::from_secs(seconds));
    let best = till.place(CONNECTIONS, Pace::Closed, WARM_UP, window.clone())?.accepted_per_second(PLACE);
    let pace = Pace::Open { per_second: best / 2 };
    let alone = till.place(CONNECTIONS, pace, WARM_UP, window)?;
    let (beside, answer) = till.place_beside(CONNECTIONS, pace, work)?;
    let name = format!("{what} beside placing");
    let p99 = |measured: &Measured| milliseconds(measured.accepted_latency(PLACE).p99());
    let times = share(p99(&beside), p99(&alone));
    let rows = vec![
        Row::shown(format!("{name}: placing p99 alone"), p99(&alone), "ms").noted(alone.outcomes()),
        Row::shown(format!("{name}: placing p99 beside it"), p99(&beside), "ms").noted(beside.outcomes()),
        Row::at_most(format!("{name}: placing p99, beside against alone"), times, "times", goal.must, Some(goal.hoped))
            .noted(format!("open loop at {}/s", best / 2)),
        nothing_else(&name, &beside, &[]),
    ];
    Ok((rows, answer))
}

fn within(name: String, value: f64, goal: Option<Goal>) -> Row {
    match goal {
        Some(goal) => Row::at_most(name, value, "ms", goal.must, Some(goal.hoped)),
        None => Row::shown(name, value, "ms"),
    }
}

/// Every request ended in a way the scenario knows: no error, no lost connection, no time-out.
pub(super) fn nothing_else(name: &str, measured: &Measured, expected: &[u16]) -> Row {
    Row::exactly(format!("{name}: failed"), measured.unexpected(PLACE, expected), "requests", 0)
}
