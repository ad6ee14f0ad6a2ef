//! The one writer: takes what is queued, decides and writes it as one transaction, commits, answers.
//!
//! The group is a stepping machine without a thread of its own ([`Writer::commit_group`]), so that the simulator can choose
//! group borders and crash points; [`crate::Store`] runs it on a thread.

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use kernel::id::IdGenerator;
use kernel::{Context, Refusal, RefusalKind, Timestamp};

use crate::engine::Connection;
use crate::error::{CommandError, StoreError};
use crate::job::{Idempotency, Job, Lane, Runner};
use crate::revision::Revisions;
use crate::tx::{Read, Tried, Tx};
use crate::value::{Kind, Table, Value};

/// A group takes about this much work before it commits.
const GROUP_TIME: Duration = Duration::from_millis(20);

/// So long bulk work waits at most while groups are full.
const BULK_PATIENCE: Duration = Duration::from_millis(200);

const IDEMPOTENCY_KEYS: Table = Table {
    name: "idempotency_keys",
    columns: &[("key", Kind::Blob), ("fingerprint", Kind::Blob), ("reference", Kind::Text), ("at", Kind::Int)],
    key: &["key"],
};

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

type Verdict = Result<Option<String>, CommandError>;

impl Writer {
    pub(crate) fn new(
        mut connection: Box<dyn Connection>,
        reopen: Reopen,
        clock: Arc<dyn Clock>,
        ids: Arc<IdGenerator>,
        revisions: Arc<Revisions>,
    ) -> Result<Self, StoreError> {
        let state = read_state(connection.as_mut())?;
        Ok(Self {
            connection,
            reopen,
            state,
            clock,
            ids,
            revisions,
            bulk: Duration::ZERO,
            bulk_at: Instant::now(),
            broken: false,
        })
    }

    pub(crate) fn position(&self) -> i64 {
        self.state.last_position
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
        let known = self.connection.rollback().and_then(|()| read_state(self.connection.as_mut()));
        match known {
            Ok(state) => self.state = state,
            Err(_) => {
                self.broken = true;
                if let Err(error) = self.revive() {
                    tracing::error!(%error, "the store is out of reach");
                }
            }
        }
        self.state.groups > before
    }

    /// After a lost connection: a new one, and what the store itself says of the last group.
    fn revive(&mut self) -> Result<(), StoreError> {
        if self.broken {
            self.connection = (self.reopen)()?;
            self.state = read_state(self.connection.as_mut())?;
            self.broken = false;
        }
        Ok(())
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
        let mut ran = run_jobs(&mut tx, jobs, verdicts, &context_of, Care::Whole, self.bulk_at)?;
        if ran.is_none() {
            // Somebody ended half-way: all of it once more, each with a way back of its own.
            self.connection.rollback()?;
            verdicts.fill_with(|| None);
            self.connection.begin(true)?;
            tx = Tx::new(self.connection.as_mut(), first, &revisions);
            ran = run_jobs(&mut tx, jobs, verdicts, &context_of, Care::Each, self.bulk_at)?;
        }
        if let Some(bulk) = ran.flatten() {
            self.bulk = bulk;
            self.bulk_at = Instant::now();
        }

        let events = std::mem::take(&mut tx.events);
        let touched = std::mem::take(&mut tx.touched);
        let last_position = write_events(&mut tx, events, state.last_position)?;
        write_idempotency(&mut tx, jobs, verdicts, now)?;
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
        touched.into_iter().for_each(|area| self.revisions.bump(area));
        interrupt(Stage::Committed)?;
        Ok(())
    }
}

/// How a group is kept from what a job of it left half-done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Care {
    /// By ending the whole group, which is then run again. Hardly a job ends half-way, and a savepoint a job costs each of them.
    Whole,
    /// By a savepoint a job.
    Each,
}

