//! Rows of a job's input that cannot be used as they are.

use std::collections::BTreeMap;
use std::str::FromStr;

use kernel::{Id, Refusal, Timestamp};
use serde_json::json;
use store::{CommandError, Event, Nothing, Read, StoreError, Tx, Value, args};

use crate::model::{JobId, JobState};
use crate::queries::job;
use crate::rows::{self, JOBS, QUARANTINED};

/// Where a quarantined row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowState {
    /// Waits for a person.
    Open,
    /// Corrected; the job is to try it again.
    Retried,
    /// The correction made it usable.
    Resolved,
    /// A person decided to leave it out.
    DroppedByPerson,
}

impl RowState {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Retried => "retried",
            Self::Resolved => "resolved",
            Self::DroppedByPerson => "dropped_by_person",
        }
    }
}

impl FromStr for RowState {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let all = [Self::Open, Self::Retried, Self::Resolved, Self::DroppedByPerson];
        let known = all.into_iter().find(|state| state.word() == text);
        known.ok_or_else(|| {
            Refusal::invalid("unknown_row_state").with("text", text.chars().take(40).collect::<String>())
        })
    }
}

/// A row that stands in quarantine. Its cells are those its kind of job may show: never a person's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarantinedRow {
    /// The line of the input it begins on; its key within the job.
    pub line: i64,
    /// The code of the problem.
    pub problem: String,
    pub field: Option<String>,
    /// The offending cell, shortened.
    pub value: String,
    pub facts: BTreeMap<String, String>,
    pub cells: BTreeMap<String, String>,
    pub state: RowState,
    /// JSON of what a person put right.
    pub fixed: Option<String>,
    pub changed_at: Option<Timestamp>,
    pub changed_by: String,
}

/// Puts rows in quarantine. A row that is there already is put right: its problem is the newest, and a correction that did not
/// help makes it open again. Set-wise; at most 2,000 rows a command.
pub fn quarantine(tx: &mut Tx<'_>, id: JobId, found: &[QuarantinedRow]) -> Result<(), StoreError> {
    let context = tx.context().clone();
    let mut written = Vec::with_capacity(found.len());
    for row in found {
        written.push(vec![
            Value::id(id),
            Value::Int(row.line),
            row.problem.as_str().into(),
            row.field.as_deref().into(),
            row.value.as_str().into(),
            Value::json(&row.facts)?,
            Value::json(&row.cells)?,
            Value::word(row.state.word()),
            row.fixed.as_deref().into(),
            context.now.into(),
            context.actor.as_str().into(),
        ]);
    }
    tx.upsert(&QUARANTINED, written)
}

/// The rows of a job, by line, after `after`; all states or one.
pub fn quarantined(
    read: &mut dyn Read,
    id: JobId,
    state: Option<RowState>,
    after: i64,
    limit: i64,
) -> Result<Vec<QuarantinedRow>, StoreError> {
    let rows = match state {
        Some(state) => {
            let sql =
                format!("{} WHERE job = $1 AND line > $2 AND state = $3 ORDER BY line LIMIT $4", rows::QUARANTINED_ROW);
            read.query(&sql, &args![id.number(), after, state.word(), limit])?
        }
        None => {
            let sql = format!("{} WHERE job = $1 AND line > $2 ORDER BY line LIMIT $3", rows::QUARANTINED_ROW);
            read.query(&sql, &args![id.number(), after, limit])?
        }
    };
    rows.iter().map(rows::quarantined_row).collect()
}

/// One row; refused `quarantined_row_not_found`.
pub fn quarantined_row(read: &mut dyn Read, id: JobId, line: i64) -> Result<QuarantinedRow, CommandError> {
    let sql = format!("{} WHERE job = $1 AND line = $2", rows::QUARANTINED_ROW);
    let row = read.query_one(&sql, &args![id.number(), line])?;
    let missing = || Refusal::not_found("quarantined_row_not_found").with("job", id).with("line", line);
    Ok(rows::quarantined_row(&row.ok_or_else(missing)?)?)
}

/// A person put a row right: it is kept with its correction (JSON of the job's kind), and the job, when it is at rest, is
/// queued again from its beginning (a job knows what it did before). Refused while the row is not open, and when the job was
/// cancelled.
pub fn retry_row(tx: &mut Tx<'_>, id: JobId, line: i64, fixed: &str) -> Result<Nothing, CommandError> {
    decide(tx, id, line, RowState::Retried, Some(fixed))
}

/// A person leaves a row out for good; the job looks once more whether it still waits for anything.
pub fn drop_row(tx: &mut Tx<'_>, id: JobId, line: i64) -> Result<Nothing, CommandError> {
    decide(tx, id, line, RowState::DroppedByPerson, None)
}

fn queue_again(tx: &mut Tx<'_>, id: JobId) -> Result<(), CommandError> {
    let found = job(tx, id)?;
    if found.state == JobState::Cancelled {
        return Err(Refusal::conflict("job_is_over").with("job", id).with("state", found.state).into());
    }
    if found.state.rests() {
        let row = vec![
            Value::id(id),
            Value::word(JobState::Queued.word()),
            Value::word(""),
            Value::Null,
            Value::Null,
            tx.context().now.into(),
            found.version.saturating_add(1).into(),
        ];
        tx.update(&JOBS, &["state", "position", "problem", "ended_at", "changed_at", "version"], vec![row])?;
    }
    Ok(())
}

fn decide(
    tx: &mut Tx<'_>,
    id: JobId,
    line: i64,
    state: RowState,
    fixed: Option<&str>,
) -> Result<Nothing, CommandError> {
    let row = quarantined_row(tx, id, line)?;
    if row.state != RowState::Open {
        let refusal = Refusal::conflict("quarantined_row_not_open").with("line", line).with("state", row.state.word());
        return Err(refusal.into());
    }
    let context = tx.context().clone();
    let values = vec![
        Value::id(id),
        Value::Int(line),
        Value::word(state.word()),
        fixed.into(),
        context.now.into(),
        context.actor.as_str().into(),
    ];
    tx.update(&QUARANTINED, &["state", "fixed", "changed_at", "changed_by"], vec![values])?;
    tx.publish(Event::new("jobs.quarantined_row_decided.v1", id, &json!({ "line": line, "state": state.word() }))?);
    queue_again(tx, id)?;
    Ok(Nothing)
}

/// The corrections of these lines made them usable.
pub fn resolve_rows(tx: &mut Tx<'_>, id: JobId, lines: &[i64]) -> Result<(), StoreError> {
    let now = tx.context().now;
    let row = |line: &i64| vec![Value::id(id), Value::Int(*line), Value::word(RowState::Resolved.word()), now.into()];
    tx.update(&QUARANTINED, &["state", "changed_at"], lines.iter().map(row).collect())
}
