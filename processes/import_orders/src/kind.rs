//! The kind of job.

use std::sync::Arc;

use cell::Cell;
use jobs::{Job, JobKind, JobState, UploadHash, Uploads, Work};
use kernel::{Actor, Refusal};
use store::{CommandError, StoreError};

use crate::input::ImportInput;
use crate::phases::Import;

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

/// Lets go of an upload that no job works on or waits for, and of which no row waits.
pub(crate) fn forget_unneeded(cell: &Arc<Cell>, actor: &Actor, upload: UploadHash) -> Result<(), CommandError> {
    let needed = || {
        let needed = cell.store.read_blocking(|read| -> Result<_, StoreError> {
            let all = jobs::jobs_of_upload(read, upload)?;
            let works = all.iter().any(|job| !job.state.rests() || job.state == JobState::Waiting);
            Ok(works || jobs::rows_wait(read, upload)?)
        });
        Ok(needed?)
    };
    cell.part::<Uploads>().forget(actor, upload, needed)
}