/// Runs the jobs of a group, batches first; how long the bulk work among them took. `None`: a job ended half-way, and the group is to be
/// run again with more care.
fn run_jobs(
    tx: &mut Tx<'_>,
    jobs: &mut [Box<dyn Job>],
    verdicts: &mut [Option<Verdict>],
    context_of: &dyn Fn(&(dyn Job + 'static)) -> Context,
    care: Care,
    bulk_at: Instant,
) -> Result<Option<Option<Duration>>, StoreError> {
    let started = Instant::now();
    let postponed = answer_repeated(tx, jobs, verdicts)?;
    for (runner, places) in batches(jobs, verdicts, &postponed) {
        if !run_batch(tx, jobs, verdicts, runner, &places, context_of, care)? {
            return Ok(None);
        }
    }
    let (mut alone, mut bulk_took) = (false, None);
    for (place, job) in jobs.iter_mut().enumerate() {
        let free = verdicts.get(place).is_some_and(Option::is_none);
        let bulk = job.submission().lane == Lane::Bulk;
        // In a flood, groups are full of people's work: bulk work then has its turn now and again, whatever the group took. And one
        // command has its turn in every group, however long the batches took.
        let patient = if bulk { bulk_at.elapsed() < BULK_PATIENCE } else { alone };
        let late = patient && started.elapsed() > GROUP_TIME;
        if !free || job.batch().is_some() || postponed.contains(&place) || late {
            continue;
        }
        alone = true;
        let begun = Instant::now();
        tx.enter(context_of(job.as_ref()));
        // Bulk work is long: nobody runs again for its sake.
        let verdict = if care == Care::Each || bulk {
            tx.attempt(|tx| job.run(tx))
        } else {
            match tx.try_out(|tx| job.run(tx)) {
                Tried::Clean(verdict) => verdict,
                Tried::Spoilt => return Ok(None),
            }
        };
        if let Err(CommandError::Failed(error)) = &verdict
            && error.is_fatal()
        {
            return Err(error.clone());
        }
        set(verdicts, place, verdict.map(Some));
        if bulk {
            bulk_took = Some(bulk_took.unwrap_or(Duration::ZERO).saturating_add(begun.elapsed()));
        }
    }
    Ok(Some(bulk_took))
}

/// The reference that an earlier request with this key and fingerprint answered with.
pub fn repeated(read: &mut dyn Read, once: &Idempotency) -> Result<Option<String>, StoreError> {
    let row = read.query_one(
        "SELECT fingerprint, reference FROM idempotency_keys WHERE key = $1",
        &[Value::Blob(once.key.to_vec())],
    )?;
    let Some(row) = row else { return Ok(None) };
    Ok(if row.blob(0)? == once.fingerprint { Some(row.text(1)?.to_owned()) } else { None })
}

/// Marks, inside a group, a verdict that repeats an earlier request's reference.
const REPEATED: &str = "\u{1}";

/// What the caller is told: nothing for a fresh success (the job holds its answer), the reference for a repetition.
fn told(reference: Option<String>) -> Option<String> {
    reference.and_then(|text| text.strip_prefix(REPEATED).map(str::to_owned))
}

fn set(verdicts: &mut [Option<Verdict>], place: usize, verdict: Verdict) {
    if let Some(slot) = verdicts.get_mut(place) {
        *slot = Some(verdict);
    }
}

/// Answers the jobs whose idempotency key was used before; returns the places of those that must wait for the next group
/// because an earlier job of this group has the same key.
fn answer_repeated(
    tx: &mut Tx<'_>,
    jobs: &[Box<dyn Job>],
    verdicts: &mut [Option<Verdict>],
) -> Result<Vec<usize>, StoreError> {
    let mut asked: HashMap<[u8; 16], usize> = HashMap::new();
    let mut postponed = Vec::new();
    for (place, job) in jobs.iter().enumerate() {
        if let Some(idempotency) = &job.submission().idempotency
            && asked.insert(idempotency.key, place).is_some_and(|_| true)
        {
            postponed.push(place);
        }
    }
    if asked.is_empty() {
        return Ok(postponed);
    }
    let keys: Vec<Value> = asked.keys().map(|key| Value::Blob(key.to_vec())).collect();
    let rows =
        tx.query_in("SELECT key, fingerprint, reference FROM idempotency_keys WHERE key IN {list}", &[], &keys)?;
    if rows.is_empty() {
        return Ok(postponed);
    }
    let known: HashMap<&[u8], &crate::value::Row> =
        rows.iter().map(|row| Ok((row.blob(0)?, row))).collect::<Result<_, StoreError>>()?;
    for (place, job) in jobs.iter().enumerate() {
        let Some(idempotency) = &job.submission().idempotency else { continue };
        let Some(row) = known.get(idempotency.key.as_slice()) else { continue };
        let verdict = if row.blob(1)? == idempotency.fingerprint {
            Ok(Some(format!("{REPEATED}{}", row.text(2)?)))
        } else {
            Err(CommandError::Refused(Refusal::new(RefusalKind::Conflict, "idempotency_key_reused")))
        };
        set(verdicts, place, verdict);
    }
    Ok(postponed)
}

fn batches(jobs: &[Box<dyn Job>], verdicts: &[Option<Verdict>], postponed: &[usize]) -> Vec<(Runner, Vec<usize>)> {
    let mut found: Vec<(TypeId, Runner, Vec<usize>)> = Vec::new();
    for (place, job) in jobs.iter().enumerate() {
        let free = verdicts.get(place).is_some_and(Option::is_none) && !postponed.contains(&place);
        let Some((kind, runner)) = job.batch().filter(|_| free) else { continue };
        match found.iter_mut().find(|(other, _, _)| *other == kind) {
            Some((_, _, places)) => places.push(place),
            None => found.push((kind, runner, vec![place])),
        }
    }
    found.into_iter().map(|(_, runner, places)| (runner, places)).collect()
}

/// Runs the members of a batch; `false` where the group is to be run again with more care.
fn run_batch(
    tx: &mut Tx<'_>,
    jobs: &mut [Box<dyn Job>],
    verdicts: &mut [Option<Verdict>],
    runner: Runner,
    places: &[usize],
    context_of: &dyn Fn(&(dyn Job + 'static)) -> Context,
    care: Care,
) -> Result<bool, StoreError> {
    let mut members: Vec<(Context, &mut (dyn Job + 'static))> = Vec::with_capacity(places.len());
    for (place, job) in jobs.iter_mut().enumerate() {
        if places.binary_search(&place).is_ok() {
            members.push((context_of(job.as_ref()), job.as_mut()));
        }
    }
    let mut together = None;
    let mut all = |tx: &mut Tx<'_>| {
        together = Some(runner(tx, &mut members)?);
        Ok(())
    };
    let attempt = match care {
        Care::Each => tx.attempt(all),
        Care::Whole => match tx.try_out(&mut all) {
            Tried::Clean(end) => end,
            Tried::Spoilt => return Ok(false),
        },
    };
    match (attempt, together) {
        (Ok(()), Some(results)) => {
            for (place, result) in places.iter().zip(results) {
                set(verdicts, *place, result.map(Some));
            }
            Ok(true)
        }
        (Err(CommandError::Failed(error)), _) if error.is_fatal() => Err(error),
        (attempt, _) => {
            // The alarm went off (a constraint, a fault in one plan): find the culprit, keep the rest.
            tracing::warn!(?attempt, plans = places.len(), "a batch is run one by one");
            for (place, member) in places.iter().zip(members.iter_mut()) {
                let mut alone = None;
                let attempt = tx.attempt(|tx| {
                    let mut results = runner(tx, std::slice::from_mut(member))?;
                    alone = results.pop();
                    Ok(())
                });
                let verdict = match (attempt, alone) {
                    (Ok(()), Some(result)) => result.map(Some),
                    (Ok(()), None) => Err(StoreError::misuse("a batch of one answered nothing").into()),
                    (Err(CommandError::Failed(error)), _) if error.is_fatal() => return Err(error),
                    (Err(error), _) => Err(error),
                };
                set(verdicts, *place, verdict);
            }
            Ok(true)
        }
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

fn write_idempotency(
    tx: &mut Tx<'_>,
    jobs: &[Box<dyn Job>],
    verdicts: &[Option<Verdict>],
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for (job, verdict) in jobs.iter().zip(verdicts) {
        let (Some(idempotency), Some(Ok(Some(reference)))) = (&job.submission().idempotency, verdict) else { continue };
        if reference.starts_with(REPEATED) {
            continue;
        }
        rows.push(vec![
            Value::Blob(idempotency.key.to_vec()),
            Value::Blob(idempotency.fingerprint.to_vec()),
            Value::from(reference.as_str()),
            Value::from(now),
        ]);
    }
    tx.insert(&IDEMPOTENCY_KEYS, rows)
}
