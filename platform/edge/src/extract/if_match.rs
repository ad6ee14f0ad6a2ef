//! Versions of things: `ETag: "v3"` on the way out, `If-Match: "v3"` on the way in.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::header::{ETAG, IF_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use kernel::Refusal;
use serde::Serialize;

use crate::ApiError;

/// The version the caller saw. `Option<IfMatch>` where the header may be left out; without the option 428
/// `precondition_required` is answered. A value that is no version is 400 `invalid_if_match` either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub i64);

fn read(parts: &Parts) -> Result<Option<IfMatch>, ApiError> {
    let Some(value) = parts.headers.get(IF_MATCH) else { return Ok(None) };
    let version = value.to_str().ok().and_then(|text| text.strip_prefix("\"v")?.strip_suffix('"')?.parse().ok());
    let wrong = || ApiError::with_status(StatusCode::BAD_REQUEST, Refusal::invalid("invalid_if_match"));
    version.filter(|version| *version >= 0).map(IfMatch).map(Some).ok_or_else(wrong)
}

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let missing =
            || ApiError::with_status(StatusCode::PRECONDITION_REQUIRED, Refusal::invalid("precondition_required"));
        read(parts)?.ok_or_else(missing)
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, ApiError> {
        read(parts)
    }
}

/// A version as an `ETag` value: 3 is `"v3"`.
pub fn etag(version: i64) -> HeaderValue {
    HeaderValue::try_from(format!("\"v{version}\"")).unwrap_or(HeaderValue::from_static("\"v0\""))
}

/// An answer with its version in `ETag`.
#[derive(Debug)]
pub struct Versioned<T> {
    pub version: i64,
    pub answer: T,
}

impl<T: Serialize> IntoResponse for Versioned<T> {
    fn into_response(self) -> Response {
        let mut response = crate::Json(self.answer).into_response();
        response.headers_mut().insert(ETAG, etag(self.version));
        response
    }
}
