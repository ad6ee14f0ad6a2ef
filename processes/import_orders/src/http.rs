//! Imports over HTTP: upload, watch, cancel, put rows right.

mod profiles;
mod source;
mod upload;
mod wire;

use axum::extract::{DefaultBodyLimit, Request};
use axum::http::StatusCode;
use cell::Here;
use edge::{
    Answer, ApiError, Counted, Cursor, IdempotencyKey, Json, Limit, Page, PageQuery, Path, Place, Query, Write,
};
use jobs::{Job, JobId, NewJob, RowState, UploadHash, Uploads, queue_job};
use kernel::{Id, Refusal};
use order_file::{Correction, Limits};
use serde::Deserialize;
use store::{CommandError, Idempotency, Nothing, Outcome, Read, StoreError, Submission};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::input::ImportInput;
use crate::kind::{IMPORT, forget_unneeded};
use upload::{StartQuery, UploadForm, receive};
use wire::{ImportWire, LeaveOutRow, RetryRow, RowWire, WaitingImportWire, WaitingRowsWire};

/// The largest upload, with what a form adds to it.
const LARGEST_BODY: usize = 65 * 1024 * 1024;

/// The routes of imports, to be nested under `/v1`.
pub fn routes() -> OpenApiRouter {
    let upload = OpenApiRouter::new()
        .routes(routes!(start, list))
        .routes(routes!(profiles::preview_file))
        .layer(DefaultBodyLimit::max(LARGEST_BODY));
    OpenApiRouter::new()
        .merge(upload)
        .routes(routes!(profiles::list_profiles))
        .routes(routes!(profiles::save_profile, profiles::delete_profile))
        .routes(routes!(waiting))
        .routes(routes!(show))
        .routes(routes!(cancel))
        .routes(routes!(rows))
        .routes(routes!(retry))
        .routes(routes!(leave_out))
        .routes(routes!(source::order_source))
        .routes(routes!(source::reveal_order_source))
}

fn import(read: &mut dyn Read, id: JobId) -> Result<Job, CommandError> {
    let job = jobs::job(read, id)?;
    if job.kind == IMPORT { Ok(job) } else { Err(Refusal::not_found("job_not_found").with("job", id).into()) }
}

/// Import a file of orders
///
/// As a form with the file and its profile, or as the file itself with the profile's name in the query. The answer comes at
/// once; the import is a job that goes on by itself, also after a stop. With `dry_run` nothing is written and the report says
/// what would happen. The same file again changes nothing.
#[utoipa::path(post, path = "/imports", tag = "imports", params(StartQuery),
    request_body(content((UploadForm = "multipart/form-data"), (Vec<u8> = "application/octet-stream"))),
    responses((status = 202, body = ImportWire)), security(("bearer" = ["import"])),
    extensions(("x-timeout-seconds" = json!(600))))]
async fn start(
    here: Here,
    key: IdempotencyKey,
    Query(query): Query<StartQuery>,
    request: Request,
) -> Answer<(StatusCode, Json<ImportWire>)> {
    let (bytes, profile, options) = receive(query, request).await?;
    let name = profile.clone();
    let own = here.read(move |read| Ok(crate::profiles::text_of(read, &name)?)).await?;
    let input = ImportInput::new(&profile, own.as_deref(), options)?;
    let input = serde_json::to_string(&input).map_err(|error| ApiError::internal(&error))?;
    let actor = here.caller.actor();
    let (uploads, by) = (here.cell.part::<Uploads>(), actor.clone());
    let kept = tokio::task::spawn_blocking(move || {
        let bringing = uploads.bringing(UploadHash::of(&bytes));
        uploads.keep(&by, &bytes).map(|upload| (upload, bringing))
    });
    let (upload, bringing) = kept.await.map_err(|error| ApiError::internal(&error))??;
    let mut asked = blake3::Hasher::new();
    asked.update(upload.to_string().as_bytes()).update(input.as_bytes());
    let fingerprint = asked.finalize().as_bytes().first_chunk().copied().unwrap_or_default();
    let submission = Submission::by(&actor).once(Some(Idempotency { key: key.hash, fingerprint }));
    let new = NewJob { kind: IMPORT, input, upload: Some(upload) };
    let queued = here.cell.store.submit(submission, move |tx| queue_job(tx, &new)).await;
    drop(bringing);
    if !matches!(queued, Ok(Outcome::Done(_))) {
        // A repetition, or a refusal: what was kept for it may have no job that needs it.
        let (cell, by) = (here.cell.clone(), actor);
        let swept = tokio::task::spawn_blocking(move || forget_unneeded(&cell, &by, upload)).await;
        swept.map_err(|error| ApiError::internal(&error))??;
    }
    let id = queued?.id().map_err(ApiError::from)?;
    let job = here.read(move |read| import(read, id)).await?;
    Ok((StatusCode::ACCEPTED, Json(ImportWire::of(job)?)))
}

