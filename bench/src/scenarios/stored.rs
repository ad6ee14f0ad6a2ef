use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::Setting;
use super::placing::{Goal, nothing_else, placing_beside};
use super::shop::Shop;
use super::starting::{after_a_kill, after_a_stop};
use crate::load::{Pace, Stop};
use crate::machine::bytes_on_disk;
use crate::report::{Row, milliseconds, number, seconds, share, shown};
use crate::server::Engine;
use crate::shop::{Basket, CONNECTIONS, Lives, PLACE, Question, Questions};

/// The store is filled in so many parts; the first one sells toys, which nobody buys later.
const PARTS: u64 = 50;
/// One order in so many is paid, shipped, delivered and invoiced; the others wait.
const LIVED: u64 = 10;
/// Those who list and find.
const CLERKS: usize = 4;
const WARM_UP: Duration = Duration::from_secs(2);
const LONG: Duration = Duration::from_secs(36_000);

/// Many orders stored, all placed over HTTP: placing against empty, lists and finds, bytes, backup, restore, start-up.
pub fn run(setting: &Setting) -> Result<Vec<Row>> {
    let mut shop = Shop::open(setting, "stored", &Engine::Sqlite)?;
    let empty_bytes = bytes_on_disk(&shop.data)?;
    let empty = placing_rate(&shop, setting.seconds)?;
    let begun = Instant::now();
    let (ids, failed) = fill(&shop, setting.orders)?;
    let filled_after = begun.elapsed();
    let lag = shop.caught_up()?;
    let orders = shop.orders()?;
    let name = format!("with {} orders stored", shown(number(setting.orders)));
    let full = placing_rate(&shop, setting.seconds)?;
    let mut rows = vec![
        Row::shown("filling the store over HTTP", seconds(filled_after), "s")
            .noted(format!("{orders} orders, one in {LIVED} a whole life; figures caught up {lag:.1?} later")),
        Row::exactly("filling the store over HTTP: failed", failed, "requests", 0),
        Row::at_least(format!("{name}: placing rate against empty"), share(full, empty), "of 1", 0.8, Some(0.95))
            .noted(format!("{full}/s against {empty}/s")),
    ];
    rows.extend(questions(&shop, &name, setting.seconds, ids)?);
    rows.push(after_a_stop(&mut shop, &name)?);
    rows.push(after_a_kill(&mut shop, &name)?);
    shop.caught_up()?;
    let orders = shop.orders()?;

    let (backup, keys) = (setting.directory.join("backup"), setting.directory.join("backup-of-keys"));
    let arguments = ["backup", word(&backup)?, "--keys", word(&keys)?];
    let work = || {
        let begun = Instant::now();
        setting.binary().run(&arguments, &shop.data, &Engine::Sqlite)?;
        Ok(begun.elapsed())
    };
    let goal = Goal { must: 2.0, hoped: 1.2 };
    let (beside, took) = placing_beside(&shop.till, &format!("{name}: backup"), setting.seconds, goal, work)?;
    rows.extend(beside);
    rows.push(Row::shown(format!("{name}: backup took"), seconds(took), "s"));

    shop.caught_up()?;
    let last = shop.orders()?;
    shop.hanse.stop()?;
    let bytes = bytes_on_disk(&shop.data)?.saturating_sub(empty_bytes);
    rows.push(Row::shown(format!("{name}: on disk"), number(bytes / last.max(1)), "bytes an order"));
    rows.extend(restore(setting, &shop, &backup, &keys, &name, orders)?);
    Ok(rows)
}

fn placing_rate(shop: &Shop, window: u64) -> Result<f64> {
    let stop = Stop::After(Duration::from_secs(window));
    let measured = shop.till.place(CONNECTIONS, Pace::Closed, WARM_UP, stop)?;
    Ok(number(measured.accepted_per_second(PLACE)))
}

/// Places so many orders; the ids of some of them, the oldest first, and how many were not placed.
fn fill(shop: &Shop, orders: u64) -> Result<(Vec<String>, u64)> {
    let (mut ids, mut failed, all) = (Vec::new(), 0, shop.till.skus.clone());
    let later: Vec<String> = all.iter().filter(|sku| !sku.starts_with("H25")).cloned().collect();
    for part in 0..PARTS {
        let basket = Basket::AnyTwo(if part == 0 { all.clone() } else { later.clone() });
        let mut lives: Lives = shop.till.lives(basket, LIVED, orders.div_ceil(PARTS));
        let measured = shop.till.run(CONNECTIONS, Pace::Closed, Duration::ZERO, Stop::After(LONG), &mut lives)?;
        ids.append(&mut lives.remembered);
        eprintln!("stored: part {} of {PARTS}, {}", part + 1, measured.outcomes());
        failed += measured.unexpected(PLACE, &[]);
    }
    Ok((ids, failed))
}

