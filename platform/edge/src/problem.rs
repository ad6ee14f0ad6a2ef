//! How a "no" looks on the wire: RFC 9457 `application/problem+json` with a stable `code`.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use kernel::{Refusal, RefusalKind};
use serde::Serialize;
use store::{CommandError, StoreError};
use utoipa::ToSchema;

use crate::{Language, Texts};

/// Why a request was not done (RFC 9457). Branch on `code`; show `title` and `detail` to people.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Where the code is explained, relative to this server.
    #[serde(rename = "type")]
    #[schema(example = "/docs#problem-out_of_stock")]
    pub kind: String,
    /// What happened, in a few words of the caller's language.
    #[schema(example = "Out of stock")]
    pub title: String,
    /// The HTTP status.
    #[schema(example = 409)]
    pub status: u16,
    /// What happened, with the facts, in the caller's language.
    #[schema(example = "MUG-RED: 3 wanted, 2 available.")]
    pub detail: String,
    /// The stable code: never changes its meaning.
    #[schema(example = "out_of_stock")]
    pub code: String,
    /// JSON pointer (RFC 6901) of the input field it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "/lines/0/sku")]
    pub field: Option<String>,
    /// The facts of the detail, by name, as text.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<&'static str, String>,
    /// Quote this when asking for help; it stands in the server's log.
    #[schema(example = "req_05WXQ7Z9K2F3A")]
    pub request_id: String,
    /// What can be done about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// What a handler answers instead of its answer. Carries no language: the sentence is written by the edge's outer layer, which
/// knows the caller's ([`crate::Edge`]).
#[derive(Debug)]
pub enum ApiError {
    /// A "no" that is the caller's to know.
    Refused { refusal: Refusal, status: StatusCode, retry_after_s: Option<u32> },
    /// A failure of ours: logged with the request id, told to nobody. The text must hold no personal data.
    Internal(String),
}

/// What every handler returns.
pub type Answer<T> = Result<T, ApiError>;

impl ApiError {
    /// A refusal with a status other than its kind's.
    pub fn with_status(status: StatusCode, refusal: Refusal) -> Self {
        Self::Refused { refusal, status, retry_after_s: None }
    }

    /// A failure of ours, with the errors beneath it.
    pub fn internal(error: &dyn std::error::Error) -> Self {
        let mut told = error.to_string();
        let mut beneath = error.source();
        while let Some(cause) = beneath {
            told.push_str(": ");
            told.push_str(&cause.to_string());
            beneath = cause.source();
        }
        Self::Internal(told)
    }

    /// Adds `Retry-After` in seconds.
    pub fn retry_after(mut self, seconds: u32) -> Self {
        if let Self::Refused { retry_after_s, .. } = &mut self {
            *retry_after_s = Some(seconds);
        }
        self
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Self::Refused { status, .. } => *status,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused { refusal, .. } => refusal.code,
            Self::Internal(_) => "internal",
        }
    }

    /// The response in full, in a language.
    pub(crate) fn render(&self, texts: &Texts, language: Language, request_id: &str) -> Response {
        let no_facts = Vec::new();
        let (field, facts) = match self {
            Self::Refused { refusal, .. } => (refusal.field.clone(), &refusal.facts),
            Self::Internal(_) => (None, &no_facts),
        };
        let code = self.code();
        let said = texts.say(code, language, facts);
        let problem = Problem {
            kind: format!("/docs#problem-{code}"),
            title: said.title,
            status: self.status().as_u16(),
            detail: said.detail,
            code: code.to_owned(),
            field,
            facts: facts.iter().cloned().collect(),
            request_id: request_id.to_owned(),
            help: said.help,
        };
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
        if let Self::Refused { retry_after_s: Some(seconds), .. } = self {
            headers.insert(RETRY_AFTER, HeaderValue::from(*seconds));
        }
        if self.status() == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"hanse\""));
        }
        response
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let (status, retry_after_s) = match refusal.kind {
            RefusalKind::Invalid => (StatusCode::UNPROCESSABLE_ENTITY, None),
            RefusalKind::NotFound => (StatusCode::NOT_FOUND, None),
            RefusalKind::Conflict => (StatusCode::CONFLICT, None),
            RefusalKind::Stale => (StatusCode::PRECONDITION_FAILED, None),
            RefusalKind::Forbidden => (StatusCode::FORBIDDEN, None),
            RefusalKind::Busy => (StatusCode::SERVICE_UNAVAILABLE, Some(1)),
        };
        Self::Refused { refusal, status, retry_after_s }
    }
}

impl From<CommandError> for ApiError {
    fn from(error: CommandError) -> Self {
        match error {
            CommandError::Refused(refusal) => refusal.into(),
            CommandError::Failed(failure) => failure.into(),
        }
    }
}

impl From<StoreError> for ApiError {
    /// A store that is out of reach is 503 `store_unavailable`, which may pass; everything else is ours to mend.
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) | StoreError::Taken(_) => {
                tracing::error!(why = %error, "the store is out of reach");
                Self::from(Refusal::new(RefusalKind::Busy, "store_unavailable")).retry_after(5)
            }
            other => Self::internal(&other),
        }
    }
}

/// An error on its way out, for the outer layer to put into words.
#[derive(Clone)]
struct Carried(Arc<ApiError>);

impl IntoResponse for ApiError {
    /// The status alone; the outer layer writes the problem.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Carried(Arc::new(self)));
        response
    }
}

/// The error a response carries, or the one its bare status means (what axum itself answers: no such
/// route, wrong method). `allowed` names the methods of the path.
pub(crate) fn error_of(response: &mut Response, allowed: impl FnOnce() -> String) -> Option<Arc<ApiError>> {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    if let Some(Carried(error)) = response.extensions_mut().remove::<Carried>() {
        return Some(error);
    }
    let kind = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if kind.is_some_and(|kind| !kind.starts_with("text/plain")) {
        return None;
    }
    let code = match status {
        StatusCode::NOT_FOUND => "not_found",
        StatusCode::METHOD_NOT_ALLOWED => "method_not_allowed",
        StatusCode::PAYLOAD_TOO_LARGE => "body_too_large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "unsupported_media_type",
        other if other.is_server_error() => return Some(Arc::new(ApiError::Internal(format!("a bare {other}")))),
        _ => "invalid_request",
    };
    let refusal = match status {
        StatusCode::METHOD_NOT_ALLOWED => Refusal::invalid(code).with("allowed", allowed()),
        _ => Refusal::invalid(code),
    };
    Some(Arc::new(ApiError::with_status(status, refusal)))
}
