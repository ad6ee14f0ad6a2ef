//! Queue a job, cancel one.

use kernel::Refusal;
use serde_json::json;
use store::{CommandError, Event, Nothing, Tx, Value};

use crate::model::{JobId, JobState, NewJob, Problem};
use crate::quarantine;
use crate::queries::job;
use crate::rows::JOBS;

/// Puts a job in the queue; a runner of its cell takes it up.
pub fn queue_job(tx: &mut Tx<'_>, new: &NewJob) -> Result<JobId, CommandError> {
    let context = tx.context().clone();
    let id: JobId = context.new_id();
    let row = vec![
        Value::id(id),
        Value::word(new.kind),
        Value::word(JobState::Queued.word()),
        new.input.as_str().into(),
        new.upload.map(|hash| hash.to_string()).into(),
        Value::word(""),
        Value::Int(0),
        Value::Int(0),
        Value::Null,
        Value::Null,
        false.into(),
        context.actor.as_str().into(),
        context.now.into(),
        context.now.into(),
        Value::Null,
        Value::Int(1),
    ];
    tx.insert(&JOBS, vec![row])?;
    tx.publish(Event::new("jobs.job_queued.v1", id, &json!({ "kind": new.kind }))?);
    Ok(id)
}

/// Asks a job to stop. One that has not begun is cancelled at once; one that runs stops before its next chunk, and what it did
/// stays done. Refused `job_is_over` when it is at rest.
pub fn cancel_job(tx: &mut Tx<'_>, id: JobId) -> Result<Nothing, CommandError> {
    let found = job(tx, id)?;
    if found.state.rests() {
        return Err(Refusal::conflict("job_is_over").with("job", id).with("state", found.state).into());
    }
    let now = tx.context().now;
    let (state, ended) = match found.state {
        JobState::Queued => (JobState::Cancelled, Value::from(now)),
        other => (other, Value::Null),
    };
    let row = vec![Value::id(id), Value::word(state.word()), true.into(), now.into(), ended];
    tx.update(&JOBS, &["state", "cancel_asked", "changed_at", "ended_at"], vec![row])?;
    if state == JobState::Cancelled {
        let problem = Problem::from(&Refusal::conflict("job_cancelled").with("job", id));
        quarantine::reopen_all(tx, id, &problem)?;
    }
    tx.publish(Event::new("jobs.job_cancel_asked.v1", id, &json!({ "kind": found.kind }))?);
    Ok(Nothing)
}