/// List imports
///
/// Newest first, without their reports.
#[utoipa::path(get, path = "/imports", tag = "imports", params(PageQuery),
    responses((status = 200, body = Page<ImportWire>)), security(("bearer" = ["import"])))]
async fn list(here: Here, Query(query): Query<PageQuery>) -> Answer<Json<Page<ImportWire>>> {
    let before = query.after("imports")?.map(JobId::from_number);
    let limit = query.limit;
    let jobs = here.read(move |read| Ok(jobs::jobs(read, IMPORT, before, limit.rows_and_one())?)).await?;
    let wires: Result<Vec<_>, StoreError> =
        jobs.into_iter().map(|job| ImportWire::of(Job { report: None, ..job })).collect();
    let cursor = |last: &ImportWire| Cursor::after("imports", &[Place::Int(last.id.number())]);
    Ok(Json(Page::cut(wires?, limit, cursor)))
}

/// Show what waits in quarantine
///
/// The rows of all imports that wait for a person, and of which imports they are, the oldest first. What a dry run found waits for nobody.
#[utoipa::path(get, path = "/imports/waiting", tag = "imports", responses((status = 200, body = WaitingRowsWire)),
    security(("bearer" = ["import"])))]
async fn waiting(here: Here) -> Answer<Json<WaitingRowsWire>> {
    let found = here
        .read(|read| -> Result<_, CommandError> {
            let mut found = Vec::new();
            for id in jobs::jobs_with_open_rows(read, JobId::from_number(i64::MAX))? {
                let job = jobs::job(read, id)?;
                if job.kind == IMPORT {
                    found.push((job, jobs::open_rows_of(read, id, Counted::UP_TO)?));
                }
            }
            Ok(found)
        })
        .await?;
    let mut all = 0i64;
    let mut imports = Vec::with_capacity(found.len());
    for (job, open) in found {
        let import = ImportWire::of(Job { report: None, ..job })?;
        if !import.dry_run {
            all = all.saturating_add(open);
            imports.push(WaitingImportWire { import, rows: Counted::of(open) });
        }
    }
    Ok(Json(WaitingRowsWire { rows: Counted::of(all), imports }))
}

/// Show an import
///
/// How far it is and, when it is at rest, its report: what the file holds, where each kind of line went, what it rests on.
#[utoipa::path(get, path = "/imports/{import}", tag = "imports", params(("import" = String, Path, example = "job_05WXQ7Z9K2F3A")),
    responses((status = 200, body = ImportWire)), security(("bearer" = ["import"])))]
async fn show(here: Here, Path(id): Path<JobId>) -> Answer<Json<ImportWire>> {
    let job = here.read(move |read| import(read, id)).await?;
    Ok(Json(ImportWire::of(job)?))
}

/// Cancel an import
///
/// It stops before its next chunk; what it did stays done.
#[utoipa::path(post, path = "/imports/{import}/cancel", tag = "imports",
    params(("import" = String, Path, example = "job_05WXQ7Z9K2F3A")),
    responses((status = 200, body = ImportWire)), security(("bearer" = ["import"])))]
async fn cancel(here: Here, Path(id): Path<JobId>, write: Write<()>) -> Answer<Json<ImportWire>> {
    here.command(&write, None, move |tx| {
        import(tx, id)?;
        jobs::cancel_job(tx, id)
    })
    .await?;
    show(here, Path(id)).await
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct RowsQuery {
    /// `open`, `retried`, `resolved` or `dropped_by_person`; all when not said.
    state: Option<String>,
    #[serde(default)]
    limit: Limit,
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
}

/// List the rows that could not be used
///
/// By their line in the file, each with its problem and the cells that may be shown. They wait until a person decides.
#[utoipa::path(get, path = "/imports/{import}/quarantine", tag = "imports",
    params(("import" = String, Path, example = "job_05WXQ7Z9K2F3A"), RowsQuery),
    responses((status = 200, body = Page<RowWire>)), security(("bearer" = ["import"])))]
async fn rows(here: Here, Path(id): Path<JobId>, Query(query): Query<RowsQuery>) -> Answer<Json<Page<RowWire>>> {
    let name = format!("quarantine {id} {:?}", query.state);
    let state: Option<RowState> = query.state.as_deref().map(str::parse).transpose()?;
    let after = PageQuery { limit: query.limit, cursor: query.cursor }.after(&name)?.unwrap_or(-1);
    let limit = query.limit;
    let rows = here
        .read(move |read| {
            import(read, id)?;
            Ok(jobs::quarantined(read, id, state, after, limit.rows_and_one())?)
        })
        .await?;
    let wires: Vec<RowWire> = rows.into_iter().map(RowWire::of).collect::<Result<_, _>>()?;
    let cursor = |last: &RowWire| Cursor::after(&name, &[Place::Int(last.line)]);
    Ok(Json(Page::cut(wires, limit, cursor)))
}

