//! The bounded queue before the writer: people's work first, bulk work behind it, overdue work between them.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::job::{Job, Lane};

/// At most this many commands in a group.
const GROUP_SIZE: usize = 256;
/// After a group of so many commands, others are on their way: the next group waits for them …
const CROWD: usize = 16;
/// … until so many are there …
const GATHERED: usize = 128;
/// … or so long. A group costs much whatever its size, its fsync first of all; who comes alone never waits.
const GATHERING: Duration = Duration::from_millis(8);
/// … and at most such a part of what the last group took: while there is time between groups, waiting would be all that it brings.
const GATHERING_PART: u32 = 3;
/// At most so many pieces of bulk work in a group: one who brings much, and one beside it who follows.
const BULK_AT_ONCE: usize = 2;
/// After bulk work it rests so many times as long as it took, while people's work waits: it gets about a fifth of a busy writer.
const BULK_RESTS: u32 = 4;
/// After a group of more commands than this it rests longer: more is asked than can be done, and those who ask wait already.
const FLOOD: usize = GATHERED;
/// So many times as long in a flood: it gets about a twelfth.
const BULK_RESTS_IN_A_FLOOD: u32 = 11;
/// Whoever came within this time is likely to come again.
const STILL_HERE: Duration = Duration::from_secs(1);

#[derive(Default)]
struct Lanes {
    interactive: VecDeque<Box<dyn Job>>,
    overdue: VecDeque<Box<dyn Job>>,
    bulk: VecDeque<Box<dyn Job>>,
    /// While people's work waits, bulk work rests until then.
    bulk_rests_until: Option<Instant>,
    /// People's commands in the last group.
    last: usize,
    /// When a group last had people's commands.
    people_at: Option<Instant>,
    /// How long the last group took.
    took: Duration,
    /// The writer sleeps until so many commands are there; nobody wakes it before.
    sleeps_until: Option<usize>,
    closed: bool,
}

impl Lanes {
    fn waiting(&self) -> usize {
        self.interactive.len().saturating_add(self.overdue.len()).saturating_add(self.bulk.len())
    }

    fn of(&mut self, job: &dyn Job) -> &mut VecDeque<Box<dyn Job>> {
        match job.submission().lane {
            Lane::Interactive => &mut self.interactive,
            Lane::Overdue => &mut self.overdue,
            Lane::Bulk => &mut self.bulk,
        }
    }

    /// The next group: what waits in the interactive lane, what is overdue and, unless it rests, a little bulk work behind them.
    fn take(&mut self) -> Vec<Box<dyn Job>> {
        let count = self.interactive.len().min(GROUP_SIZE);
        let mut group: Vec<Box<dyn Job>> = self.interactive.drain(..count).collect();
        self.last = count;
        if count > 0 {
            self.people_at = Some(Instant::now());
        }
        group.extend(self.overdue.drain(..));
        let rests = self.bulk_rests_until.is_some_and(|until| Instant::now() < until);
        if group.is_empty() || !rests {
            let count = self.bulk.len().min(BULK_AT_ONCE);
            group.extend(self.bulk.drain(..count));
        }
        group
    }
}

pub(crate) struct Queue {
    lanes: Mutex<Lanes>,
    ready: Condvar,
    bound: usize,
    gathering: Duration,
}

impl Queue {
    pub(crate) fn new(bound: usize) -> Self {
        Self { lanes: Mutex::new(Lanes::default()), ready: Condvar::new(), bound, gathering: GATHERING }
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
        let lane = lanes.of(job.as_ref());
        if lane.len() >= bound {
            return Err(job);
        }
        lane.push_back(job);
        let wakes = lanes.sleeps_until.is_some_and(|count| lanes.waiting() >= count);
        drop(lanes);
        if wakes {
            self.ready.notify_one();
        }
        Ok(())
    }

    /// The next group. Waits while nothing is there, and a moment longer while many are on their way; empty when the queue is
    /// closed and drained.
    pub(crate) fn next_group(&self) -> Vec<Box<dyn Job>> {
        let mut lanes = self.lanes();
        if lanes.last >= CROWD {
            let patience = self.gathering.min(lanes.took / GATHERING_PART);
            let until = Instant::now().checked_add(patience);
            while lanes.waiting() < GATHERED && !lanes.closed {
                let Some(rest) = until.and_then(|until| until.checked_duration_since(Instant::now())) else { break };
                lanes.sleeps_until = Some(GATHERED);
                lanes = self.ready.wait_timeout(lanes, rest).unwrap_or_else(PoisonError::into_inner).0;
            }
        }
        while lanes.waiting() == 0 && !lanes.closed {
            lanes.sleeps_until = Some(1);
            lanes = self.ready.wait(lanes).unwrap_or_else(PoisonError::into_inner);
        }
        lanes.sleeps_until = None;
        lanes.take()
    }

    /// The next group as the queue stands: for a caller who decides himself when groups are cut.
    pub(crate) fn group_now(&self) -> Vec<Box<dyn Job>> {
        self.lanes().take()
    }

    /// Whether people's commands came lately.
    pub(crate) fn people_are_here(&self) -> bool {
        self.lanes().people_at.is_some_and(|at| at.elapsed() < STILL_HERE)
    }

