//! Running jobs: taking one up, chunk by chunk, until it is done, cancelled, or the server stops.

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use cell::{Cell, Part};
use kernel::{Actor, Refusal};
use serde_json::json;
use store::{CommandError, Event, Nothing, StoreError, Submission, Tx, Value};

use crate::model::{Job, JobId, JobState, Problem};
use crate::quarantine;
use crate::queries;
use crate::rows::JOBS;

/// A kind of job: what its name makes of a job's input.
pub trait JobKind: Send + Sync + 'static {
    /// Stored with the job.
    fn name(&self) -> &'static str;
    /// Takes a job up, at its beginning or at its position. Writes nothing.
    fn begin(&self, cell: &Arc<Cell>, job: &Job) -> Result<Box<dyn Work>, CommandError>;
    /// Called after a job came to rest, for letting go of what it kept outside the store. Must bear being called again.
    fn ended(&self, _cell: &Arc<Cell>, _job: &Job) -> Result<(), CommandError> {
        Ok(())
    }
}

/// A job that was taken up.
pub trait Work: Send {
    /// Does the next chunk. It writes through [`Running::commit`] only, so its position and its effects are one transaction.
    fn step(&mut self, running: &mut Running) -> Result<Step, CommandError>;
}

/// What a step came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    More,
    /// Everything is done; the report is JSON.
    Done {
        report: String,
    },
    /// As far as it goes without a person.
    Waiting {
        report: String,
    },
}

/// How far a job is, for a progress bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub done: i64,
    pub total: i64,
}

/// The running job as its work sees it.
pub struct Running {
    cell: Arc<Cell>,
    job: Job,
}

/// The code of "somebody else moved this job on": never shown, the runner looks again.
const MOVED_ON: &str = "job_moved_on";

impl Running {
    pub fn cell(&self) -> &Arc<Cell> {
        &self.cell
    }
    pub fn job(&self) -> &Job {
        &self.job
    }
    /// Who the job's writes are by: whoever queued it.
    pub fn actor(&self) -> Actor {
        Actor::new(&self.job.created_by)
    }

    /// Says how far it is without writing it: for steps that changed nothing.
    pub fn passed(&mut self, progress: Progress) {
        self.job.done = progress.done;
        self.job.total = progress.total;
    }