/// Each kind of question on its own, by four clerks at a time.
fn questions(shop: &Shop, name: &str, window: u64, ids: Vec<String>) -> Result<Vec<Row>> {
    let found =
        |words: &[&str]| words.iter().map(|words| Question::get(format!("/find?q={}", encoded(words)))).collect();
    let listed = |filters: &[&str]| filters.iter().map(|filter| Question::get(format!("?{filter}"))).collect();
    let person = |asked: Value| Question::post("/find-by-person", &asked);
    let old: Vec<&str> = ids.iter().take(ids.len().div_ceil(10)).map(String::as_str).collect();
    let any: Vec<&str> = ids.iter().map(String::as_str).collect();
    let emails = (1..200).map(|n| person(json!({ "email": format!("buyer{n}@example.com") }))).collect();
    let names = ["Anna Müller", "Felix Yıldız", "Greta Öztürk", "Noah Schäfer", "Zeynep Beck"];
    let kinds: Vec<(&str, Vec<Question>)> = vec![
        ("list, newest", listed(&["limit=50", "limit=20"])),
        ("filter: many fit", listed(&["status=open&market=de", "status=completed", "country=DE&payment=paid"])),
        (
            "filter: none or few fit",
            listed(&["status=held", "status=cancelled", "payment=paid&fulfilment=unfulfilled"]),
        ),
        ("find a common word", found(&["lantern", "mug", "wooden", "glass", "花瓶", "Handtuch", "バスケット"])),
        ("find a rare one: an order's number", found(&any)),
        ("find a prefix", found(&["la", "umb", "H12", "glas", "wo", "note"])),
        ("find two words", found(&["wooden lantern", "ceramic mug", "glass vase", "陶瓷 马克杯", "steel tray"])),
        ("find two products in one order", found(&["wallet umbrella", "lantern mug", "bowl cushion"])),
        ("find what only old orders have", found(&["toy", "wooden toy", "玩具车", "H251", "Spielzeugauto"])),
        ("find an old order", found(&old)),
        ("find a person by e-mail", emails),
        ("find a person by name", names.iter().map(|name| person(json!({ "name": name }))).collect()),
    ];
    let mut rows = Vec::new();
    for (kind, asked) in kinds {
        let name = format!("{name}: {kind}");
        let first = asked.first().context("no question")?;
        let path = format!("/v1/orders{}", first.path);
        let seen = match &first.body {
            None => shop.client().get(&path)?,
            Some(body) => shop.client().post(&path, "unused", &serde_json::from_str(body)?)?,
        };
        let items = seen.json()?.pointer("/items").and_then(Value::as_array).map_or(0, Vec::len);
        let mut traffic = Questions::new(|method| shop.till.head(method, "/v1/orders"), vec![asked]);
        let stop = Stop::After(Duration::from_secs(window.div_ceil(4)));
        let measured = shop.till.run(CLERKS, Pace::Closed, Duration::from_millis(500), stop, &mut traffic)?;
        let latency = measured.accepted_latency(0);
        rows.push(Row::at_most(format!("{name}: p99"), milliseconds(latency.p99()), "ms", 50.0, Some(15.0)).noted(
            format!(
                "p50 {} ms, {}/s; {items} orders in the first answer",
                milliseconds(latency.p50()),
                measured.accepted_per_second(0)
            ),
        ));
        rows.push(nothing_else(&name, &measured, &[]));
    }
    // What went well every time needs no row of its own.
    rows.retain(|row| row.must != Some(0.0) || row.met == Some(false));
    Ok(rows)
}

/// Restores the backup into a new folder and looks whether everything of before it is there.
fn restore(setting: &Setting, shop: &Shop, backup: &Path, keys: &Path, name: &str, orders: u64) -> Result<Vec<Row>> {
    let data = setting.directory.join("restored");
    fs::create_dir_all(data.join("eu"))?;
    fs::copy(shop.data.join("eu/master.key"), data.join("eu/master.key"))?;
    let begun = Instant::now();
    let arguments = ["restore", "--json", word(backup)?, "--keys", word(keys)?];
    let told: Value = serde_json::from_str(&setting.binary().run(&arguments, &data, &Engine::Sqlite)?)?;
    let took = begun.elapsed();
    let broken = told.pointer("/broken").and_then(Value::as_array).context("the restore says nothing of the laws")?;
    let restored = Shop::serve(&setting.binary(), &data, &Engine::Sqlite, &shop.till.api_key)?;
    restored.caught_up()?;
    let there = restored.orders()?;
    let asked = json!({ "email": "buyer1@example.com" });
    let person = restored.client().post("/v1/orders/find-by-person", "unused", &asked)?.json()?;
    let persons = person.pointer("/persons").and_then(Value::as_array).map_or(0, Vec::len);
    Ok(vec![
        Row::at_most(format!("{name}: restore, every law checked"), seconds(took), "s", 60.0, Some(15.0))
            .noted(format!("{there} orders, {} laws broken", broken.len())),
        Row::exactly(format!("{name}: orders missing after the restore"), orders.saturating_sub(there), "orders", 0)
            .noted("of those there before the backup began"),
        Row::exactly(format!("{name}: persons found again by e-mail"), u64::try_from(persons)?, "persons", 1),
    ])
}

fn word(path: &Path) -> Result<&str> {
    path.to_str().context("a path that is no text")
}

/// A text as it stands in a query.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'_' {
            out.push(char::from(byte));
        } else {
            // Writing into a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
