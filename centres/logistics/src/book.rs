//! The lanes of a company as sourcing looks them up: in memory, read again when they changed.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use cell::{Cell, Part};
use kernel::{CountryCode, Timestamp};
use store::{Store, StoreError};

use crate::model::{Destination, Lane, WarehouseId, Weights};
use crate::store::{lanes, weights};

/// All lanes by warehouse and destination, and the weights.
#[derive(Debug, Default)]
pub struct LaneBook {
    lanes: HashMap<(WarehouseId, Destination), Vec<Lane>>,
    weights: Weights,
}

impl LaneBook {
    pub fn new(all: Vec<Lane>, weights: Weights) -> Self {
        let mut lanes: HashMap<_, Vec<_>> = HashMap::new();
        for lane in all {
            lanes.entry((lane.warehouse, lane.destination)).or_default().push(lane);
        }
        Self { lanes, weights }
    }

    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The currencies that lanes are priced in, each once.
    pub fn currencies(&self) -> Vec<kernel::CurrencyCode> {
        let mut found: Vec<_> = self.lanes.values().flatten().map(|lane| lane.base.currency()).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The lanes from a warehouse to a country that are valid at an instant: those of the country, or else those to anywhere.
    pub fn between(&self, from: WarehouseId, to: CountryCode, at: Timestamp) -> impl Iterator<Item = &Lane> + Clone {
        let leading = |destination| {
            let all = self.lanes.get(&(from, destination)).map_or(&[][..], Vec::as_slice);
            all.iter().filter(move |lane| lane.valid_at(at))
        };
        let own = leading(Destination::Country(to));
        if own.clone().next().is_some() { own } else { leading(Destination::Anywhere) }
    }
}

/// A cell's lane book.
pub struct CellLanes {
    store: Arc<Store>,
    known: RwLock<Option<(u64, Arc<LaneBook>)>>,
}

impl Part for CellLanes {
    fn of(cell: &Cell) -> Self {
        Self::new(Arc::clone(&cell.store))
    }
}

impl CellLanes {
    pub fn new(store: Arc<Store>) -> Self {
        Self { store, known: RwLock::default() }
    }

    /// The book as it stands now. Blocks for one read when lanes changed since the last call.
    pub fn book(&self) -> Result<Arc<LaneBook>, StoreError> {
        // The revision first: a change between the two reads is then read once more, never missed.
        let revision = self.store.revisions().of(crate::AREA);
        if let Some((known, book)) = &*self.known.read().unwrap_or_else(PoisonError::into_inner)
            && *known == revision
        {
            return Ok(Arc::clone(book));
        }
        let book = self
            .store
            .read_blocking(|read| Ok::<_, StoreError>(LaneBook::new(lanes(read, None)?, weights(read)?.0)))?;
        let book = Arc::new(book);
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some((revision, Arc::clone(&book)));
        Ok(book)
    }
}
