//! Rows that wait for a person in an earlier import of the same shop: such a row does not wait a second time.

use std::collections::{BTreeMap, HashMap, HashSet};

use jobs::{Job, JobId, JobState, QuarantinedRow, RowState, UploadHash};
use store::{CommandError, Read};

use crate::input::ImportInput;
use crate::kind::IMPORT;
use crate::quarantine::all_rows;

type Cells = BTreeMap<String, String>;
/// An invoice's number, where the row has one, and what stands in the row.
type Content = (Option<String>, Cells);

/// What waits in earlier imports, read with the same profile.
#[derive(Debug, Default)]
pub(crate) struct Elsewhere {
    /// Of the same upload: by line.
    by_line: HashMap<i64, JobId>,
    /// Of other uploads: by what stands in the row, once each time it stands there.
    by_content: HashMap<Content, Vec<JobId>>,
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
    ) -> Result<Self, CommandError> {
        let mut found = Self::default();
        for id in jobs::jobs_with_open_rows(read, job)? {
            let other = jobs::job(read, id)?;
            if !is_like(&other, input) {
                continue;
            }
            let waiting = all_rows(read, id)?.into_iter();
            for row in waiting.filter(|row| matches!(row.state, RowState::Open | RowState::Retried)) {
                if other.upload == Some(upload) {
                    found.by_line.entry(row.line).or_insert(id);
                } else {
                    found.by_content.entry(content(&row, row.cells.clone())).or_default().push(id);
                }
            }
        }
        if !found.is_empty() {
            found.own = all_rows(read, job)?.into_iter().map(|row| row.line).collect();
        }
        Ok(found)
    }

    fn is_empty(&self) -> bool {
        self.by_line.is_empty() && self.by_content.is_empty()
    }

    /// The import in which a row of this one's waits already. `cells` reads what stands in the row.
    pub fn waits_in(
        &mut self,
        row: &QuarantinedRow,
        cells: impl FnOnce() -> Result<Cells, CommandError>,
    ) -> Result<Option<JobId>, CommandError> {
        if self.is_empty() || self.own.contains(&row.line) {
            return Ok(None);
        }
        if let Some(job) = self.by_line.get(&row.line) {
            return Ok(Some(*job));
        }
        let invoice = row.problem.facts.get("invoice");
        if !self.by_content.keys().any(|(of, _)| of.as_ref() == invoice) {
            return Ok(None);
        }
        let cells = if row.cells.is_empty() { cells()? } else { row.cells.clone() };
        Ok(self.by_content.get_mut(&content(row, cells)).and_then(Vec::pop))
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
