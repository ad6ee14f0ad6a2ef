//! The kind of job.

use std::sync::Arc;

use cell::Cell;
use jobs::{Job, JobKind, JobState, Uploads, Work};
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
        let input: ImportInput =
            serde_json::from_str(&job.input).map_err(|error| StoreError::misuse(format!("the job's input: {error}")))?;
        let upload = job.upload.ok_or_else(|| Refusal::conflict("upload_gone").with("upload", "-"))?;
        Ok(Box::new(Import::begin(cell, job, input, upload)?))
    }

    /// The upload goes as soon as no job waits for it.
    fn ended(&self, cell: &Arc<Cell>, job: &Job) -> Result<(), CommandError> {
        let Some(upload) = job.upload else { return Ok(()) };
        let others = cell.store.read_blocking(|read| jobs::jobs_of_upload(read, upload))?;
        let needed = others.iter().any(|job| !job.state.rests() || job.state == JobState::Waiting);
        if !needed {
            cell.part::<Uploads>().forget(&Actor::new(&job.created_by), upload)?;
        }
        Ok(())
    }
}