    /// Runs a chunk on the bulk lane: `work` and the new position (JSON) are one transaction. Refused when the job is to be
    /// cancelled or was moved on by somebody else; nothing is written then.
    pub fn commit(
        &mut self,
        position: String,
        progress: Progress,
        mut work: impl FnMut(&mut Tx<'_>) -> Result<(), CommandError> + Send + 'static,
    ) -> Result<(), CommandError> {
        let (id, version) = (self.job.id, self.job.version);
        let written = position.clone();
        self.submit(move |tx| {
            let found = queries::job(tx, id)?;
            if found.version != version || found.state.rests() {
                return Err(Refusal::conflict(MOVED_ON).into());
            }
            if found.cancel_asked {
                return Err(Refusal::conflict("job_cancelled").with("job", id).into());
            }
            work(tx)?;
            let row = vec![
                Value::id(id),
                Value::word(JobState::Running.word()),
                written.as_str().into(),
                progress.done.into(),
                progress.total.into(),
                tx.context().now.into(),
                version.saturating_add(1).into(),
            ];
            tx.update(&JOBS, &["state", "position", "done", "total", "changed_at", "version"], vec![row])?;
            Ok(Nothing)
        })?;
        self.job.version = version.saturating_add(1);
        self.job.state = JobState::Running;
        self.job.position = position;
        self.passed(progress);
        Ok(())
    }

    fn submit(
        &self,
        work: impl FnMut(&mut Tx<'_>) -> Result<Nothing, CommandError> + Send + 'static,
    ) -> Result<(), CommandError> {
        let reason = format!("job {}", self.job.id);
        let submission = Submission::by(&self.actor()).because(Some(&reason)).bulk();
        self.cell.store.submit_blocking(submission, work).map(|_| ())
    }

    fn end(&mut self, state: JobState, report: Option<String>, problem: Option<&Problem>) -> Result<(), CommandError> {
        let (id, version, kind) = (self.job.id, self.job.version, self.job.kind.clone());
        let (done, total) = (self.job.done, self.job.total);
        let problem_text = problem.map(Value::json).transpose()?.unwrap_or(Value::Null);
        let kept = report.or_else(|| self.job.report.clone());
        let written = kept.clone();
        // What it did not come to try is open again: nobody waits for a job that is over.
        let untried = match state {
            JobState::Failed => problem.cloned(),
            JobState::Cancelled => Some(Problem::from(&Refusal::conflict("job_cancelled").with("job", id))),
            _ => None,
        };
        self.submit(move |tx| {
            if queries::job(tx, id)?.version != version {
                return Err(Refusal::conflict(MOVED_ON).into());
            }
            let now = tx.context().now;
            let row = vec![
                Value::id(id),
                Value::word(state.word()),
                written.as_deref().into(),
                problem_text.clone(),
                done.into(),
                total.into(),
                now.into(),
                now.into(),
                version.saturating_add(1).into(),
            ];
            let sets = ["state", "report", "problem", "done", "total", "changed_at", "ended_at", "version"];
            tx.update(&JOBS, &sets, vec![row])?;
            if let Some(problem) = &untried {
                quarantine::reopen_all(tx, id, problem)?;
            }
            tx.publish(Event::new("jobs.job_ended.v1", id, &json!({ "kind": kind, "state": state.word() }))?);
            Ok(Nothing)
        })?;
        self.job.version = version.saturating_add(1);
        self.job.state = state;
        self.job.report = kept;
        self.job.problem = problem.cloned();
        Ok(())
    }
}

/// One job of a cell runs at a time.
#[derive(Default)]
pub struct Desk {
    busy: Mutex<()>,
}

impl Part for Desk {
    fn of(_: &Cell) -> Self {
        Self::default()
    }
}

/// Runs one job until it rests or `stop` says so (then it goes on another time), telling its progress after each step. Waits
/// while another job of the cell runs. The job as it then stands.
pub fn run_job(
    cell: &Arc<Cell>,
    kinds: &[&dyn JobKind],
    id: JobId,
    stop: &dyn Fn() -> bool,
    progress: &mut dyn FnMut(&Job),
) -> Result<Job, CommandError> {
    let desk = cell.part::<Desk>();
    let _alone = desk.busy.lock().unwrap_or_else(PoisonError::into_inner);
    let job = cell.store.read_blocking(|read| queries::job(read, id))?;
    if job.state.rests() {
        return Ok(job);
    }
    let kind = kinds.iter().find(|kind| kind.name() == job.kind).copied();
    let mut running = Running { cell: Arc::clone(cell), job };
    let end = match kind {
        Some(kind) => work_through(kind, &mut running, stop, progress),
        None => Err(Refusal::conflict("job_kind_unknown").with("kind", &running.job.kind).into()),
    };
    match end {
        Ok(()) => {}
        Err(CommandError::Refused(refusal)) if refusal.code == MOVED_ON => {}
        Err(CommandError::Refused(refusal)) if refusal.code == "job_cancelled" => {
            refresh(&mut running)?;
            running.end(JobState::Cancelled, None, None)?;
        }
        // Nothing of the chunk was kept; the store may be back later.
        Err(CommandError::Failed(StoreError::Unavailable(why))) => return Err(StoreError::Unavailable(why).into()),
        Err(CommandError::Refused(refusal)) => {
            refresh(&mut running)?;
            running.end(JobState::Failed, None, Some(&Problem::from(&refusal)))?;
        }
        Err(CommandError::Failed(failure)) => {
            tracing::error!(job = %id, %failure, "a job failed");
            refresh(&mut running)?;
            let facts = [("job".to_owned(), id.to_string())].into();
            running.end(JobState::Failed, None, Some(&Problem { code: "job_failed".to_owned(), facts }))?;
        }
    }
    let job = cell.store.read_blocking(|read| queries::job(read, id))?;
    if let Some(kind) = kind.filter(|_| job.state.rests()) {
        kind.ended(cell, &job)?;
    }
    progress(&job);
    Ok(job)
}

fn refresh(running: &mut Running) -> Result<(), CommandError> {
    let id = running.job.id;
    running.job = running.cell.store.read_blocking(|read| queries::job(read, id))?;
    Ok(())
}

fn work_through(
    kind: &dyn JobKind,
    running: &mut Running,
    stop: &dyn Fn() -> bool,
    progress: &mut dyn FnMut(&Job),
) -> Result<(), CommandError> {
    let mut work = kind.begin(&running.cell, &running.job)?;
    while !stop() {
        match work.step(running)? {
            Step::More => progress(&running.job),
            Step::Done { report } => return running.end(JobState::Done, Some(report), None),
            Step::Waiting { report } => return running.end(JobState::Waiting, Some(report), None),
        }
    }
    Ok(())
}

/// Runs the jobs of a cell as they come, on this thread, until `stop` says so or the store closes. Holds the cell only while a
/// job runs, so an idle cell can be closed.
pub fn follow(cell: &Weak<Cell>, kinds: &[&dyn JobKind], stop: &dyn Fn() -> bool) {
    let Some(store) = cell.upgrade().map(|cell| Arc::clone(&cell.store)) else { return };
    let position = store.position();
    while !stop() {
        let newest = *position.borrow();
        let next = store.read_blocking(|read| queries::next_job(read));
        let tried = match next {
            Ok(None) => {
                wait_for_news(&position, newest, stop);
                continue;
            }
            Ok(Some(job)) => {
                let Some(cell) = cell.upgrade() else { return };
                run_job(&cell, kinds, job.id, stop, &mut |_| ()).map(|_| ())
            }
            Err(error) => Err(error.into()),
        };
        match tried {
            Ok(()) => {}
            Err(CommandError::Failed(StoreError::Unavailable(why))) if why.contains("closing") => return,
            Err(error) => {
                tracing::warn!(%error, "jobs wait and are tried again");
                pause(stop, 50);
            }
        }
    }
}

/// Until an event is written (queueing a job writes one), or a second passed.
fn wait_for_news(position: &tokio::sync::watch::Receiver<i64>, newest: i64, stop: &dyn Fn() -> bool) {
    for _ in 0..50 {
        if *position.borrow() != newest || stop() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn pause(stop: &dyn Fn() -> bool, tens_of_ms: u32) {
    for _ in 0..tens_of_ms {
        if stop() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}
