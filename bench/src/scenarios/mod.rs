//! The suites: each measures rows of one table and is named as in `bench/results/`.

mod generator;
pub mod placing;
pub mod race;
mod shop;

use std::path::PathBuf;

use anyhow::Result;

use crate::machine::Facts;
use crate::report::Row;

/// What every suite is given.
#[derive(Debug)]
pub struct Setting {
    /// The release binary of Hanse.
    pub hanse: PathBuf,
    /// A directory on the disk under measurement, for data of the run; removed at its end.
    pub directory: PathBuf,
    /// How long each rate is measured, in seconds.
    pub seconds: u64,
    pub machine: Facts,
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
    Suite { name: "placing", about: "placing orders over HTTP on SQLite", run: shop::sqlite },
    Suite { name: "placing-postgresql", about: "the same on PostgreSQL with full durability", run: shop::postgresql },
    Suite { name: "races", about: "2,000 buyers for 100 pieces, on both engines", run: shop::races },
];