type RowPath = (JobId, i64);

async fn show_row(here: Here, (id, line): RowPath) -> Answer<Json<RowWire>> {
    let row = here.read(move |read| jobs::quarantined_row(read, id, line)).await?;
    Ok(Json(RowWire::of(row)?))
}

/// Rows are tried again with the file they stand in.
async fn must_be_kept(here: &Here, id: JobId) -> Result<(), ApiError> {
    let Some(upload) = here.read(move |read| import(read, id)).await?.upload else { return Ok(()) };
    let uploads = here.cell.part::<Uploads>();
    let kept = tokio::task::spawn_blocking(move || uploads.is_there(upload)).await;
    match kept.map_err(|error| ApiError::internal(&error))?? {
        true => Ok(()),
        false => Err(Refusal::conflict("upload_gone").with("upload", upload).into()),
    }
}

/// The record of a correction stays: what is not understood in its cell and may say who somebody is stays out of it, and so does whom its
/// row goes to.
fn names_nobody(uploads: &Uploads, job: &Job, line: i64, correction: &Correction) -> Result<(), ApiError> {
    let input: ImportInput = serde_json::from_str(&job.input).map_err(|error| ApiError::internal(&error))?;
    let profile = input.read_profile()?;
    let says_something = correction.cells.values().any(|text| text.trim().len() > 3);
    let whom = match (job.upload, u64::try_from(line)) {
        (Some(upload), Ok(line)) if says_something => {
            order_file::whom_of(uploads.open(upload)?, &profile, line, &Limits::default()).map_err(Refusal::from)?
        }
        _ => None,
    };
    let mut cells = correction.cells.iter();
    let personal = cells.find(|(field, text)| !profile.may_be_corrected_to(**field, text, whom.as_ref()));
    personal.map_or(Ok(()), |(field, _)| {
        Err(Refusal::invalid("personal_text").at(format!("/cells/{}", field.as_str())).into())
    })
}

/// Put a row right and try it again
///
/// The file is read again with the correction laid over it; the row takes the place it always had in its order. The row itself
/// stays as the file has it: the correction is kept beside it, with who, when and why. One that does not help leaves the row
/// open, with what it met. Refused `personal_text` where a cell is not understood and may name somebody: the record stays. Refused
/// `upload_gone` where the file was let go of, because somebody in it was erased: bring it again.
#[utoipa::path(post, path = "/imports/{import}/quarantine/{line}/retry", tag = "imports", request_body = RetryRow,
    params(("import" = String, Path, example = "job_05WXQ7Z9K2F3A"), ("line" = i64, Path, example = 4711)),
    responses((status = 200, body = RowWire)), security(("bearer" = ["import"])))]
async fn retry(here: Here, Path((id, line)): Path<RowPath>, write: Write<RetryRow>) -> Answer<Json<RowWire>> {
    let correction: Correction = write.input.clone().try_into()?;
    must_be_kept(&here, id).await?;
    let (job, sent) = (here.read(move |read| import(read, id)).await?, correction.clone());
    let uploads = here.cell.part::<Uploads>();
    let looked = tokio::task::spawn_blocking(move || names_nobody(&uploads, &job, line, &sent)).await;
    looked.map_err(|error| ApiError::internal(&error))??;
    let fixed = serde_json::to_string(&correction).map_err(|error| ApiError::internal(&error))?;
    here.command(&write, write.input.reason.as_deref(), move |tx| -> Result<Nothing, CommandError> {
        import(tx, id)?;
        jobs::retry_row(tx, id, line, &fixed)
    })
    .await?;
    show_row(here, (id, line)).await
}

/// Leave a row out
///
/// Decided by a person, recorded with who, when and why; the program never does it by itself.
#[utoipa::path(post, path = "/imports/{import}/quarantine/{line}/leave-out", tag = "imports",
    request_body = Option<LeaveOutRow>,
    params(("import" = String, Path, example = "job_05WXQ7Z9K2F3A"), ("line" = i64, Path, example = 4711)),
    responses((status = 200, body = RowWire)), security(("bearer" = ["import"])))]
async fn leave_out(
    here: Here,
    Path((id, line)): Path<RowPath>,
    write: Write<Option<LeaveOutRow>>,
) -> Answer<Json<RowWire>> {
    let reason = write.input.as_ref().and_then(|said| said.reason.as_deref());
    here.command(&write, reason, move |tx| -> Result<Nothing, CommandError> {
        import(tx, id)?;
        jobs::drop_row(tx, id, line)
    })
    .await?;
    show_row(here, (id, line)).await
}
