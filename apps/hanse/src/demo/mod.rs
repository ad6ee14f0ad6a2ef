//! The demo company: made through the same commands that everybody uses, from a seed.

mod company;
mod goods;
mod returns;
mod trade;

use std::sync::Arc;

use cell::Cell;
use kernel::{Actor, Refusal};
use store::{CommandError, Read, StoreError};

/// What the demo company should be like.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    pub orders: u32,
    pub seed: u64,
    /// Pieces of each variant in each warehouse.
    pub stock: i64,
}

/// What was made.
#[derive(Debug, Clone, Copy)]
pub struct Made {
    pub variants: usize,
    pub orders: usize,
}

pub(crate) fn demo() -> Actor {
    Actor::new("demo")
}

/// Makes the company in an empty cell; refused where one has been made already.
pub fn make(cell: &Arc<Cell>, wanted: &Wanted) -> Result<Made, CommandError> {
    let made_before = cell.store.read_blocking(|read| -> Result<_, StoreError> {
        Ok(!ledger::entities(read)?.is_empty() || read.query_one("SELECT id FROM orders LIMIT 1", &[])?.is_some())
    })?;
    if made_before {
        return Err(Refusal::conflict("demo_exists").into());
    }
    let warehouses = company::make(cell)?;
    let variants = goods::make(cell, &warehouses, wanted.stock)?;
    let orders = trade::make(cell, wanted)?;
    Ok(Made { variants, orders })
}

/// A small seeded generator: the same seed gives the same trade on every machine.
pub(crate) struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// SplitMix64 (Steele, Lea and Flood, 2014).
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to below `sides`.
    pub fn below(&mut self, sides: u64) -> u64 {
        self.roll() % sides.max(1)
    }

    /// One of them.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let place = self.below(u64::try_from(all.len()).unwrap_or(1));
        all.get(usize::try_from(place).unwrap_or_default())
    }
}
