//! The entities of a company as sellers, in memory, read again when registrations or profiles changed.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use cell::{Cell, Part};
use kernel::{CountryCode, EntityCode};
use store::{Store, StoreError};

use crate::queries::tax_profile::seller;
use crate::question::Seller;

/// A cell's sellers.
pub struct CellSellers {
    store: Arc<Store>,
    known: RwLock<Known>,
}

#[derive(Default)]
struct Known {
    revision: u64,
    sellers: HashMap<EntityCode, Arc<Seller>>,
}

impl Part for CellSellers {
    fn of(cell: &Cell) -> Self {
        Self::new(Arc::clone(&cell.store))
    }
}

impl CellSellers {
    pub fn new(store: Arc<Store>) -> Self {
        Self { store, known: RwLock::default() }
    }

    /// The entity, established in `country`, as it stands now. Blocks for one read when something changed since the last
    /// call.
    pub fn seller(&self, entity: EntityCode, country: CountryCode) -> Result<Arc<Seller>, StoreError> {
        // The revision first: a change between the two reads is then read once more, never missed.
        let revision = self.store.revisions().of(crate::AREA);
        {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            if known.revision == revision
                && let Some(seller) = known.sellers.get(&entity).filter(|seller| seller.country == country)
            {
                return Ok(Arc::clone(seller));
            }
        }
        let found = Arc::new(self.store.read_blocking(move |read| seller(read, entity, country))?);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.revision != revision {
            *known = Known { revision, sellers: HashMap::new() };
        }
        known.sellers.insert(entity, Arc::clone(&found));
        Ok(found)
    }
}
