//! The suites: each measures rows of one table and is named as in `bench/results/`.

mod generator;
mod import;
pub mod life;
pub mod placing;
pub mod race;
mod shop;
mod starting;
mod stored;

use std::path::PathBuf;

use anyhow::Result;

use crate::machine::Facts;
use crate::report::Row;
use crate::server::HanseBinary;

/// What every suite is given.
#[derive(Debug)]
pub struct Setting {
    /// The release binary of Hanse.
    pub hanse: PathBuf,
    /// A directory on the disk under measurement, for data of the run; removed at its end.
    pub directory: PathBuf,
    /// How long each rate is measured, in seconds.
    pub seconds: u64,
    /// How long whole lives are sustained, in seconds.
    pub sustain: u64,
    /// How many whole lives a second are offered meanwhile.
    pub rate: u64,
    /// How many orders are stored when many are.
    pub orders: u64,
    /// The file of a year of retail trade.
    pub retail: PathBuf,
    pub machine: Facts,
}

impl Setting {
    pub fn binary(&self) -> HanseBinary {
        HanseBinary { path: self.hanse.clone() }
    }
}

/// A suite: its name, what it measures, and the measuring.
#[derive(Clone, Copy)]
pub struct Suite {
    pub name: &'static str,
    pub about: &'static str,
    pub run: fn(&Setting) -> Result<Vec<Row>>,
}

/// All suites, in the order they run.
pub const SUITES: &[Suite] = &[
    Suite { name: "generator", about: "what the load generator itself costs", run: generator::run },
    Suite { name: "placing", about: "placing orders over HTTP on SQLite", run: placing::sqlite },
    Suite {
        name: "placing-postgresql",
        about: "the same on PostgreSQL with full durability",
        run: placing::postgresql,
    },
    Suite { name: "races", about: "2,000 buyers for 100 pieces, on both engines", run: race::run },
    Suite {
        name: "life",
        about: "orders placed, paid, shipped, delivered, invoiced, posted (--sustain)",
        run: life::run,
    },
    Suite { name: "import", about: "a year of retail trade imported (--retail), memory, start-up", run: import::run },
    Suite {
        name: "stored",
        about: "with 1,000,000 orders (--orders): lists, finds, backup, restore",
        run: stored::run,
    },
];
