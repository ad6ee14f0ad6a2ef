//! Rows of a job's input that cannot be used as they are.

use std::collections::BTreeMap;
use std::str::FromStr;

use kernel::{Id, Refusal, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{CommandError, Event, Nothing, Read, StoreError, Tx, Value, args};

use crate::model::{JobId, JobState, Problem};
use crate::queries::job;
use crate::rows::{self, DECISIONS, JOBS, QUARANTINED};

/// Most rows of one statement.
const ROWS: usize = 1_000;

/// Where a quarantined row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowState {
    /// Waits for a person.
    Open,
    /// Corrected; the job is to try it again.
    Retried,
    /// What it became is written.
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

/// Why a row cannot be used: the code of a problem, the field and the offending cell (shortened), and the facts of its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowProblem {
    pub code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    #[serde(default)]
    pub value: String,
    #[serde(default)]
    pub facts: BTreeMap<String, String>,
}

/// A row that stands in quarantine. Its problem and its cells are the input's own, whatever people corrected; they hold no person's
/// data (its kind of job sees to that).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarantinedRow {
    /// The line of the input it begins on; its key within the job.
    pub line: i64,
    pub problem: RowProblem,
    pub cells: BTreeMap<String, String>,
    pub state: RowState,
    pub changed_at: Option<Timestamp>,
    pub changed_by: String,
    /// What people decided, oldest first. The newest correction alone is laid over the row.
    pub decisions: Vec<Decision>,
}

impl QuarantinedRow {
    /// The correction that is to be tried or that helped: JSON of the job's kind.
    pub fn correction(&self) -> Option<&str> {
        let counts = matches!(self.state, RowState::Retried | RowState::Resolved);
        self.decisions.last().filter(|_| counts)?.correction.as_deref()
    }
}

/// What a person decided about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// From 1, within the row.
    pub number: i64,
    /// JSON of the job's kind; `None`: the row is left out.
    pub correction: Option<String>,
    pub reason: Option<String>,
    pub at: Timestamp,
    pub by: String,
    /// The problem the row has with this correction, where it did not help.
    pub met: Option<RowProblem>,
}

/// Puts rows in quarantine; of a row that is there already nothing is changed. Set-wise; at most 2,000 rows a command.
pub fn quarantine(tx: &mut Tx<'_>, id: JobId, found: &[QuarantinedRow]) -> Result<(), StoreError> {
    let context = tx.context().clone();
    let mut written = Vec::with_capacity(found.len());
    for row in found {
        written.push(vec![
            Value::id(id),
            Value::Int(row.line),
            row.problem.code.as_str().into(),
            row.problem.field.as_deref().into(),
            row.problem.value.as_str().into(),
            Value::json(&row.problem.facts)?,
            Value::json(&row.cells)?,
            Value::word(row.state.word()),
            context.now.into(),
            context.actor.as_str().into(),
        ]);
    }
    tx.insert_new(&QUARANTINED, written)?;
    Ok(())
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
    let mut found: Vec<QuarantinedRow> = rows.iter().map(rows::quarantined_row).collect::<Result<_, _>>()?;
    if let (Some(first), Some(last)) = (found.first().map(|row| row.line), found.last().map(|row| row.line)) {
        let sql = format!("{} WHERE job = $1 AND line >= $2 AND line <= $3 ORDER BY line, number", rows::DECISION);
        let mut decided: BTreeMap<i64, Vec<Decision>> = BTreeMap::new();
        for row in read.query(&sql, &args![id.number(), first, last])? {
            let (line, decision) = rows::decision(&row)?;
            decided.entry(line).or_default().push(decision);
        }
        for row in &mut found {
            row.decisions = decided.remove(&row.line).unwrap_or_default();
        }
    }
    Ok(found)
}

/// One row; refused `quarantined_row_not_found`.
pub fn quarantined_row(read: &mut dyn Read, id: JobId, line: i64) -> Result<QuarantinedRow, CommandError> {
    let found = quarantined(read, id, None, line.saturating_sub(1), 1)?.into_iter().find(|row| row.line == line);
    let missing = || Refusal::not_found("quarantined_row_not_found").with("job", id).with("line", line);
    Ok(found.ok_or_else(missing)?)
}

