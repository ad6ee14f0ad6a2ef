//! One tenant in one region, as the running server holds it: its data store, its key store, and what the parts of the
//! product keep in memory about it.
//!
//! Invariants: a request reaches exactly the cell of its verified key; a cell never sees another cell's rows.
//!
//! Deliberately not here: what the parts keep (each brings its own [`Part`]), opening and closing (the app).

mod here;

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use access::{RegionCode, TenantCode};
use store::Store;

pub use here::{Cells, Here};

/// Something a part of the product keeps in memory for a cell: a cache, an engine, a vault.
pub trait Part: Send + Sync + 'static + Sized {
    /// Made on first use.
    fn of(cell: &Cell) -> Self;
}

/// One tenant in one region.
pub struct Cell {
    pub tenant: TenantCode,
    pub region: RegionCode,
    /// The data.
    pub store: Arc<Store>,
    /// The wrapped keys and blind tokens of persons; never in the data's backup.
    pub keys: Arc<Store>,
    parts: RwLock<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

impl Cell {
    pub fn new(tenant: TenantCode, region: RegionCode, store: Arc<Store>, keys: Arc<Store>) -> Arc<Self> {
        Arc::new(Self { tenant, region, store, keys, parts: RwLock::new(HashMap::new()) })
    }

    /// The cell's one `P`.
    pub fn part<P: Part>(&self) -> Arc<P> {
        let kind = TypeId::of::<P>();
        let known = self.parts.read().unwrap_or_else(PoisonError::into_inner).get(&kind).cloned();
        if let Some(part) = known.and_then(|part| part.downcast::<P>().ok()) {
            return part;
        }
        // Made outside the lock: building one part may ask for another. When two threads race, the first kept stays.
        let made: Arc<P> = Arc::new(P::of(self));
        self.keep(made)
    }

    /// Keeps `part` as the cell's one, unless there is one already; the one that stays.
    pub fn keep<P: Part>(&self, part: Arc<P>) -> Arc<P> {
        let mut parts = self.parts.write().unwrap_or_else(PoisonError::into_inner);
        let kept = parts.entry(TypeId::of::<P>()).or_insert_with(|| part.clone()).clone();
        kept.downcast::<P>().unwrap_or(part)
    }
}
