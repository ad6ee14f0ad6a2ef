//! How often reference data changed since the store was opened. The writer is the only one who changes it, so a number in
//! memory is enough: a plan notes the revisions it was prepared on, the writer compares them before it decides.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

/// A counter per area (a centre's name).
#[derive(Debug, Default)]
pub struct Revisions {
    areas: RwLock<HashMap<&'static str, Arc<AtomicU64>>>,
}

impl Revisions {
    /// The revision of an area.
    pub fn of(&self, area: &'static str) -> u64 {
        self.counter(area).load(Ordering::Acquire)
    }

    pub(crate) fn bump(&self, area: &'static str) {
        self.counter(area).fetch_add(1, Ordering::AcqRel);
    }

    fn counter(&self, area: &'static str) -> Arc<AtomicU64> {
        if let Some(counter) = self.areas.read().unwrap_or_else(PoisonError::into_inner).get(area) {
            return Arc::clone(counter);
        }
        Arc::clone(self.areas.write().unwrap_or_else(PoisonError::into_inner).entry(area).or_default())
    }
}
