//! Rows that cannot be used, and what people put right.

use std::collections::BTreeMap;

use jobs::{JobId, QuarantinedRow, RowState, UploadHash};
use order_file::{Correction, Corrections, Field, ReadFile};
use store::{CommandError, Read};

use crate::input::ImportInput;

/// The corrections people made for this upload in this shop, whichever job met the row.
pub(crate) fn corrections(
    read: &mut dyn Read,
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
            let usable = matches!(row.state, RowState::Retried | RowState::Resolved);
            let correction = row.fixed.as_deref().filter(|_| usable).map(serde_json::from_str::<Correction>);
            if let (Some(Ok(correction)), Ok(line)) = (correction, u64::try_from(row.line)) {
                found.insert(line, correction);
            }
        }
    }
    Ok(found)
}

/// What stands in quarantine after reading the file: rows to put there, and lines that became usable.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outcome {
    pub rows: Vec<QuarantinedRow>,
    pub resolved: Vec<i64>,
}

/// Compares the file's unusable rows with what stands in quarantine already.
pub(crate) fn outcome(read: &mut dyn Read, job: JobId, file: &ReadFile) -> Result<Outcome, CommandError> {
    let mut there: BTreeMap<i64, QuarantinedRow> =
        all_rows(read, job)?.into_iter().map(|row| (row.line, row)).collect();
    let mut end = Outcome::default();
    for unusable in file.unusable() {
        let line = i64::try_from(unusable.line).unwrap_or(i64::MAX);
        let before = there.remove(&line);
        if before.as_ref().is_some_and(|row| row.state == RowState::DroppedByPerson) {
            continue;
        }
        let problem = &unusable.problem;
        // What a customer column holds is not repeated.
        let value = if problem.field == Some(Field::Customer) { String::new() } else { problem.value.clone() };
        let mut facts: BTreeMap<String, String> =
            problem.facts.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        facts.extend(unusable.invoice.as_ref().map(|number| ("invoice".to_owned(), number.clone())));
        let row = QuarantinedRow {
            line,
            problem: problem.code.to_owned(),
            field: problem.field.map(|field| field.as_str().to_owned()),
            value,
            facts,
            cells: unusable.cells.iter().map(|(field, text)| (field.as_str().to_owned(), text.clone())).collect(),
            state: RowState::Open,
            fixed: before.as_ref().and_then(|row| row.fixed.clone()),
            changed_at: None,
            changed_by: String::new(),
        };
        let same = before.as_ref().is_some_and(|before| {
            QuarantinedRow { changed_at: before.changed_at, changed_by: before.changed_by.clone(), ..row.clone() }
                == *before
        });
        if !same {
            end.rows.push(row);
        }
    }
    end.resolved = there.into_values().filter(|row| row.state == RowState::Retried).map(|row| row.line).collect();
    Ok(end)
}

/// How many rows of a job wait for a person, and how many a person left out.
pub(crate) fn waiting(read: &mut dyn Read, job: JobId) -> Result<(u64, u64, u64), CommandError> {
    let (mut open, mut retried, mut dropped) = (0, 0, 0);
    for row in all_rows(read, job)? {
        match row.state {
            RowState::Open => open += 1,
            RowState::Retried => retried += 1,
            RowState::DroppedByPerson => dropped += 1,
            RowState::Resolved => {}
        }
    }
    Ok((open, retried, dropped))
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
