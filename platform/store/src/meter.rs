//! What a store's writer did since the store was opened, counted in memory: reading it costs nothing.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Counted by the writer's thread and by those who submit.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    refused: AtomicU64,
    groups: AtomicU64,
    commands: AtomicU64,
    group_us: AtomicU64,
}

impl Meter {
    pub(crate) fn refused(&self) {
        self.refused.fetch_add(1, Ordering::Relaxed);
    }

    /// A group of so many commands was decided, written and committed.
    pub(crate) fn group(&self, commands: usize, took: Duration) {
        self.groups.fetch_add(1, Ordering::Relaxed);
        self.commands.fetch_add(u64::try_from(commands).unwrap_or(u64::MAX), Ordering::Relaxed);
        self.group_us.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    pub(crate) fn read(&self, waiting: (usize, usize)) -> Metered {
        Metered {
            waiting_interactive: waiting.0,
            waiting_bulk: waiting.1,
            refused: self.refused.load(Ordering::Relaxed),
            groups: self.groups.load(Ordering::Relaxed),
            commands: self.commands.load(Ordering::Relaxed),
            group_time: Duration::from_micros(self.group_us.load(Ordering::Relaxed)),
        }
    }
}

/// What was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metered {
    /// Commands that wait for the writer now, by lane.
    pub waiting_interactive: usize,
    pub waiting_bulk: usize,
    /// Commands refused because their lane was full.
    pub refused: u64,
    /// Groups, the commands in them, and the time from taking a group to its commit, all together.
    pub groups: u64,
    pub commands: u64,
    pub group_time: Duration,
}
