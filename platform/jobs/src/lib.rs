//! Long work of a store: jobs that survive being struck, uploads they work on, rows that wait for a person.
//!
//! Invariants: a job's position is written in the same transaction as the chunk it stands for, so a job killed at any moment
//! and run again ends the same; one job of a cell runs at a time, and a chunk whose job moved on meanwhile is refused; a row
//! that cannot be used is kept until a person decides; an upload lies on disk only sealed, its key only in the key store, and
//! both go when nothing needs them any more.
//!
//! Deliberately not here: what a job does (each kind is a [`JobKind`] of some process), routes, figures about rows.

mod commands;
mod model;
mod quarantine;
mod queries;
mod rows;
mod run;
mod uploads;

pub use commands::{cancel_job, queue_job};
pub use model::{Job, JobId, JobState, NewJob, Problem};
pub use quarantine::{
    Decision, QuarantinedRow, RowProblem, RowState, drop_row, jobs_with_open_rows, jobs_with_rows_left_out, open_rows,
    open_rows_of, put_back, quarantine, quarantine_counts, quarantined, quarantined_row, reopen_rows,
    resolve_elsewhere, resolve_rows, retry_row, tell_cells,
};
pub use queries::{job, jobs, jobs_of_upload, jobs_to_do};
pub use run::{Desk, JobKind, Progress, Running, Step, Work, follow, run_job};
pub use uploads::{Bringing, UploadHash, Uploads};

/// The tables of jobs, in the data store.
pub const MIGRATIONS: store::Migrations =
    store::Migrations { owner: "jobs", steps: &[(1, "start", include_str!("../migrations/0001_start.sql"))] };

/// The keys of uploads, in the key store.
pub const KEY_MIGRATIONS: store::Migrations =
    store::Migrations { owner: "job_keys", steps: &[(1, "start", include_str!("../migrations/keys_0001_start.sql"))] };

/// What this crate refuses, in words.
pub const TEXTS: &str = include_str!("../texts.toml");
