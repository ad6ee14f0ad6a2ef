//! How much is taken at once, and how fast one key may ask.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;

use access::KeyId;

const SECOND_NS: u64 = 1_000_000_000;

/// Requests being worked on. Beyond the most, a request is turned away at once instead of waiting.
#[derive(Debug)]
pub struct InFlight {
    now: AtomicUsize,
    most: usize,
}

/// A place among the requests being worked on; given back when dropped.
#[derive(Debug)]
pub struct Taken(Arc<InFlight>);

impl InFlight {
    pub fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { now: AtomicUsize::new(0), most })
    }
    pub fn take(self: &Arc<Self>) -> Option<Taken> {
        let before = self.now.fetch_add(1, Ordering::Relaxed);
        let taken = Taken(Arc::clone(self));
        (before < self.most).then_some(taken)
    }
    pub fn count(&self) -> usize {
        self.now.load(Ordering::Relaxed)
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A token bucket per key, kept as the instant at which the bucket will be full again (GCRA: one number, no refill task).
#[derive(Debug)]
pub struct Rates {
    begun: Instant,
    by_key: RwLock<HashMap<KeyId, Arc<AtomicU64>>>,
    /// Nanoseconds one request costs.
    cost_ns: u64,
    /// How far ahead of now the bucket's instant may lie.
    room_ns: u64,
}

impl Rates {
    /// `per_second` requests on the long run, `burst` at once. Keys are verified ones, so their number is bounded.
    pub fn new(per_second: u32, burst: u32) -> Self {
        let cost_ns = SECOND_NS / u64::from(per_second.max(1));
        Self {
            begun: Instant::now(),
            by_key: RwLock::default(),
            cost_ns,
            room_ns: cost_ns.saturating_mul(u64::from(burst.max(1))),
        }
    }

    /// Takes one request's worth; `Err` says in how many whole seconds to come again.
    pub fn take(&self, key: KeyId) -> Result<(), u32> {
        let now = u64::try_from(self.begun.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.take_at(&self.bucket(key), now)
    }

    fn bucket(&self, key: KeyId) -> Arc<AtomicU64> {
        if let Some(bucket) = self.by_key.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(bucket);
        }
        let mut by_key = self.by_key.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(by_key.entry(key).or_default())
    }

    fn take_at(&self, bucket: &AtomicU64, now: u64) -> Result<(), u32> {
        let step = |full_at: u64| {
            let next = full_at.max(now).saturating_add(self.cost_ns);
            (next <= now.saturating_add(self.room_ns)).then_some(next)
        };
        let taken = bucket.fetch_update(Ordering::Relaxed, Ordering::Relaxed, step);
        taken.map(|_| ()).map_err(|full_at| {
            let wait = full_at.saturating_add(self.cost_ns).saturating_sub(now.saturating_add(self.room_ns));
            u32::try_from(wait.div_ceil(SECOND_NS)).unwrap_or(u32::MAX).max(1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Id;

    #[test]
    fn a_burst_is_let_through_and_then_the_rate_holds() {
        let rates = Rates::new(2, 3);
        let bucket = rates.bucket(KeyId::from_number(1));
        let at = |ns| rates.take_at(&bucket, ns);
        assert_eq!([at(0), at(0), at(0)], [Ok(()); 3]);
        assert_eq!(at(0), Err(1));
        assert_eq!(at(SECOND_NS / 2), Ok(()));
        assert_eq!(at(SECOND_NS / 2), Err(1));
        assert_eq!([at(100 * SECOND_NS), at(100 * SECOND_NS), at(100 * SECOND_NS)], [Ok(()); 3]);
        assert!(at(100 * SECOND_NS).is_err());
        assert!(rates.take(KeyId::from_number(2)).is_ok(), "another key has a bucket of its own");
    }

    #[test]
    fn a_place_is_given_back() {
        let in_flight = InFlight::new(1);
        let first = in_flight.take();
        assert!(first.is_some() && in_flight.take().is_none());
        drop(first);
        assert_eq!(in_flight.count(), 0);
        assert!(in_flight.take().is_some());
    }
}