    /// Tells how long a group took.
    pub(crate) fn took(&self, took: Duration) {
        self.lanes().took = took;
    }

    /// Tells how long the bulk work of a group took.
    pub(crate) fn bulk_took(&self, took: Duration) {
        let mut lanes = self.lanes();
        let times = if lanes.last > FLOOD { BULK_RESTS_IN_A_FLOOD } else { BULK_RESTS };
        lanes.bulk_rests_until = Instant::now().checked_add(took.saturating_mul(times));
    }

    /// Puts jobs that were not started back at the head of their lanes.
    pub(crate) fn put_back(&self, jobs: Vec<Box<dyn Job>>) {
        let mut lanes = self.lanes();
        for job in jobs.into_iter().rev() {
            lanes.of(job.as_ref()).push_front(job);
        }
    }

    pub(crate) fn close(&self) {
        self.lanes().closed = true;
        self.ready.notify_all();
    }

    pub(crate) fn waiting(&self) -> usize {
        self.lanes().waiting()
    }

    /// How many wait in the interactive lane, and how much bulk work, overdue or not.
    pub(crate) fn waiting_by_lane(&self) -> (usize, usize) {
        let lanes = self.lanes();
        (lanes.interactive.len(), lanes.overdue.len().saturating_add(lanes.bulk.len()))
    }
}

#[cfg(test)]
mod tests {
    use std::any::Any;

    use kernel::Actor;

    use super::*;
    use crate::error::CommandError;
    use crate::job::Submission;
    use crate::tx::Tx;

    struct Asked(Submission);

    impl Job for Asked {
        fn submission(&self) -> &Submission {
            &self.0
        }
        fn run(&mut self, _: &mut Tx<'_>) -> Result<String, CommandError> {
            Ok(String::new())
        }
        fn finish(self: Box<Self>, _: Result<Option<String>, CommandError>) {}
        fn as_any(&mut self) -> &mut dyn Any {
            self
        }
    }

    fn push(queue: &Queue, people: usize, bulk: usize) {
        let by = Submission::by(&Actor::new("tester"));
        let all = std::iter::repeat_n(by.clone(), people).chain(std::iter::repeat_n(by.bulk(), bulk));
        for submission in all {
            assert!(queue.push(Box::new(Asked(submission))).is_ok());
        }
    }

    fn lanes(group: &[Box<dyn Job>]) -> (usize, usize) {
        let bulk = group.iter().filter(|job| job.submission().lane == Lane::Bulk).count();
        (group.len() - bulk, bulk)
    }

    #[test]
    fn a_little_bulk_work_goes_behind_peoples() {
        let queue = Queue::new(1_024);
        push(&queue, 3, 3);
        assert!(!queue.people_are_here());
        assert_eq!(lanes(&queue.group_now()), (3, 2));
        assert_eq!(lanes(&queue.group_now()), (0, 1));
        assert!(queue.people_are_here());
    }

    #[test]
    fn bulk_work_rests_while_people_wait_and_only_then() {
        let queue = Queue::new(1_024);
        push(&queue, 2, 1);
        queue.bulk_took(Duration::from_secs(3_600));
        assert_eq!(lanes(&queue.group_now()), (2, 0), "it rests");
        assert_eq!(lanes(&queue.group_now()), (0, 1), "nobody waits");
        push(&queue, 1, 1);
        queue.bulk_took(Duration::ZERO);
        assert_eq!(lanes(&queue.group_now()), (1, 1), "it has rested");
    }

    #[test]
    fn overdue_work_does_not_rest() {
        let queue = Queue::new(1_024);
        push(&queue, 1, 1);
        assert!(queue.push(Box::new(Asked(Submission::by(&Actor::new("tester")).overdue()))).is_ok());
        queue.bulk_took(Duration::from_secs(3_600));
        let group: Vec<Lane> = queue.group_now().iter().map(|job| job.submission().lane).collect();
        assert_eq!(group, [Lane::Interactive, Lane::Overdue]);
        assert_eq!(queue.waiting_by_lane(), (0, 1));
    }

    #[test]
    fn a_full_lane_leaves_the_other_open() {
        let queue = Queue::new(2);
        push(&queue, 2, 1);
        let more = Submission::by(&Actor::new("tester"));
        assert!(queue.push(Box::new(Asked(more.clone()))).is_err());
        assert!(queue.push(Box::new(Asked(more.bulk()))).is_ok());
        assert_eq!(queue.waiting_by_lane(), (2, 2));
    }

    #[test]
    fn a_group_waits_for_the_crowd_and_a_closed_queue_for_nobody() {
        let queue = Queue { gathering: Duration::from_secs(3_600), ..Queue::new(1_024) };
        push(&queue, CROWD, 0);
        assert_eq!(queue.group_now().len(), CROWD);
        queue.took(Duration::from_secs(10_800));
        std::thread::scope(|threads| {
            let next = threads.spawn(|| queue.next_group().len());
            let sleeps_until = loop {
                match queue.lanes().sleeps_until {
                    Some(count) => break count,
                    None => std::thread::yield_now(),
                }
            };
            push(&queue, GATHERED, 0);
            assert_eq!((sleeps_until, next.join().unwrap()), (GATHERED, GATHERED));
        });
        queue.close();
        while !queue.next_group().is_empty() {}
    }
}
