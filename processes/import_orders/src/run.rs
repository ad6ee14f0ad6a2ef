//! Starting an import from the program itself: the command line, the demo.

use std::path::Path;
use std::sync::Arc;

use cell::Cell;
use jobs::{Job, JobId, NewJob, Uploads, queue_job};
use kernel::{Actor, Refusal};
use store::{CommandError, StoreError, Submission};

use crate::JOB_KINDS;
use crate::input::{ImportInput, Options};
use crate::kind::IMPORT;
use crate::profiles;

/// The largest upload.
pub(crate) const LARGEST: u64 = 64 * 1024 * 1024;

/// Keeps a file as an upload and queues its import. `profile` is a name or a profile's text.
pub fn queue_blocking(
    cell: &Arc<Cell>,
    actor: &Actor,
    bytes: &[u8],
    profile: &str,
    options: Options,
) -> Result<JobId, CommandError> {
    let input = input(cell, profile, options)?;
    let uploads = cell.part::<Uploads>();
    // Until the job is queued.
    let _bringing = uploads.bringing(jobs::UploadHash::of(bytes));
    let upload = uploads.keep(actor, bytes)?;
    let input = serde_json::to_string(&input).map_err(|e| StoreError::misuse(e.to_string()))?;
    let queued = cell.store.submit_blocking(Submission::by(actor).bulk(), move |tx| {
        queue_job(tx, &NewJob { kind: IMPORT, input: input.clone(), upload: Some(upload) })
    })?;
    Ok(queued.id()?)
}

/// Imports a file where no server runs: queues the job and works it through on this thread, telling how far it is. A job of the
/// same upload that was struck before is finished instead of a new one.
pub fn run_blocking(
    cell: &Arc<Cell>,
    actor: &Actor,
    path: &Path,
    profile: &str,
    options: Options,
    progress: &mut dyn FnMut(&Job),
) -> Result<Job, CommandError> {
    let bytes = read_file(path)?;
    let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let options = Options { file_name, ..options };
    let input = input(cell, profile, options.clone())?;
    let upload = jobs::UploadHash::of(&bytes);
    let earlier = cell.store.read_blocking(|read| jobs::jobs_of_upload(read, upload))?;
    let struck = earlier.into_iter().find(|job| {
        !job.state.rests() && serde_json::from_str::<ImportInput>(&job.input).is_ok_and(|other| other == input)
    });
    let id = match struck {
        Some(job) => job.id,
        None => queue_blocking(cell, actor, &bytes, profile, options)?,
    };
    drop(bytes);
    jobs::run_job(cell, JOB_KINDS, id, &|| false, progress)
}

fn input(cell: &Arc<Cell>, profile: &str, options: Options) -> Result<ImportInput, CommandError> {
    let own = cell.store.read_blocking(|read| profiles::text_of(read, profile))?;
    Ok(ImportInput::new(profile, own.as_deref(), options)?)
}

fn read_file(path: &Path) -> Result<Vec<u8>, CommandError> {
    let unreadable = |error: std::io::Error| {
        Refusal::invalid("import_file_unreadable").with("file", path.display()).with("why", error)
    };
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > LARGEST {
        return Err(Refusal::invalid("body_too_large").into());
    }
    Ok(std::fs::read(path).map_err(unreadable)?)
}
