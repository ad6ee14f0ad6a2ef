use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Setting;
use super::placing::nothing_else;
use super::shop::{Shop, text};
use crate::load::{Measured, Pace, Stop};
use crate::report::{Row, milliseconds, number, seconds};
use crate::server::{Client, Engine};
use crate::shop::{Basket, CONNECTIONS, LAST, Lives, REQUESTS, Till};

/// Orders a second that must be carried.
const MUST: u64 = 1_000;
/// Orders looked at afterwards.
const LOOKED_AT: usize = 100;
const WARM_UP: Duration = Duration::from_secs(3);
const STEPS: [&str; 5] = ["place", "pay", "ship", "deliver", "invoice"];

/// Placed, paid, shipped, delivered (which posts it), invoiced: as fast as it goes, then at a fixed rate for long.
pub fn run(setting: &Setting) -> Result<Vec<Row>> {
    let shop = Shop::open(setting, "life", &Engine::Sqlite)?;
    let (mut rows, best) = as_fast_as_it_goes(&shop.till, "SQLite", setting.seconds)?;
    // A little more is offered than is asked for, so that the edges of the window do not decide; and what cannot be carried for a
    // moment cannot be carried for long.
    let offered = (setting.rate * 102 / 100).min(best * 9 / 10);
    let (sustained, lives) = sustained(&shop.till, "SQLite", setting.sustain, offered)?;
    let lag = shop.lag()?;
    let caught_up = shop.caught_up()?;
    rows.extend(sustained);
    rows.push(
        Row::at_most("whole life: lag of those who follow the events, at the end", seconds(lag), "s", 5.0, Some(1.0))
            .noted(format!("caught up {caught_up:.1?} later")),
    );
    let not_posted = lives.remembered.iter().rev().take(LOOKED_AT).map(|order| posted(&shop.client(), order));
    let not_posted = not_posted.filter(|posted| !matches!(posted, Ok(true))).count();
    rows.push(
        Row::exactly("whole life: orders not posted", number_of(not_posted), "orders", 0)
            .noted(format!("of {} looked at", lives.remembered.len().min(LOOKED_AT))),
    );
    Ok(rows)
}

/// 256 connections; the rows, and whole lives a second.
pub fn as_fast_as_it_goes(till: &Till, on: &str, window: u64) -> Result<(Vec<Row>, u64)> {
    let (measured, _) = live(till, Pace::Closed, window)?;
    let best = measured.accepted_per_second(LAST);
    let name = format!("whole life as fast as it goes, {on}, 256 connections");
    let rows = vec![
        Row::shown(name.clone(), number(best), "orders/s").noted(measured.outcomes()),
        nothing_else(&name, &measured, &[]),
    ];
    Ok((rows, best))
}

/// So many orders a second, open loop; the rows, and the lives.
pub fn sustained(till: &Till, on: &str, window: u64, offered: u64) -> Result<(Vec<Row>, Lives)> {
    let (measured, lives) = live(till, Pace::Open { per_second: offered * REQUESTS }, window)?;
    let name = format!("whole life sustained, {on}, open loop");
    let rate = number(measured.accepted_per_second(LAST));
    let mut rows = vec![
        Row::at_least(name.clone(), rate, "orders/s", number(MUST), Some(3_000.0))
            .noted(format!("{offered}/s offered for {window} s; {}", measured.outcomes())),
    ];
    for (kind, step) in STEPS.iter().enumerate() {
        let p99 = milliseconds(measured.accepted_latency(kind).p99());
        rows.push(Row::shown(format!("{name}: {step} p99"), p99, "ms"));
    }
    rows.push(nothing_else(&name, &measured, &[]));
    Ok((rows, lives))
}

fn live(till: &Till, pace: Pace, window: u64) -> Result<(Measured, Lives)> {
    let mut lives = till.lives(Basket::AnyTwo(till.skus.clone()), 1, u64::MAX);
    let stop = Stop::After(Duration::from_secs(window));
    let measured = till.run(CONNECTIONS, pace, WARM_UP, stop, &mut lives)?;
    Ok((measured, lives))
}

/// Whether everything an order had pending in the books is posted.
fn posted(client: &Client, order: &str) -> Result<bool> {
    let entries = client.get(&format!("/v1/ledger/entries?order={order}"))?.json()?;
    let entries = entries.pointer("/items").and_then(Value::as_array).context("no entries")?;
    let (mut pending, mut settled) = (0, 0);
    for transfer in entries.iter().filter_map(|entry| entry.pointer("/transfers")?.as_array()).flatten() {
        // Minor units: the transfers of an order are of one currency.
        let amount: i64 = text(transfer, "/amount/amount")?.replace('.', "").parse()?;
        match (text(transfer, "/state")?, transfer.get("settles")) {
            ("pending", _) => pending += amount,
            ("posted", Some(_)) => settled += amount,
            _ => {}
        }
    }
    Ok(pending > 0 && pending == settled)
}

fn number_of(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
