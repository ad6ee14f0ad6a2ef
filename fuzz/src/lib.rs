//! Fuzz targets: what reads text and files from outside is given bytes nobody would send on purpose, and laws must hold.
//!
//! Invariants: a target breaks a law by panicking; the same seed makes the same inputs on every machine; every input that once broke
//! a law is kept under `fuzz/seeds/` and tried first, for ever.
//!
//! Deliberately not here: guidance by coverage, which wants a compiler of its own. Inputs are changed seeds: see [`mutate`].

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a fuzz target speaks by panicking")]

mod dates;
mod filters;
mod importers;
mod money;
pub mod mutate;

use std::path::{Path, PathBuf};

/// One thing that reads what comes from outside.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    pub name: &'static str,
    /// Panics when a law is broken.
    pub run: fn(&[u8]),
    /// What inputs of this kind are made of; thrown in now and then.
    pub words: &'static [&'static str],
}

/// Every target.
pub const TARGETS: [Target; 4] = [
    Target { name: "importers", run: importers::run, words: importers::WORDS },
    Target { name: "money", run: money::run, words: money::WORDS },
    Target { name: "dates", run: dates::run, words: dates::WORDS },
    Target { name: "filters", run: filters::run, words: filters::WORDS },
];

impl Target {
    /// The folder of its seeds.
    pub fn seed_folder(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(self.name)
    }

    /// What its inputs begin from, in the order of their names.
    pub fn seeds(&self) -> std::io::Result<Vec<Vec<u8>>> {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(self.seed_folder())?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()?;
        paths.sort();
        paths.iter().map(std::fs::read).collect()
    }
}
