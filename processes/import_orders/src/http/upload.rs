//! An upload on its way in: a form, or the file as the body.

use std::str::FromStr;

use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use edge::ApiError;
use kernel::Refusal;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::input::Options;
use crate::run::LARGEST;

/// How the file is to be imported; a form's fields come before these.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct StartQuery {
    /// The name of a profile.
    #[param(example = "uk-retail")]
    profile: Option<String>,
    /// The shop the orders are of.
    #[param(example = "uk-web")]
    shop: Option<String>,
    /// The legal entity that sold; found by the profile's assumptions when not said.
    entity: Option<String>,
    /// The warehouse the goods left from; found by the profile's assumptions when not said.
    warehouse: Option<String>,
    /// The market; named like the shop when not said.
    market: Option<String>,
    /// Only report what would happen.
    #[serde(default)]
    dry_run: bool,
    /// What the file is called; kept where it names nobody. A form says it with the file.
    #[param(example = "orders_2026-11.csv")]
    file_name: Option<String>,
}

/// The same as a form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form; its fields are read one by one")]
pub(super) struct UploadForm {
    /// CSV (also packed with gzip), Excel or JSON lines; at most 64 MiB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// The name of a profile, or a profile's own text (TOML).
    profile: String,
    /// The shop the orders are of.
    shop: String,
    entity: Option<String>,
    warehouse: Option<String>,
    market: Option<String>,
    dry_run: Option<bool>,
}

fn body_refused(status: StatusCode) -> ApiError {
    let code = if status == StatusCode::PAYLOAD_TOO_LARGE { "body_too_large" } else { "invalid_body" };
    ApiError::with_status(status, Refusal::invalid(code))
}

fn form_refused(error: &MultipartError) -> ApiError {
    body_refused(error.status())
}

/// Reads the upload and how it is to be imported.
pub(super) async fn receive(query: StartQuery, request: Request) -> Result<(Bytes, String, Options), ApiError> {
    let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (bytes, told) = if content_type.to_ascii_lowercase().starts_with("multipart/form-data") {
        let form = Multipart::from_request(request, &()).await.map_err(|refused| body_refused(refused.status()))?;
        read_form(form, query).await?
    } else {
        let bytes = Bytes::from_request(request, &()).await.map_err(|refused| body_refused(refused.status()))?;
        (bytes, query)
    };
    if bytes.is_empty() {
        return Err(Refusal::invalid("import_without_file").at("/file").into());
    }
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST {
        return Err(body_refused(StatusCode::PAYLOAD_TOO_LARGE));
    }
    let missing =
        |field: &'static str| Refusal::invalid("import_field_missing").at(format!("/{field}")).with("field", field);
    let profile = told.profile.ok_or_else(|| missing("profile"))?;
    let shop = told.shop.ok_or_else(|| missing("shop"))?;
    let options = Options {
        shop: code("shop", &shop)?,
        entity: told.entity.as_deref().map(|text| code("entity", text)).transpose()?,
        warehouse: told.warehouse.as_deref().map(|text| code("warehouse", text)).transpose()?,
        market: told.market.as_deref().map(|text| code("market", text)).transpose()?,
        dry_run: told.dry_run,
        file_name: told.file_name,
    };
    Ok((bytes, profile, options))
}

/// The file as a form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form; its fields are read one by one")]
pub(super) struct PreviewForm {
    /// The file, or of a text its beginning: no more than its first rows is looked at.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Reads an upload that is only looked at.
pub(super) async fn receive_file(request: Request) -> Result<Bytes, ApiError> {
    let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let bytes = if content_type.to_ascii_lowercase().starts_with("multipart/form-data") {
        let form = Multipart::from_request(request, &()).await.map_err(|refused| body_refused(refused.status()))?;
        read_form(form, StartQuery::default()).await?.0
    } else if content_type.to_ascii_lowercase().starts_with("application/json") {
        // A program's own message, not a file somebody keeps.
        return Err(body_refused(StatusCode::UNPROCESSABLE_ENTITY));
    } else {
        Bytes::from_request(request, &()).await.map_err(|refused| body_refused(refused.status()))?
    };
    if bytes.is_empty() { Err(Refusal::invalid("import_without_file").at("/file").into()) } else { Ok(bytes) }
}

fn code<T: FromStr<Err = kernel::CodeError>>(field: &'static str, text: &str) -> Result<T, ApiError> {
    text.parse().map_err(|error: kernel::CodeError| Refusal::from(error).at(format!("/{field}")).into())
}

async fn read_form(mut form: Multipart, mut told: StartQuery) -> Result<(Bytes, StartQuery), ApiError> {
    let mut file = Bytes::new();
    while let Some(field) = form.next_field().await.map_err(|error| form_refused(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            told.file_name = field.file_name().map(str::to_owned).or(told.file_name);
            file = field.bytes().await.map_err(|error| form_refused(&error))?;
            continue;
        }
        let text = field.text().await.map_err(|error| form_refused(&error))?;
        match name.as_str() {
            "profile" => told.profile = Some(text),
            "shop" => told.shop = Some(text),
            "entity" => told.entity = Some(text),
            "warehouse" => told.warehouse = Some(text),
            "market" => told.market = Some(text),
            "dry_run" => told.dry_run = text == "true",
            other => {
                let shown: String = other.chars().take(40).collect();
                return Err(Refusal::invalid("import_field_unknown")
                    .at(format!("/{shown}"))
                    .with("field", shown)
                    .into());
            }
        }
    }
    Ok((file, told))
}
