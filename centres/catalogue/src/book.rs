//! The catalogue in memory, as far as orders ask for it.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use cell::{Cell, Part};
use kernel::Sku;
use store::{Read, StoreError};

use crate::model::VariantFacts;
use crate::queries::variants_by_sku::variants_by_sku;

/// How many SKUs are remembered; about 10 MB. When full it starts anew.
const MOST: usize = 20_000;

/// Remembers what [`variants_by_sku`] found until the catalogue changes. One a cell: `cell.part::<VariantBook>()`.
#[derive(Debug, Default)]
pub struct VariantBook {
    pages: RwLock<Pages>,
}

#[derive(Debug, Default)]
struct Pages {
    revision: u64,
    by_sku: HashMap<Arc<str>, Arc<VariantFacts>>,
}

impl Part for VariantBook {
    fn of(_: &Cell) -> Self {
        Self::default()
    }
}

impl VariantBook {
    /// Like [`variants_by_sku`]; asks the store only for what it does not know. A SKU that is not there is asked for each time.
    ///
    /// `seen` is `store.revisions().of(catalogue::AREA)`, taken *before* the snapshot behind `read` was opened: so what is
    /// remembered is never older than its revision. Not for use inside the writer.
    pub fn lookup(
        &self,
        seen: u64,
        read: &mut dyn Read,
        skus: &[Sku],
    ) -> Result<Vec<Option<Arc<VariantFacts>>>, StoreError> {
        let mut found = self.known(seen, skus);
        let missing: Vec<Sku> =
            skus.iter().zip(&found).filter(|(_, known)| known.is_none()).map(|(sku, _)| sku.clone()).collect();
        if missing.is_empty() {
            return Ok(found);
        }
        let mut asked = variants_by_sku(read, &missing)?.into_iter().map(|facts| facts.map(Arc::new));
        for slot in found.iter_mut().filter(|slot| slot.is_none()) {
            *slot = asked.next().flatten();
        }
        self.remember(seen, skus, &found);
        Ok(found)
    }

    fn known(&self, seen: u64, skus: &[Sku]) -> Vec<Option<Arc<VariantFacts>>> {
        let pages = self.pages.read().unwrap_or_else(PoisonError::into_inner);
        if pages.revision != seen {
            return vec![None; skus.len()];
        }
        skus.iter().map(|sku| pages.by_sku.get(sku.folded()).cloned()).collect()
    }

    fn remember(&self, seen: u64, skus: &[Sku], found: &[Option<Arc<VariantFacts>>]) {
        let mut pages = self.pages.write().unwrap_or_else(PoisonError::into_inner);
        if pages.revision > seen {
            return;
        }
        if pages.revision < seen || pages.by_sku.len().saturating_add(skus.len()) > MOST {
            pages.revision = seen;
            pages.by_sku.clear();
        }
        for (sku, facts) in skus.iter().zip(found).take(MOST) {
            if let Some(facts) = facts {
                pages.by_sku.insert(Arc::from(sku.folded()), Arc::clone(facts));
            }
        }
    }
}
