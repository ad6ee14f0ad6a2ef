//! Lists and prices in memory, as far as orders ask for them.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use cell::{Cell, Part};
use kernel::Timestamp;
use store::{Read, StoreError};

use crate::choose::{Lists, choose};
use crate::model::{PriceEntry, PriceFound, PriceQuestion, VariantId};
use crate::queries::lists::all_lists;
use crate::queries::prices_for::{entries_of, prices_for};

/// How many variants' prices are remembered; about 15 MB with six prices each. When full it starts anew.
const MOST: usize = 20_000;
/// How far back before its filling the book knows prices: questions come from several threads, a little out of order.
const MARGIN_MS: i64 = 3_600_000;

/// Remembers what [`prices_for`] read until pricing changes. One a cell: `cell.part::<PriceBook>()`.
#[derive(Debug, Default)]
pub struct PriceBook {
    pages: RwLock<Pages>,
}

#[derive(Debug, Default)]
struct Pages {
    revision: u64,
    /// Prices that ended before are not in it.
    since: Timestamp,
    lists: Option<Arc<Lists>>,
    by_variant: HashMap<VariantId, Arc<[PriceEntry]>>,
}

impl Part for PriceBook {
    fn of(_: &Cell) -> Self {
        Self::default()
    }
}

impl PriceBook {
    /// Like [`prices_for`]; asks the store only for what it does not know, also that a variant has no price is known.
    ///
    /// `seen` is `store.revisions().of(pricing::AREA)`, taken *before* the snapshot behind `read` was opened: so what is
    /// remembered is never older than its revision. Not for use inside the writer.
    pub fn lookup(
        &self,
        seen: u64,
        read: &mut dyn Read,
        question: &PriceQuestion,
        wanted: &[(VariantId, i64)],
    ) -> Result<Vec<Option<PriceFound>>, StoreError> {
        let (lists, mut known) = match self.open(seen, question.at, wanted) {
            Opened::TooOld => return prices_for(read, question, wanted),
            Opened::Known(lists, known) => (lists, known),
            Opened::Empty => (Arc::new(all_lists(read)?), vec![None; wanted.len()]),
        };
        let missing: Vec<VariantId> =
            wanted.iter().zip(&known).filter(|(_, known)| known.is_none()).map(|((variant, _), _)| *variant).collect();
        if !missing.is_empty() {
            let since = question.at.plus_ms(-MARGIN_MS);
            let mut asked: HashMap<VariantId, Arc<[PriceEntry]>> = entries_of(read, &lists, &missing, since)?
                .into_iter()
                .map(|(variant, entries)| (variant, entries.into()))
                .collect();
            for ((variant, _), slot) in wanted.iter().zip(&mut known) {
                if slot.is_none() {
                    *slot = asked.get(variant).cloned();
                }
            }
            self.remember(seen, since, &lists, asked.drain());
        }
        let order = lists.asked(question);
        Ok(wanted
            .iter()
            .zip(known)
            .map(|((_, quantity), entries)| choose(&lists, &order, &entries?, *quantity, question.at))
            .collect())
    }

    /// The markets and lists; the same rule for `seen`.
    pub fn lists(&self, seen: u64, read: &mut dyn Read) -> Result<Arc<Lists>, StoreError> {
        let pages = self.pages.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(lists) = pages.lists.as_ref().filter(|_| pages.revision == seen) {
            return Ok(Arc::clone(lists));
        }
        drop(pages);
        // Kept with the first prices asked for.
        all_lists(read).map(Arc::new)
    }

    fn open(&self, seen: u64, at: Timestamp, wanted: &[(VariantId, i64)]) -> Opened {
        let pages = self.pages.read().unwrap_or_else(PoisonError::into_inner);
        let Some(lists) = pages.lists.as_ref().filter(|_| pages.revision == seen) else { return Opened::Empty };
        if at < pages.since {
            return Opened::TooOld;
        }
        let known = wanted.iter().map(|(variant, _)| pages.by_variant.get(variant).cloned()).collect();
        Opened::Known(Arc::clone(lists), known)
    }

    fn remember(
        &self,
        seen: u64,
        since: Timestamp,
        lists: &Arc<Lists>,
        entries: impl ExactSizeIterator<Item = (VariantId, Arc<[PriceEntry]>)>,
    ) {
        let mut pages = self.pages.write().unwrap_or_else(PoisonError::into_inner);
        if pages.revision > seen {
            return;
        }
        if pages.revision < seen || pages.by_variant.len().saturating_add(entries.len()) > MOST {
            pages.by_variant.clear();
            pages.lists = None;
        }
        if pages.lists.is_none() {
            pages.revision = seen;
            pages.since = since;
            pages.lists = Some(Arc::clone(lists));
        }
        // What was read with a later beginning may lack prices the book promises to know.
        if since > pages.since {
            pages.since = since;
        }
        pages.by_variant.extend(entries.take(MOST));
    }
}

enum Opened {
    Empty,
    /// The question lies before what the book remembers.
    TooOld,
    Known(Arc<Lists>, Vec<Option<Arc<[PriceEntry]>>>),
}
