//! What can be promised.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use cell::{Cell, Part};
use store::{Read, Store, StoreError};

use crate::model::{Balance, VariantId};
use crate::store::balances_of;

/// The balances of variants in all warehouses that ever had them; [`Balance::available`] is what can be promised.
pub fn availability(read: &mut dyn Read, variants: &[VariantId]) -> Result<Vec<Balance>, StoreError> {
    balances_of(read, variants)
}

/// The area whose revision tells that more of something can be promised than before.
pub(crate) const MORE: &str = "inventory.more";

/// What a cell's shelves showed a moment ago, for plans that the writer checks again: never less than there is, but perhaps more,
/// because orders of the last moments took from it.
pub struct StockGlance {
    store: Arc<Store>,
    seen: RwLock<Seen>,
}

struct Seen {
    /// How often there was more when the first of these was read.
    more: u64,
    since: Instant,
    balances: HashMap<VariantId, Arc<[Balance]>>,
}

impl Part for StockGlance {
    fn of(cell: &Cell) -> Self {
        Self { store: Arc::clone(&cell.store), seen: RwLock::new(Seen::now(0)) }
    }
}

impl Seen {
    /// Older than this, plans would fail too often.
    const MOMENT: Duration = Duration::from_secs(2);

    fn now(more: u64) -> Self {
        Self { more, since: Instant::now(), balances: HashMap::new() }
    }

    fn holds(&self, more: u64) -> bool {
        self.more == more && self.since.elapsed() < Self::MOMENT
    }
}

impl StockGlance {
    /// Like [`availability`], as of a moment ago.
    pub fn availability(&self, read: &mut dyn Read, variants: &[VariantId]) -> Result<Vec<Balance>, StoreError> {
        let more = self.store.revisions().of(MORE);
        if let Some(balances) = self.remembered(more, variants) {
            return Ok(balances);
        }
        let balances = balances_of(read, variants)?;
        let mut seen = self.seen.write().unwrap_or_else(PoisonError::into_inner);
        if !seen.holds(more) {
            *seen = Seen::now(more);
        }
        for variant in variants {
            let of_one = balances.iter().filter(|balance| balance.shelf.variant == *variant).copied().collect();
            seen.balances.insert(*variant, of_one);
        }
        Ok(balances)
    }

    fn remembered(&self, more: u64, variants: &[VariantId]) -> Option<Vec<Balance>> {
        let seen = self.seen.read().unwrap_or_else(PoisonError::into_inner);
        if !seen.holds(more) {
            return None;
        }
        let of_each: Option<Vec<&Arc<[Balance]>>> = variants.iter().map(|variant| seen.balances.get(variant)).collect();
        Some(of_each?.into_iter().flat_map(|balances| balances.iter().copied()).collect())
    }
}