/// The jobs before this one of which rows wait for a person, oldest first. Reads an index of the open rows.
pub fn jobs_with_open_rows(read: &mut dyn Read, before: JobId) -> Result<Vec<JobId>, StoreError> {
    let sql = "SELECT DISTINCT job FROM quarantined_rows WHERE state = 'open' AND job < $1 ORDER BY job";
    read.query(sql, &args![before.number()])?.iter().map(|row| row.id(0)).collect()
}

/// The jobs before this one of which a person left rows out, oldest first. Reads an index of those rows.
pub fn jobs_with_rows_left_out(read: &mut dyn Read, before: JobId) -> Result<Vec<JobId>, StoreError> {
    let sql = "SELECT DISTINCT job FROM quarantined_rows WHERE state = 'dropped_by_person' AND job < $1 ORDER BY job";
    read.query(sql, &args![before.number()])?.iter().map(|row| row.id(0)).collect()
}

/// How many rows of a job are in each state.
pub fn quarantine_counts(read: &mut dyn Read, id: JobId) -> Result<BTreeMap<RowState, u64>, StoreError> {
    let sql = "SELECT state, COUNT(*) FROM quarantined_rows WHERE job = $1 GROUP BY state";
    let rows = read.query(sql, &args![id.number()])?;
    rows.iter().map(|row| Ok((row.parsed(0)?, u64::try_from(row.int(1)?).unwrap_or_default()))).collect()
}

/// How many rows of a job wait for a person, counted up to `at_most`. Reads an index of the open rows.
pub fn open_rows_of(read: &mut dyn Read, id: JobId, at_most: i64) -> Result<i64, StoreError> {
    let sql =
        "SELECT COUNT(*) FROM (SELECT 1 FROM quarantined_rows WHERE state = 'open' AND job = $1 LIMIT $2) waiting";
    read.query_one(sql, &args![id.number(), at_most])?.map_or(Ok(0), |row| row.int(0))
}

/// How many rows of all jobs wait for a person, counted up to `at_most`. Reads an index of the open rows.
pub fn open_rows(read: &mut dyn Read, at_most: i64) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM quarantined_rows WHERE state = 'open' LIMIT $1) waiting";
    let row = read.query_one(sql, &args![at_most])?;
    Ok(row.map_or(Ok(0), |row| row.int(0))?.unsigned_abs())
}

/// A person put a row right: the correction (JSON of the job's kind) is kept beside the row, with who, when and why, and the job,
/// when it is at rest, is queued again from its beginning (a job knows what it did before). Refused while the row is not open,
/// and when the job was cancelled.
pub fn retry_row(tx: &mut Tx<'_>, id: JobId, line: i64, correction: &str) -> Result<Nothing, CommandError> {
    decide(tx, id, line, RowState::Retried, Some(correction))
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
    correction: Option<&str>,
) -> Result<Nothing, CommandError> {
    let row = quarantined_row(tx, id, line)?;
    if row.state != RowState::Open {
        let refusal = Refusal::conflict("quarantined_row_not_open").with("line", line).with("state", row.state.word());
        return Err(refusal.into());
    }
    let context = tx.context().clone();
    let number = row.decisions.last().map_or(1, |last| last.number.saturating_add(1));
    let (now, by) = (Value::from(context.now), Value::from(context.actor.as_str()));
    let reason = Value::from(context.reason.as_deref());
    let decision = vec![Value::id(id), line.into(), number.into(), correction.into(), reason, now, by, Value::Null];
    tx.insert(&DECISIONS, vec![decision])?;
    set_state(tx, id, &[line], state)?;
    tx.publish(Event::new("jobs.quarantined_row_decided.v1", id, &json!({ "line": line, "state": state.word() }))?);
    queue_again(tx, id)?;
    Ok(Nothing)
}

/// What these rows became was written in this very transaction. Lines that stand in no quarantine are passed over.
pub fn resolve_rows(tx: &mut Tx<'_>, id: JobId, lines: &[i64]) -> Result<(), StoreError> {
    set_state(tx, id, lines, RowState::Resolved)
}

