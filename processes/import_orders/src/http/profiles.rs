//! Profiles over HTTP: those that come with Hanse, those of the company, and a look at a file for whoever makes one.

use std::collections::BTreeMap;

use axum::extract::Request;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use cell::Here;
use edge::{Answer, ApiError, Json, Path, Write};
use kernel::{CurrencyCode, Refusal, Timestamp};
use order_file::{FileLayout, Format, PROFILES, Profile};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::upload::{PreviewForm, receive_file};
use crate::profiles::{Named, delete, profiles, save};

/// Rows of a file that are looked at.
const ROWS: usize = 8;

/// A profile: what the columns of a kind of file mean.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProfileWire {
    #[schema(example = "uk-retail")]
    name: String,
    about: String,
    /// The profile itself, as TOML.
    text: String,
    /// The column of each fact, as the file names it.
    #[schema(example = json!({ "invoice_number": "InvoiceNo" }))]
    columns: BTreeMap<String, String>,
    /// Between units and decimals.
    #[schema(example = ".")]
    decimal_mark: String,
    /// How days and times are written, as `strftime` patterns, tried in their order. ISO 8601 is always understood.
    #[schema(value_type = Vec<String>, example = json!(["%d.%m.%Y"]))]
    time_formats: Vec<String>,
    #[schema(example = "Europe/London")]
    zone: String,
    /// Of files that have no column for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "GBP")]
    currency: Option<CurrencyCode>,
    cancellation_starts_with: Vec<String>,
    /// What it takes for true of prices: net or gross; absent where nobody says.
    #[serde(skip_serializing_if = "Option::is_none")]
    price_basis: Option<String>,
    /// Of the company's own: when it was saved last, and by which API key. Absent for those that come with Hanse.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "2026-11-21T08:30:00Z")]
    saved_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    saved_by: Option<String>,
}

impl ProfileWire {
    fn of(name: &str, text: &str, saved: Option<&Named>) -> Option<Self> {
        let profile = Profile::from_toml(text).ok()?;
        let columns = profile.columns.iter().map(|(field, column)| (field.as_str().to_owned(), column.clone()));
        Some(Self {
            name: name.to_owned(),
            text: text.to_owned(),
            columns: columns.collect(),
            decimal_mark: profile.numbers.decimal_mark.to_string(),
            zone: profile.time.zone.to_string(),
            currency: profile.constants.currency,
            price_basis: profile.assumption("price_basis").map(|assumed| assumed.value.clone()),
            time_formats: profile.time.formats,
            cancellation_starts_with: profile.invoice.cancellation_starts_with,
            about: profile.about,
            saved_at: saved.map(|named| named.saved_at),
            saved_by: saved.map(|named| named.saved_by.clone()),
        })
    }
}

/// A profile to be kept.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ProfileToSave {
    /// TOML, as `GET /v1/imports/profiles` tells it.
    text: String,
}

/// The beginning of a file, as it stands there.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PreviewWire {
    /// What the file was found to be, by its bytes: csv, workbook or json_lines.
    #[schema(value_type = String, example = "workbook")]
    format: Format,
    columns: Vec<String>,
    /// The first rows, cells by the columns, each shortened.
    rows: Vec<Vec<String>>,
}

/// List the profiles
///
/// A profile says what a file's columns mean. The company's own first, then those that come with Hanse; copy one and change it for
/// another file.
#[utoipa::path(get, path = "/imports/profiles", tag = "imports",
    responses((status = 200, body = Vec<ProfileWire>)), security(("bearer" = ["import"])))]
pub(super) async fn list_profiles(here: Here) -> Answer<Json<Vec<ProfileWire>>> {
    let own = here.read(|read| Ok(profiles(read)?)).await?;
    let own = own.iter().filter_map(|named| ProfileWire::of(&named.name, &named.text, Some(named)));
    let ours = PROFILES.iter().filter_map(|(name, text)| ProfileWire::of(name, text, None));
    Ok(Json(own.chain(ours).collect()))
}

/// Save a profile under a name
///
/// In the place of one that had it; everybody of the company has it then. An import names it as its profile, and keeps its text: what is
/// saved later changes no import that began before.
#[utoipa::path(put, path = "/imports/profiles/{name}", tag = "imports", request_body = ProfileToSave,
    params(("name" = String, Path, example = "lamp-shop")),
    responses((status = 200, body = ProfileWire)), security(("bearer" = ["import"])))]
pub(super) async fn save_profile(
    here: Here,
    Path(name): Path<String>,
    write: Write<ProfileToSave>,
) -> Answer<Json<ProfileWire>> {
    let (text, by) = (write.input.text.clone(), name.clone());
    here.command(&write, None, move |tx| save(tx, &by, &text)).await?;
    let all = here.read(|read| Ok(profiles(read)?)).await?;
    let saved = all.iter().find(|named| named.name == name);
    let wire = saved.and_then(|named| ProfileWire::of(&named.name, &named.text, Some(named)));
    Ok(Json(wire.ok_or_else(|| Refusal::not_found("no_such_profile").with("name", name))?))
}

/// Delete a profile
///
/// One of the company's own. Imports that were made with it stay as they are.
#[utoipa::path(delete, path = "/imports/profiles/{name}", tag = "imports",
    params(("name" = String, Path, example = "lamp-shop")),
    responses((status = 204)), security(("bearer" = ["import"])))]
pub(super) async fn delete_profile(here: Here, Path(name): Path<String>, write: Write<()>) -> Answer<StatusCode> {
    here.command(&write, None, move |tx| delete(tx, &name)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Look at a file before it is imported
///
/// Its columns and first rows, for whoever says what they are: CSV (also packed with gzip), Excel or JSON lines. Every column is told,
/// also those with personal data; nothing is kept.
#[utoipa::path(post, path = "/imports/preview", tag = "imports",
    request_body(content((PreviewForm = "multipart/form-data"), (Vec<u8> = "application/octet-stream"))),
    responses((status = 200, body = PreviewWire)), extensions(("x-writes" = json!(false)), ("x-timeout-seconds" = json!(600))),
    security(("bearer" = ["import"])))]
pub(super) async fn preview_file(_here: Here, request: Request) -> Answer<Response> {
    let bytes = receive_file(request).await?;
    let looking = tokio::task::spawn_blocking(move || order_file::preview(&*bytes, &FileLayout::default(), ROWS));
    let seen = looking.await.map_err(|error| ApiError::internal(&error))?.map_err(Refusal::from)?;
    let wire = PreviewWire { format: seen.format, columns: seen.columns, rows: seen.rows };
    let mut answer = Json(wire).into_response();
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}
