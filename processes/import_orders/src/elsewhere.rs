//! Rows that wait for a person in an earlier import of the same shop, or that a person left out there: such a row does not wait a
//! second time.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jobs::{Job, JobId, JobState, QuarantinedRow, RowState, UploadHash};
use store::{CommandError, Read};

use crate::input::ImportInput;
use crate::kind::IMPORT;
use crate::quarantine::all_rows;

type Cells = BTreeMap<String, String>;
/// An invoice's number, where the row has one, and what stands in the row.
type Content = (Option<String>, Cells);

/// What became of a row in an earlier import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Waits(JobId),
    LeftOut,
}

/// What waits in earlier imports, read with the same profile.
#[derive(Debug, Default)]
pub(crate) struct Elsewhere {
    /// Of the same upload: by line.
    by_line: HashMap<i64, JobId>,
    /// Of other uploads: by what stands in the row, once each time it stands there.
    by_content: HashMap<Content, Vec<JobId>>,
    /// What a person left out of other uploads: how often it stands there. Of the same upload the corrections tell it.
    left_out: HashMap<Content, usize>,
    /// The job's own rows: those are its own matter.
    own: HashSet<i64>,
}

impl Elsewhere {
    /// Looks up what waits in jobs before this one.
    pub fn find(
        read: &mut dyn Read,
        job: JobId,
        upload: UploadHash,
        input: &ImportInput,
        is_kept: &dyn Fn(UploadHash) -> Result<bool, CommandError>,
    ) -> Result<Self, CommandError> {
        let mut found = Self::default();
        let mut earlier: BTreeSet<JobId> = jobs::jobs_with_open_rows(read, job)?.into_iter().collect();
        earlier.extend(jobs::jobs_with_rows_left_out(read, job)?);
        for id in earlier {
            let other = jobs::job(read, id)?;
            if !is_like(&other, input) {
                continue;
            }
            let same = other.upload == Some(upload);
            // Rows of a file that was let go of cannot be put right there: they wait here.
            let waits_there = same || other.upload.map_or(Ok(false), is_kept)?;
            for row in all_rows(read, id)? {
                let content = content(&row, row.cells.clone());
                match (row.state, same) {
                    (RowState::Open | RowState::Retried, true) => _ = found.by_line.entry(row.line).or_insert(id),
                    (RowState::Open | RowState::Retried, false) if waits_there => {
                        found.by_content.entry(content).or_default().push(id)
                    }
                    (RowState::DroppedByPerson, false) => *found.left_out.entry(content).or_default() += 1,
                    _ => {}
                }
            }
        }
        if !found.is_empty() {
            found.own = all_rows(read, job)?.into_iter().map(|row| row.line).collect();
        }
        Ok(found)
    }

    fn is_empty(&self) -> bool {
        self.by_line.is_empty() && self.by_content.is_empty() && self.left_out.is_empty()
    }

    /// What became of a row of this import's in an earlier one. `cells` reads what stands in the row.
    pub fn fate_of(
        &mut self,
        row: &QuarantinedRow,
        cells: impl FnOnce() -> Result<Cells, CommandError>,
    ) -> Result<Option<Fate>, CommandError> {
        if self.is_empty() || self.own.contains(&row.line) {
            return Ok(None);
        }
        if let Some(job) = self.by_line.get(&row.line) {
            return Ok(Some(Fate::Waits(*job)));
        }
        let invoice = row.problem.facts.get("invoice");
        if !self.by_content.keys().chain(self.left_out.keys()).any(|(of, _)| of.as_ref() == invoice) {
            return Ok(None);
        }
        let cells = if row.cells.is_empty() { cells()? } else { row.cells.clone() };
        let content = content(row, cells);
        if let Some(job) = self.by_content.get_mut(&content).and_then(Vec::pop) {
            return Ok(Some(Fate::Waits(job)));
        }
        let left_out = self.left_out.get_mut(&content).filter(|times| **times > 0);
        Ok(left_out.map(|times| {
            *times -= 1;
            Fate::LeftOut
        }))
    }

    /// Of these lines, those that wait in another import of the same upload, by import.
    pub fn of_lines(&self, lines: impl Iterator<Item = i64>) -> BTreeMap<JobId, Vec<i64>> {
        let mut found: BTreeMap<JobId, Vec<i64>> = BTreeMap::new();
        if !self.by_line.is_empty() {
            for line in lines {
                if let Some(job) = self.by_line.get(&line) {
                    found.entry(*job).or_default().push(line);
                }
            }
        }
        found
    }
}

/// Whether an import goes into the same shop, with the same profile, for good.
fn is_like(other: &Job, input: &ImportInput) -> bool {
    let same = |told: &ImportInput| told.shop == input.shop && told.profile_text == input.profile_text && !told.dry_run;
    other.kind == IMPORT
        && other.state != JobState::Cancelled
        && serde_json::from_str::<ImportInput>(&other.input).is_ok_and(|told| same(&told))
}

fn content(row: &QuarantinedRow, cells: Cells) -> Content {
    (row.problem.facts.get("invoice").cloned(), cells)
}
