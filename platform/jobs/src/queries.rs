//! Asking about jobs.

use kernel::{Id, Refusal};
use store::{CommandError, Read, StoreError, args};

use crate::model::{Job, JobId};
use crate::rows;
use crate::uploads::UploadHash;

/// A job; refused `job_not_found`.
pub fn job(read: &mut dyn Read, id: JobId) -> Result<Job, CommandError> {
    let row = read.query_one(&format!("{} WHERE id = $1", rows::JOB), &args![id.number()])?;
    let row = row.ok_or_else(|| Refusal::not_found("job_not_found").with("job", id))?;
    Ok(rows::job(&row)?)
}

/// The jobs of a kind, newest first, below `before`.
pub fn jobs(read: &mut dyn Read, kind: &str, before: Option<JobId>, limit: i64) -> Result<Vec<Job>, StoreError> {
    let before = before.map_or(i64::MAX, Id::number);
    let sql = format!("{} WHERE kind = $1 AND id < $2 ORDER BY id DESC LIMIT $3", rows::JOB);
    read.query(&sql, &args![kind, before, limit])?.iter().map(rows::job).collect()
}

/// The jobs that work, worked or will work on an upload, oldest first.
pub fn jobs_of_upload(read: &mut dyn Read, upload: UploadHash) -> Result<Vec<Job>, StoreError> {
    let sql = format!("{} WHERE upload = $1 ORDER BY id", rows::JOB);
    read.query(&sql, &args![upload.to_string()])?.iter().map(rows::job).collect()
}

/// How many jobs are queued, and how many run. Reads an index of the jobs that are not at rest.
pub fn jobs_to_do(read: &mut dyn Read) -> Result<(u64, u64), StoreError> {
    let sql = "SELECT state FROM jobs WHERE state IN ('queued', 'running')";
    let rows = read.query(sql, &[])?;
    let running = rows.iter().filter(|row| row.text(0).is_ok_and(|state| state == "running")).count();
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    Ok((count(rows.len().saturating_sub(running)), count(running)))
}

/// The oldest job that is not at rest.
pub(crate) fn next_job(read: &mut dyn Read) -> Result<Option<Job>, StoreError> {
    let sql = format!("{} WHERE state IN ('queued', 'running') ORDER BY id LIMIT 1", rows::JOB);
    read.query_one(&sql, &[])?.as_ref().map(rows::job).transpose()
}
