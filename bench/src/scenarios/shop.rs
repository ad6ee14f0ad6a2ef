//! A real shop: the demo company without its year, served, and orders placed over HTTP.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::Setting;
use super::placing::{Goal, one_client, place, place_at_seventy_per_cent, twice_the_load};
use super::race::{Race, race};
use crate::machine::fsync_times;
use crate::report::{Row, milliseconds, number};
use crate::server::{Cluster, Engine, Hanse, HanseBinary};
use crate::shop::Till;

/// A shop that is open.
struct Shop {
    hanse: Hanse,
    till: Till,
    skus: Vec<String>,
}

/// Makes the demo company with so many pieces of each SKU in each of its four warehouses, and serves it.
fn open(setting: &Setting, name: &str, engine: &Engine, stock: &str) -> Result<Shop> {
    let binary = HanseBinary { path: setting.hanse.clone() };
    let data: PathBuf = setting.directory.join(name);
    std::fs::create_dir_all(&data)?;
    let printed = binary.run(&["demo", "--json", "--orders", "0", "--stock", stock], &data, engine)?;
    let made: serde_json::Value = serde_json::from_str(printed.lines().last().unwrap_or_default())?;
    let key = made.get("key").and_then(serde_json::Value::as_str).context("the demo printed no key")?.to_owned();
    let hanse = Hanse::start(&binary, &data, engine, &key)?;
    let skus = skus();
    let till = Till::new(hanse.address(), key, skus.clone());
    Ok(Shop { hanse, till, skus })
}

/// The demo company's 2,000 SKUs.
fn skus() -> Vec<String> {
    let mut all = Vec::with_capacity(2_000);
    for thing in 1..=25 {
        for material in 0..10 {
            for colour in ["RED", "BLUE", "GREEN", "WHITE"] {
                for size in ["S", "L"] {
                    all.push(format!("H{thing:02}{material}-{colour}-{size}"));
                }
            }
        }
    }
    all
}

/// Placing on SQLite: the best rate, 70 % of it, one client, twice the load.
pub fn sqlite(setting: &Setting) -> Result<Vec<Row>> {
    let shop = open(setting, "placing", &Engine::Sqlite, "1000000")?;
    let rate = Goal { must: 8_000.0, hoped: 20_000.0 };
    let p99 = Goal { must: 60.0, hoped: 30.0 };
    let (mut rows, best) = place(&shop.till, "SQLite", setting.seconds, rate, Some(p99))?;
    let usage = shop.hanse.usage();
    rows.push(Row::shown("resident memory of the server after it", number(usage.resident_bytes / 1024 / 1024), "MiB"));
    let at_seventy = Goal { must: 40.0, hoped: 15.0 };
    rows.extend(place_at_seventy_per_cent(&shop.till, "SQLite", setting.seconds, best, at_seventy)?);
    let fsync = fsync_times(&setting.directory)?;
    rows.push(Row::shown("fdatasync of 16 KiB, p50", milliseconds(fsync.p50()), "ms"));
    rows.extend(one_client(&shop.till, "SQLite", setting.seconds.min(10), fsync.p50())?);
    rows.extend(twice_the_load(&shop.till, "SQLite", setting.seconds, best)?);
    Ok(rows)
}

/// Placing on PostgreSQL with fsync and synchronous_commit.
pub fn postgresql(setting: &Setting) -> Result<Vec<Row>> {
    let cluster = Cluster::start(&setting.directory)?;
    let engine = Engine::PostgreSql(cluster.create_database("hanse_placing")?);
    let shop = open(setting, "placing-postgresql", &engine, "1000000")?;
    let rate = Goal { must: 3_000.0, hoped: 8_000.0 };
    let (rows, _) = place(&shop.till, "PostgreSQL", setting.seconds, rate, None)?;
    Ok(rows)
}

/// 2,000 buyers for 100 pieces, on both engines. Each SKU has 25 pieces in each of four warehouses.
pub fn races(setting: &Setting) -> Result<Vec<Row>> {
    let cluster = Cluster::start(&setting.directory)?;
    let postgresql = Engine::PostgreSql(cluster.create_database("hanse_race")?);
    let mut rows = Vec::new();
    for (engine, on) in [(Engine::Sqlite, "SQLite"), (postgresql, "PostgreSQL")] {
        let shop = open(setting, &format!("race-{on}"), &engine, "25")?;
        let sku = |place: usize| shop.skus.get(place).map(String::as_str).unwrap_or_default();
        for one in [Race::one_line(sku(0)), Race::two_lines(sku(1), sku(2)), Race::one_sku_twice(sku(3))] {
            rows.extend(race(&shop.till, on, &one, 1)?);
        }
    }
    Ok(rows)
}
