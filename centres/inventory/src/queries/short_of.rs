//! Whether pieces could be promised now: what a hold of them would be refused for.

use kernel::Timestamp;
use store::{Read, StoreError};

use crate::model::{Balance, Pieces, Shelf, VariantId};
use crate::shelves::summed;
use crate::store::{balances_of, expired_holds_of};

/// A shelf with too few pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Short {
    pub shelf: Shelf,
    pub wanted: i64,
    /// What it can promise, holds whose time is up counted as free.
    pub available: i64,
}

/// The shelves that cannot promise what is wanted of them.
pub fn short_of(read: &mut dyn Read, wanted: &[Pieces], now: Timestamp) -> Result<Vec<Short>, StoreError> {
    let wanted = summed(wanted);
    let mut variants: Vec<VariantId> = wanted.iter().map(|line| line.shelf.variant).collect();
    variants.dedup();
    let balances = balances_of(read, &variants)?;
    let mut short = Vec::new();
    for Pieces { shelf, quantity } in wanted {
        let there = balances.iter().find(|balance| balance.shelf == shelf).copied();
        let there = there.unwrap_or_else(|| Balance::empty(shelf));
        if there.available() < quantity {
            short.push((there, quantity));
        }
    }
    if short.is_empty() {
        return Ok(Vec::new());
    }
    let expired = expired_holds_of(read, &variants, now)?;
    let short = short.into_iter().map(|(mut there, wanted)| {
        let free = expired.iter().filter(|hold| hold.shelf == there.shelf);
        there.held = free.fold(there.held, |held, hold| held.saturating_sub(hold.open));
        Short { shelf: there.shelf, wanted, available: there.available() }
    });
    Ok(short.filter(|short| short.available < short.wanted).collect())
}
