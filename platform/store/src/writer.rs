//! The one writer: takes what is queued, decides and writes it as one transaction, commits, answers.
//!
//! The group is a stepping machine without a thread of its own ([`Writer::commit_group`]), so that the simulator can choose
//! group borders and crash points; [`crate::Store`] runs it on a thread.

use std::sync::Arc;
use std::time::{Duration, Instant};

use kernel::id::IdGenerator;
use kernel::{Context, Timestamp};
use tokio::sync::watch;

use crate::engine::Connection;
use crate::error::StoreError;
use crate::group::{Care, Verdict, run_jobs};
use crate::job::Job;
use crate::meter::Meter;
use crate::once::{Keys, told, write_idempotency};
use crate::queue::Queue;
use crate::revision::Revisions;
use crate::tx::Tx;
use crate::value::{Kind, Table, Value};

const EVENTS: Table = Table {
    name: "events",
    columns: &[
        ("position", Kind::Int),
        ("kind", Kind::Text),
        ("subject", Kind::Text),
        ("at", Kind::Int),
        ("actor", Kind::Text),
        ("reason", Kind::Text),
        ("data", Kind::Text),
    ],
    key: &["position"],
};

/// Where a group can be struck by a crash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// All is written, nothing committed.
    Written,
    /// Committed, nobody answered yet.
    Committed,
}

/// A clock, so that the simulator can bend it.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_ms(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// What is stored of the writer itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) groups: i64,
    pub(crate) last_ms: i64,
    pub(crate) last_id: i64,
    pub(crate) last_position: i64,
}

pub(crate) fn read_state(connection: &mut dyn Connection) -> Result<State, StoreError> {
    let rows = connection.query("SELECT groups, last_ms, last_id, last_position FROM store_state WHERE id = 1", &[])?;
    let row = rows.first().ok_or_else(|| StoreError::misuse("store_state is empty"))?;
    Ok(State { groups: row.int(0)?, last_ms: row.int(1)?, last_id: row.int(2)?, last_position: row.int(3)? })
}

type Reopen = Box<dyn Fn() -> Result<Box<dyn Connection>, StoreError> + Send>;

pub(crate) struct Writer {
    connection: Box<dyn Connection>,
    reopen: Reopen,
    state: State,
    clock: Arc<dyn Clock>,
    ids: Arc<IdGenerator>,
    revisions: Arc<Revisions>,
    keys: Arc<Keys>,
    /// Whether it has read which idempotency keys were used: before its first group, and not before the store is open, for a full store has millions.
    knows_keys: bool,
    /// How long this group's bulk work took by itself.
    bulk: Duration,
    /// When bulk work last had its turn.
    bulk_at: Instant,
    /// Set after the connection was lost: the next group starts by opening a new one.
    broken: bool,
}

/// What became of a group.
pub(crate) struct Committed {
    /// Jobs that were not started: they go back to the head of the queue.
    pub(crate) left_over: Vec<Box<dyn Job>>,
    /// The position of the newest event.
    pub(crate) position: i64,
    /// How long the group's bulk work took by itself.
    pub(crate) bulk: Duration,
}

impl Writer {
    pub(crate) fn new(
        mut connection: Box<dyn Connection>,
        reopen: Reopen,
        clock: Arc<dyn Clock>,
        ids: Arc<IdGenerator>,
        revisions: Arc<Revisions>,
    ) -> Result<Self, StoreError> {
        let state = read_state(connection.as_mut())?;
        let keys = Arc::new(Keys::default());
        Ok(Self {
            connection,
            reopen,
            state,
            clock,
            ids,
            revisions,
            keys,
            knows_keys: false,
            bulk: Duration::ZERO,
            bulk_at: Instant::now(),
            broken: false,
        })
    }

    pub(crate) fn position(&self) -> i64 {
        self.state.last_position
    }

    /// Which idempotency keys were used.
    pub(crate) fn keys(&self) -> Arc<Keys> {
        Arc::clone(&self.keys)
    }

    /// Gets ready for the first group while nobody waits yet.
    pub(crate) fn warm_up(&mut self) {
        if let Err(error) = self.revive() {
            tracing::warn!(%error, "the used idempotency keys could not be read; tried again with the first group");
        }
        self.keys.were_read();
    }

    pub(crate) fn housekeeping(&mut self) {
        if let Err(error) = self.connection.housekeeping() {
            tracing::warn!(%error, "housekeeping of the store failed");
        }
    }

    /// Runs `jobs` as one transaction and answers them. `interrupt` may fail at a [`Stage`]; the group is then as lost as by
    /// a crash there, and nobody is answered.
    pub(crate) fn commit_group(
        &mut self,
        mut jobs: Vec<Box<dyn Job>>,
        interrupt: &mut dyn FnMut(Stage) -> Result<(), StoreError>,
    ) -> Committed {
        let mut verdicts: Vec<Option<Verdict>> = Vec::new();
        verdicts.resize_with(jobs.len(), || None);
        let result = self.revive().and_then(|()| self.write_group(&mut jobs, &mut verdicts, interrupt));
        match result {
            Ok(()) => {}
            Err(error) => {
                tracing::error!(%error, jobs = jobs.len(), "a group was lost");
                if !self.lose_group() {
                    let failure = match error {
                        StoreError::Unavailable(_) | StoreError::Taken(_) => error,
                        other => StoreError::Unavailable(other.to_string()),
                    };
                    verdicts.fill_with(|| Some(Err(failure.clone().into())));
                }
            }
        }
        let mut left_over = Vec::new();
        for (job, verdict) in jobs.into_iter().zip(verdicts) {
            match verdict {
                Some(verdict) => job.finish(verdict.map(told)),
                None => left_over.push(job),
            }
        }
        Committed { left_over, position: self.state.last_position, bulk: self.bulk }
    }

