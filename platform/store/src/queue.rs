//! The bounded queue before the writer: two lanes, people's work first.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::job::{Job, Lane};

/// At most this many commands in a group.
const GROUP_SIZE: usize = 256;
/// After bulk work it rests so many times as long as it took, while people's work waits: it gets about a fifth of a busy writer.
const BULK_RESTS: u32 = 4;

#[derive(Default)]
struct Lanes {
    interactive: VecDeque<Box<dyn Job>>,
    bulk: VecDeque<Box<dyn Job>>,
    /// While people's work waits, bulk work rests until then.
    bulk_rests_until: Option<Instant>,
    closed: bool,
}

pub(crate) struct Queue {
    lanes: Mutex<Lanes>,
    ready: Condvar,
    bound: usize,
}

impl Queue {
    pub(crate) fn new(bound: usize) -> Self {
        Self { lanes: Mutex::new(Lanes::default()), ready: Condvar::new(), bound }
    }

    fn lanes(&self) -> MutexGuard<'_, Lanes> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a job in its lane; gives it back when the lane is full or the store is closing.
    pub(crate) fn push(&self, job: Box<dyn Job>) -> Result<(), Box<dyn Job>> {
        let mut lanes = self.lanes();
        if lanes.closed {
            return Err(job);
        }
        let bound = self.bound;
        let lane = match job.submission().lane {
            Lane::Interactive => &mut lanes.interactive,
            Lane::Bulk => &mut lanes.bulk,
        };
        if lane.len() >= bound {
            return Err(job);
        }
        lane.push_back(job);
        drop(lanes);
        self.ready.notify_one();
        Ok(())
    }

    /// The next group: what waits in the interactive lane and, unless it rests, one bulk job behind it. Waits while nothing is
    /// there; empty when the queue is closed and drained.
    pub(crate) fn next_group(&self) -> Vec<Box<dyn Job>> {
        let mut lanes = self.lanes();
        while lanes.interactive.is_empty() && lanes.bulk.is_empty() && !lanes.closed {
            lanes = self.ready.wait(lanes).unwrap_or_else(PoisonError::into_inner);
        }
        let count = lanes.interactive.len().min(GROUP_SIZE);
        let mut group: Vec<Box<dyn Job>> = lanes.interactive.drain(..count).collect();
        let rests = lanes.bulk_rests_until.is_some_and(|until| Instant::now() < until);
        if group.is_empty() || !rests {
            group.extend(lanes.bulk.pop_front());
        }
        group
    }

    /// Tells how long the bulk work of a group took.
    pub(crate) fn bulk_took(&self, took: Duration) {
        self.lanes().bulk_rests_until = Instant::now().checked_add(took.saturating_mul(BULK_RESTS));
    }

    /// Puts jobs that were not started back at the head of their lanes.
    pub(crate) fn put_back(&self, jobs: Vec<Box<dyn Job>>) {
        let mut lanes = self.lanes();
        for job in jobs.into_iter().rev() {
            match job.submission().lane {
                Lane::Interactive => lanes.interactive.push_front(job),
                Lane::Bulk => lanes.bulk.push_front(job),
            }
        }
    }

    pub(crate) fn close(&self) {
        self.lanes().closed = true;
        self.ready.notify_all();
    }

    pub(crate) fn waiting(&self) -> usize {
        let (interactive, bulk) = self.waiting_by_lane();
        interactive.saturating_add(bulk)
    }

    /// How many wait in the interactive lane and in the bulk lane.
    pub(crate) fn waiting_by_lane(&self) -> (usize, usize) {
        let lanes = self.lanes();
        (lanes.interactive.len(), lanes.bulk.len())
    }
}
