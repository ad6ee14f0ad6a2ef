//! What is done with the jobs of one group: batches together, then the others one by one.

use std::any::TypeId;
use std::time::{Duration, Instant};

use kernel::Context;

use crate::error::{CommandError, StoreError};
use crate::job::{Job, Lane, Runner};
use crate::once::{Keys, answer_repeated};
use crate::tx::{Tried, Tx};

/// A group takes about this much work before it commits.
const GROUP_TIME: Duration = Duration::from_millis(20);

/// So long bulk work waits at most while groups are full.
const BULK_PATIENCE: Duration = Duration::from_millis(200);

/// What became of a job: a reference, or why nothing became of it.
pub(crate) type Verdict = Result<Option<String>, CommandError>;

/// How a group is kept from what a job of it left half-done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Care {
    /// By ending the whole group, which is then run again. Hardly a job ends half-way, and a savepoint a job costs each of them.
    Whole,
    /// By a savepoint a job.
    Each,
}

/// Runs the jobs of a group, batches first; how long the bulk work among them took. `None`: a job ended half-way, and the group is to be
/// run again with more care.
pub(crate) fn run_jobs(
    tx: &mut Tx<'_>,
    keys: &Keys,
    jobs: &mut [Box<dyn Job>],
    verdicts: &mut [Option<Verdict>],
    context_of: &dyn Fn(&(dyn Job + 'static)) -> Context,
    care: Care,
    bulk_at: Instant,
) -> Result<Option<Option<Duration>>, StoreError> {
    let started = Instant::now();
    let postponed = answer_repeated(tx, keys, jobs, verdicts)?;
    for (runner, places) in batches(jobs, verdicts, &postponed) {
        if !run_batch(tx, jobs, verdicts, runner, &places, context_of, care)? {
            return Ok(None);
        }
    }
    let (mut alone, mut bulk_took) = (false, None);
    for (place, job) in jobs.iter_mut().enumerate() {
        let free = verdicts.get(place).is_some_and(Option::is_none);
        let lane = job.submission().lane;
        let bulk = lane == Lane::Bulk;
        // In a flood, groups are full of people's work: bulk work then has its turn now and again, whatever the group took. And one
        // command has its turn in every group, however long the batches took.
        let patient = match lane {
            Lane::Interactive => alone,
            Lane::Overdue => false,
            Lane::Bulk => bulk_at.elapsed() < BULK_PATIENCE,
        };
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

pub(crate) fn set(verdicts: &mut [Option<Verdict>], place: usize, verdict: Verdict) {
    if let Some(slot) = verdicts.get_mut(place) {
        *slot = Some(verdict);
    }
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
