use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::Setting;
use crate::report::number;
use crate::server::{Client, Engine, Hanse, HanseBinary};
use crate::shop::Till;

/// Pieces of each SKU in each of the demo company's four warehouses: no run sells as many.
const PLENTY: &str = "1000000";
/// The figures have caught up when they stood still for this long while nothing happens.
const STILL: Duration = Duration::from_millis(500);

/// A real shop that is open: the demo company without its year, served.
pub struct Shop {
    pub hanse: Hanse,
    pub till: Till,
    pub data: PathBuf,
}

impl Shop {
    pub fn open(setting: &Setting, name: &str, engine: &Engine) -> Result<Self> {
        let binary = setting.binary();
        let data = setting.directory.join(name);
        std::fs::create_dir_all(&data)?;
        let printed = binary.run(&["demo", "--json", "--orders", "0", "--stock", PLENTY], &data, engine)?;
        let made: Value = serde_json::from_str(printed.lines().last().unwrap_or_default())?;
        let key = text(&made, "/key")?;
        Self::serve(&binary, &data, engine, key)
    }

    /// Serves a company that is there already.
    pub fn serve(binary: &HanseBinary, data: &Path, engine: &Engine, key: &str) -> Result<Self> {
        let hanse = Hanse::start(binary, data, engine, key)?;
        let till = Till::new(hanse.address(), key.to_owned(), skus());
        Ok(Self { hanse, till, data: data.to_owned() })
    }

    pub fn client(&self) -> Client {
        self.hanse.client()
    }

    /// SKU number `place` of the demo company's 2,000.
    pub fn sku(&self, place: usize) -> &str {
        self.till.skus.get(place).map_or("", String::as_str)
    }

    pub fn memory_mib(&self) -> f64 {
        number(self.hanse.usage().resident_bytes / 1024 / 1024)
    }

    pub fn peak_memory_mib(&self) -> f64 {
        number(self.hanse.usage().peak_resident_bytes / 1024 / 1024)
    }

    /// Sets the stock of a SKU to so many pieces in each warehouse.
    pub fn count_stock(&self, sku: &str, pieces: u64) -> Result<()> {
        let variant = self.variant(sku)?;
        let warehouses = self.client().get("/v1/warehouses")?.json()?;
        for warehouse in warehouses.as_array().context("no warehouses")? {
            let warehouse = text(warehouse, "/id")?;
            let sheet = json!({ "warehouse": warehouse, "lines": [{ "variant": variant, "found": pieces }] });
            let counted = self.client().post("/v1/stock/counts", &format!("count-{sku}-{warehouse}"), &sheet)?;
            anyhow::ensure!(counted.status == 204, "the count was answered with {}", counted.status);
        }
        Ok(())
    }

    /// Pieces of a SKU that are promised, in all warehouses.
    pub fn pieces_held(&self, sku: &str) -> Result<u64> {
        let path = format!("/v1/stock?variant={}", self.variant(sku)?);
        let shelves = self.client().get(&path)?.json()?;
        let held = shelves.pointer("/items").and_then(Value::as_array).context("no shelves")?;
        Ok(held.iter().filter_map(|shelf| shelf.pointer("/held")?.as_u64()).sum())
    }

    fn variant(&self, sku: &str) -> Result<String> {
        let variant = self.client().get(&format!("/v1/variants/{sku}"))?.json()?;
        Ok(text(&variant, "/variant")?.to_owned())
    }

    /// How far those who follow the events are behind: the age of the newest event that is in the figures.
    pub fn lag(&self) -> Result<Duration> {
        // No order is of the year 2200: only how far the figures reach is asked.
        let figures = self.figures(&json!({ "measures": ["orders"], "from": "2200-01-01" }))?;
        let newest: jiff::Timestamp = text(&figures, "/as_of/at")?.parse()?;
        Ok(Duration::try_from(jiff::Timestamp::now().duration_since(newest)).unwrap_or_default())
    }

    /// Waits until everything that has happened is in the figures, while nothing more happens; how long it took.
    pub fn caught_up(&self) -> Result<Duration> {
        let begun = Instant::now();
        let (mut reached, mut since) = (Value::Null, begun);
        while since.elapsed() < STILL {
            std::thread::sleep(Duration::from_millis(20));
            let figures = self.figures(&json!({ "measures": ["orders"], "from": "2200-01-01" }))?;
            let position = figures.pointer("/as_of/position").cloned().unwrap_or_default();
            if position != reached {
                (reached, since) = (position, Instant::now());
            }
        }
        Ok(since.duration_since(begun))
    }

    /// How many orders the figures count.
    pub fn orders(&self) -> Result<u64> {
        let figures = self.figures(&json!({ "measures": ["orders"] }))?;
        Ok(figures.pointer("/rows/0/measures/orders").and_then(Value::as_u64).unwrap_or_default())
    }

    fn figures(&self, question: &Value) -> Result<Value> {
        self.client().post("/v1/figures", "unused", question)?.json()
    }
}

/// The text at a place of an answer.
pub fn text<'a>(answer: &'a Value, pointer: &str) -> Result<&'a str> {
    answer.pointer(pointer).and_then(Value::as_str).with_context(|| format!("no {pointer} in {answer}"))
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
