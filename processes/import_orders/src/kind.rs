//! The kind of job.

use std::sync::Arc;

use cell::Cell;
use jobs::{Job, JobKind, JobState, Running, Step, UploadHash, Uploads, Work};
use kernel::{Actor, Refusal};
use store::{CommandError, Read, StoreError};

use crate::input::ImportInput;
use crate::phases::Import;
use crate::quarantine::waiting;

/// The name jobs of this kind are stored with.
pub const IMPORT: &str = "import_orders";

/// Imports the orders of a file.
pub struct ImportOrders;

impl JobKind for ImportOrders {
    fn name(&self) -> &'static str {
        IMPORT
    }

    fn begin(&self, cell: &Arc<Cell>, job: &Job) -> Result<Box<dyn Work>, CommandError> {
        let input: ImportInput = serde_json::from_str(&job.input)
            .map_err(|error| StoreError::misuse(format!("the job's input: {error}")))?;
        let upload = job.upload.ok_or_else(|| Refusal::conflict("upload_gone").with("upload", "-"))?;
        let (open, retried, _) = cell.store.read_blocking(|read| waiting(read, job.id))?;
        if let Some(report) = job.report.clone().filter(|_| retried == 0)
            && !cell.part::<Uploads>().is_there(upload)?
        {
            return Ok(Box::new(AtRest { report, waits: open > 0 && !input.dry_run }));
        }
        Ok(Box::new(Import::begin(cell, job, input, upload)?))
    }

    /// The upload goes as soon as no job waits for it.
    fn ended(&self, cell: &Arc<Cell>, job: &Job) -> Result<(), CommandError> {
        match job.upload {
            Some(upload) => forget_unneeded(cell, &Actor::new(&job.created_by), upload),
            None => Ok(()),
        }
    }
}

/// An import whose file was let go of, and of which nothing is to be tried again: somebody left a row out.
struct AtRest {
    report: String,
    waits: bool,
}

impl Work for AtRest {
    fn step(&mut self, _: &mut Running) -> Result<Step, CommandError> {
        let report = std::mem::take(&mut self.report);
        Ok(if self.waits { Step::Waiting { report } } else { Step::Done { report } })
    }
}

/// Lets go of an upload that no job works on or waits for, and of which no row waits.
pub(crate) fn forget_unneeded(cell: &Arc<Cell>, actor: &Actor, upload: UploadHash) -> Result<(), CommandError> {
    let needed = || {
        cell.store.read_blocking(|read| -> Result<_, CommandError> {
            for job in jobs::jobs_of_upload(read, upload)? {
                if !job.state.rests() || job.state == JobState::Waiting || (has_effect(&job) && rows_wait(read, &job)?)
                {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    };
    cell.part::<Uploads>().forget(actor, upload, needed)
}

/// Whether an import is for good: what a dry run found waits for nobody.
fn has_effect(job: &Job) -> bool {
    !serde_json::from_str::<ImportInput>(&job.input).is_ok_and(|input| input.dry_run)
}

/// Whether rows wait for a person or are being retried, in an import that can still try them.
fn rows_wait(read: &mut dyn Read, job: &Job) -> Result<bool, CommandError> {
    let (open, retried, _) = waiting(read, job.id)?;
    Ok(job.state != JobState::Cancelled && open.saturating_add(retried) > 0)
}
