//! Rows that cannot be used, and what people put right.

use std::collections::BTreeMap;

use jobs::{JobId, QuarantinedRow, RowProblem, RowState, UploadHash};
use order_file::{Correction, Corrections, Field, ReadFile, Unusable};
use store::{CommandError, Read};

use crate::input::ImportInput;

/// The corrections people made for this upload in this shop, whichever job met the row; `asking` is the job that reads.
pub(crate) fn corrections(
    read: &mut dyn Read,
    asking: JobId,
    upload: UploadHash,
    input: &ImportInput,
) -> Result<Corrections, CommandError> {
    let mut found = Corrections::new();
    for job in jobs::jobs_of_upload(read, upload)? {
        let same = serde_json::from_str::<ImportInput>(&job.input)
            .is_ok_and(|other| other.shop == input.shop && other.profile_text == input.profile_text);
        if !same {
            continue;
        }
        for row in all_rows(read, job.id)? {
            // What another import of the file is still to try is that one's.
            if job.id != asking && row.state != RowState::Resolved {
                continue;
            }
            let correction = row.correction().map(serde_json::from_str::<Correction>);
            if let (Some(Ok(correction)), Ok(line)) = (correction, u64::try_from(row.line)) {
                found.insert(line, correction);
            }
        }
    }
    Ok(found)
}

/// What reading the file says of the rows in quarantine.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outcome {
    /// Rows to put there.
    pub rows: Vec<QuarantinedRow>,
    /// Rows whose newest correction did not help: line, number of the decision, what it met.
    pub reopened: Vec<(i64, i64, RowProblem)>,
    /// Lines that became usable.
    pub resolved: Vec<i64>,
}

/// Compares the file's unusable rows, read with `corrections`, with what stands in quarantine already.
pub(crate) fn outcome(
    read: &mut dyn Read,
    job: JobId,
    file: &ReadFile,
    corrections: &Corrections,
) -> Result<Outcome, CommandError> {
    let mut there: BTreeMap<i64, QuarantinedRow> =
        all_rows(read, job)?.into_iter().map(|row| (row.line, row)).collect();
    let mut end = Outcome::default();
    for unusable in file.unusable() {
        let line = i64::try_from(unusable.line).unwrap_or(i64::MAX);
        let problem = problem(unusable);
        let Some(before) = there.remove(&line) else {
            end.rows.push(QuarantinedRow {
                line,
                problem,
                cells: unusable.cells.iter().map(|(field, text)| (field.as_str().to_owned(), text.clone())).collect(),
                state: RowState::Open,
                changed_at: None,
                changed_by: String::new(),
                decisions: Vec::new(),
            });
            continue;
        };
        // A correction that came after the file was read is tried the next time.
        let tried = before.correction().and_then(|text| serde_json::from_str::<Correction>(text).ok());
        let tried = tried.filter(|correction| corrections.get(&unusable.line) == Some(correction));
        if let (Some(_), Some(newest)) = (tried, before.decisions.last()) {
            end.reopened.push((line, newest.number, problem));
        }
    }
    end.resolved = there.into_values().filter(|row| row.state == RowState::Retried).map(|row| row.line).collect();
    Ok(end)
}

fn problem(unusable: &Unusable) -> RowProblem {
    let problem = &unusable.problem;
    let facts = problem.facts.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
    let invoice = unusable.invoice.iter().map(|number| ("invoice".to_owned(), number.clone()));
    // What a customer column holds is not repeated.
    let value = if problem.field == Some(Field::Customer) { String::new() } else { problem.value.clone() };
    RowProblem {
        code: problem.code.to_owned(),
        field: problem.field.map(|field| field.as_str().to_owned()),
        value,
        facts: facts.chain(invoice).collect(),
    }
}

/// How many rows of a job wait for a person, are to be tried again, and were left out by a person.
pub(crate) fn waiting(read: &mut dyn Read, job: JobId) -> Result<(u64, u64, u64), CommandError> {
    let counts = jobs::quarantine_counts(read, job)?;
    let of = |state| counts.get(&state).copied().unwrap_or_default();
    Ok((of(RowState::Open), of(RowState::Retried), of(RowState::DroppedByPerson)))
}

fn all_rows(read: &mut dyn Read, job: JobId) -> Result<Vec<QuarantinedRow>, CommandError> {
    let mut all: Vec<QuarantinedRow> = Vec::new();
    loop {
        let after = all.last().map_or(-1, |row| row.line);
        let page = jobs::quarantined(read, job, None, after, 1_000)?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}
