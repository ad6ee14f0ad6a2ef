//! Rows that cannot be used, and what people put right.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jobs::{JobId, QuarantinedRow, RowProblem, RowState, UploadHash};
use kernel::{Refusal, RefusalKind};
use order_file::{Correction, Corrections, Field, FileLine, FileOrder, ReadFile, Unusable};
use store::{CommandError, Read, StoreError};

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
            // What another import of the file is still to try is that one's; what was decided there is decided.
            let decided = matches!(row.state, RowState::Resolved | RowState::DroppedByPerson);
            if job.id != asking && !decided {
                continue;
            }
            let Ok(line) = u64::try_from(row.line) else { continue };
            if row.state == RowState::DroppedByPerson {
                found.insert(line, Correction { left_out: true, ..Correction::default() });
            } else if let Some(Ok(correction)) = row.correction().map(serde_json::from_str) {
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
    /// Rows that a person left out in another import of the file.
    pub left_out: u64,
    /// Rows whose newest correction did not help: line, number of the decision, what it met.
    pub reopened: Vec<(i64, i64, RowProblem)>,
    /// Lines that can be used now.
    pub usable: Vec<i64>,
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
            if corrections.get(&unusable.line).is_some_and(|correction| correction.left_out) {
                end.left_out += 1;
                continue;
            }
            end.rows.push(open(line, problem, by_name(&unusable.cells)));
            continue;
        };
        // A correction that came after the file was read is tried the next time.
        let tried = before.correction().and_then(|text| serde_json::from_str::<Correction>(text).ok());
        let tried = tried.filter(|correction| corrections.get(&unusable.line) == Some(correction));
        if let (Some(_), Some(newest)) = (tried, before.decisions.last()) {
            end.reopened.push((line, newest.number, problem));
        }
    }
    end.usable = there.into_values().filter(|row| row.state == RowState::Retried).map(|row| row.line).collect();
    Ok(end)
}

/// Lines that stand in quarantine although the file, read with its corrections, can use them: once what they become is written,
/// they are resolved.
pub(crate) fn usable_rows(read: &mut dyn Read, job: JobId, file: &ReadFile) -> Result<HashSet<u64>, CommandError> {
    let unusable: HashSet<u64> = file.unusable().iter().map(|row| row.line).collect();
    let waiting = all_rows(read, job)?.into_iter();
    let waiting = waiting.filter(|row| matches!(row.state, RowState::Open | RowState::Retried));
    Ok(waiting.filter_map(|row| u64::try_from(row.line).ok()).filter(|line| !unusable.contains(line)).collect())
}

/// An invoice's rows that were refused, for quarantine.
pub(crate) fn refused(order: &FileOrder<'_>, lines: &[FileLine<'_>], problem: &RowProblem) -> Vec<QuarantinedRow> {
    let mut problem = problem.clone();
    problem.facts.entry("invoice".to_owned()).or_insert_with(|| order.external_number.to_owned());
    let line = |line: &FileLine<'_>| i64::try_from(line.file_line).unwrap_or(i64::MAX);
    lines.iter().map(|refused| open(line(refused), problem.clone(), BTreeMap::new())).collect()
}

fn open(line: i64, problem: RowProblem, cells: BTreeMap<String, String>) -> QuarantinedRow {
    let (changed_at, changed_by, decisions) = (None, String::new(), Vec::new());
    QuarantinedRow { line, problem, cells, state: RowState::Open, changed_at, changed_by, decisions }
}

/// Why a chunk that begins with `invoice` was not written, where that may be for what stands in it. None: the store, the runner or a
/// fault.
pub(crate) fn refusal_of_rows(error: &CommandError, invoice: &str) -> Option<Refusal> {
    match error {
        CommandError::Refused(refusal) => {
            let of_rows = matches!(refusal.kind, RefusalKind::Invalid | RefusalKind::NotFound | RefusalKind::Conflict);
            let of_job = ["job_moved_on", "job_cancelled", "job_not_found"].contains(&refusal.code);
            Some(refusal.clone()).filter(|_| of_rows && !of_job)
        }
        CommandError::Failed(StoreError::Constraint { table, constraint, .. }) => {
            // An order that came another way than by this import.
            let taken = table == "orders" && constraint.contains("external");
            Some(if taken {
                Refusal::conflict("import_number_taken").with("invoice", invoice)
            } else {
                Refusal::invalid("import_values_refused").with("invoice", invoice).with("rule", constraint)
            })
        }
        CommandError::Failed(_) => None,
    }
}

/// A refusal as the problem of a row.
pub(crate) fn problem_of(refusal: &Refusal) -> RowProblem {
    let facts = refusal.facts.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let field = refusal.field.as_deref().map(|field| field.trim_start_matches('/').to_owned());
    RowProblem { code: refusal.code.to_owned(), field, value: String::new(), facts }
}

/// Lines in quarantine of which no cells are told though the file has some.
pub(crate) fn without_cells(read: &mut dyn Read, job: JobId) -> Result<BTreeSet<u64>, CommandError> {
    let rows = all_rows(read, job)?.into_iter();
    let blank = rows.filter(|row| row.cells.is_empty() && row.problem.facts.contains_key("invoice"));
    Ok(blank.filter_map(|row| u64::try_from(row.line).ok()).collect())
}

/// Cells as they are kept.
pub(crate) fn by_name(cells: &[(Field, String)]) -> BTreeMap<String, String> {
    cells.iter().map(|(field, text)| (field.as_str().to_owned(), text.clone())).collect()
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

/// All rows of a job's quarantine.
pub(crate) fn all_rows(read: &mut dyn Read, job: JobId) -> Result<Vec<QuarantinedRow>, CommandError> {
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