    /// After a failure: was the group kept all the same (its COMMIT arrived, the answer did not)?
    fn lose_group(&mut self) -> bool {
        let before = self.state.groups;
        let known = self.connection.rollback().and_then(|()| self.look());
        match known {
            Ok(()) => {}
            Err(_) => {
                self.broken = true;
                if let Err(error) = self.revive() {
                    tracing::error!(%error, "the store is out of reach");
                }
            }
        }
        self.state.groups > before
    }

    /// After a lost connection: a new one, and what the store itself says of the last group. At first: the keys that were used.
    fn revive(&mut self) -> Result<(), StoreError> {
        if self.broken {
            self.connection = (self.reopen)()?;
            self.look()?;
            self.broken = false;
        }
        if !self.knows_keys {
            self.keys.catch_up(self.connection.as_mut())?;
            self.knows_keys = true;
        }
        Ok(())
    }

    /// Takes what the store itself says of its last group.
    fn look(&mut self) -> Result<(), StoreError> {
        self.state = read_state(self.connection.as_mut())?;
        self.keys.catch_up(self.connection.as_mut())
    }

    fn write_group(
        &mut self,
        jobs: &mut [Box<dyn Job>],
        verdicts: &mut [Option<Verdict>],
        interrupt: &mut dyn FnMut(Stage) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.bulk = Duration::ZERO;
        let now = Timestamp::from_ms(self.clock.now().ms().max(self.state.last_ms));
        let state = self.state;
        let ids = Arc::clone(&self.ids);
        let context_of = |job: &(dyn Job + 'static)| {
            let submission = job.submission();
            Context::new(now, submission.actor.clone(), Arc::clone(&ids)).because(submission.reason.as_deref())
        };
        let first = jobs.first().map(|job| context_of(job.as_ref()));
        let Some(first) = first else { return Ok(()) };
        let revisions = Arc::clone(&self.revisions);
        self.connection.begin(true)?;
        let mut tx = Tx::new(self.connection.as_mut(), first.clone(), &revisions);
        let mut ran = run_jobs(&mut tx, &self.keys, jobs, verdicts, &context_of, Care::Whole, self.bulk_at)?;
        if ran.is_none() {
            // Somebody ended half-way: all of it once more, each with a way back of its own.
            self.connection.rollback()?;
            verdicts.fill_with(|| None);
            self.connection.begin(true)?;
            tx = Tx::new(self.connection.as_mut(), first, &revisions);
            ran = run_jobs(&mut tx, &self.keys, jobs, verdicts, &context_of, Care::Each, self.bulk_at)?;
        }
        if let Some(bulk) = ran.flatten() {
            self.bulk = bulk;
            self.bulk_at = Instant::now();
        }

        let events = std::mem::take(&mut tx.events);
        let touched = std::mem::take(&mut tx.touched);
        let last_position = write_events(&mut tx, events, state.last_position)?;
        let keys = write_idempotency(&mut tx, &self.keys, jobs, verdicts, now)?;
        let next = State {
            groups: state.groups.saturating_add(1),
            last_ms: now.ms(),
            last_id: self.ids.next(now.ms()),
            last_position,
        };
        tx.execute(
            "UPDATE store_state SET groups = $1, last_ms = $2, last_id = $3, last_position = $4 WHERE id = 1",
            &crate::args![next.groups, next.last_ms, next.last_id, next.last_position],
        )?;
        interrupt(Stage::Written)?;
        self.connection.commit()?;
        self.state = next;
        self.keys.add(&keys);
        touched.into_iter().for_each(|area| self.revisions.bump(area));
        interrupt(Stage::Committed)?;
        Ok(())
    }
}

/// Works off the queue, group by group, until it closes.
pub(crate) fn write_until_closed(writer: &mut Writer, queue: &Queue, announce: &watch::Sender<i64>, meter: &Meter) {
    writer.warm_up();
    loop {
        let jobs = queue.next_group();
        if jobs.is_empty() {
            return;
        }
        let (count, began) = (jobs.len(), Instant::now());
        let committed = writer.commit_group(jobs, &mut |_| Ok(()));
        let took = began.elapsed();
        meter.group(count.saturating_sub(committed.left_over.len()), took);
        queue.took(took);
        if !committed.bulk.is_zero() {
            queue.bulk_took(committed.bulk);
        }
        queue.put_back(committed.left_over);
        announce.send_if_modified(|position| std::mem::replace(position, committed.position) != committed.position);
        writer.housekeeping();
    }
}

fn write_events(tx: &mut Tx<'_>, events: Vec<crate::tx::PendingEvent>, last: i64) -> Result<i64, StoreError> {
    let mut position = last;
    let mut rows = Vec::with_capacity(events.len());
    for pending in events {
        position = position.saturating_add(1);
        rows.push(vec![
            Value::Int(position),
            Value::word(pending.event.kind),
            Value::from(pending.event.subject),
            Value::from(pending.context.now),
            Value::from(pending.context.actor.as_str()),
            Value::from(pending.context.reason.as_deref()),
            Value::from(pending.event.data),
        ]);
    }
    tx.insert(&EVENTS, rows)?;
    Ok(position)
}
