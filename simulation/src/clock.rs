//! A clock that jumps.

use std::sync::atomic::{AtomicI64, Ordering};

use kernel::Timestamp;
use store::Clock;

/// The simulated machine's clock: moved by the run, forwards and backwards.
#[derive(Debug)]
pub(crate) struct BentClock(AtomicI64);

impl BentClock {
    pub fn at(at: Timestamp) -> Self {
        Self(AtomicI64::new(at.ms()))
    }
    pub fn set(&self, at: Timestamp) {
        self.0.store(at.ms(), Ordering::Release);
    }
}

impl Clock for BentClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_ms(self.0.load(Ordering::Acquire))
    }
}