/// Another job wrote what these rows become: they are resolved, and their own job looks once more whether it still waits for
/// anything.
pub fn resolve_elsewhere(tx: &mut Tx<'_>, id: JobId, lines: &[i64]) -> Result<(), CommandError> {
    resolve_rows(tx, id, lines)?;
    queue_again(tx, id)
}

/// The newest corrections of these rows did not help: the rows are open again, and beside each correction stands what it met.
/// Each is line, number of the decision, problem.
pub fn reopen_rows(tx: &mut Tx<'_>, id: JobId, found: &[(i64, i64, RowProblem)]) -> Result<(), StoreError> {
    let mut met = Vec::with_capacity(found.len());
    for (line, number, problem) in found {
        met.push(vec![Value::id(id), Value::Int(*line), Value::Int(*number), Value::json(problem)?]);
    }
    tx.update(&DECISIONS, &["met"], met)?;
    let lines: Vec<i64> = found.iter().map(|(line, ..)| *line).collect();
    set_state(tx, id, &lines, RowState::Open)
}

/// Rows that were refused when they were to be used. New ones go into quarantine; of those that are there already, the ones being
/// retried are open again with what they met. Set-wise; at most 2,000 rows a command.
pub fn put_back(tx: &mut Tx<'_>, id: JobId, found: &[QuarantinedRow]) -> Result<(), StoreError> {
    quarantine(tx, id, found)?;
    let problems: BTreeMap<i64, &RowProblem> = found.iter().map(|row| (row.line, &row.problem)).collect();
    let tried = being_retried(tx, id)?;
    let met: Vec<_> = tried
        .into_iter()
        .filter_map(|(line, number)| problems.get(&line).map(|problem| (line, number, (*problem).clone())))
        .collect();
    reopen_rows(tx, id, &met)
}

/// The job came to rest and tries nothing more: whatever it was to try again is open again, with the reason.
pub(crate) fn reopen_all(tx: &mut Tx<'_>, id: JobId, problem: &Problem) -> Result<(), StoreError> {
    let Problem { code, facts } = problem.clone();
    let problem = RowProblem { code, field: None, value: String::new(), facts };
    let met: Vec<_> =
        being_retried(tx, id)?.into_iter().map(|(line, number)| (line, number, problem.clone())).collect();
    met.chunks(ROWS).try_for_each(|met| reopen_rows(tx, id, met))
}

/// The rows a job is to try again: line, and the number of the newest decision.
fn being_retried(tx: &mut Tx<'_>, id: JobId) -> Result<Vec<(i64, i64)>, StoreError> {
    let sql = "SELECT q.line, MAX(d.number) FROM quarantined_rows q \
               JOIN quarantine_decisions d ON d.job = q.job AND d.line = q.line \
               WHERE q.job = $1 AND q.state = 'retried' GROUP BY q.line";
    tx.query(sql, &args![id.number()])?.iter().map(|row| Ok((row.int(0)?, row.int(1)?))).collect()
}

/// Says of rows in quarantine what stands in their cells, where that was not known when they came.
pub fn tell_cells(tx: &mut Tx<'_>, id: JobId, told: &[(i64, BTreeMap<String, String>)]) -> Result<(), StoreError> {
    let row = |(line, cells): &(i64, BTreeMap<String, String>)| {
        Ok(vec![Value::id(id), Value::Int(*line), Value::json(cells)?])
    };
    let rows = told.iter().map(row).collect::<Result<_, StoreError>>()?;
    tx.update(&QUARANTINED, &["cells"], rows)?;
    Ok(())
}

fn set_state(tx: &mut Tx<'_>, id: JobId, lines: &[i64], state: RowState) -> Result<(), StoreError> {
    let context = tx.context().clone();
    let (now, by) = (context.now, context.actor.as_str());
    let row = |line: &i64| vec![Value::id(id), (*line).into(), Value::word(state.word()), now.into(), by.into()];
    tx.update(&QUARANTINED, &["state", "changed_at", "changed_by"], lines.iter().map(row).collect())
}
