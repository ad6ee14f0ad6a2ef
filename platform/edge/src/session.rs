//! The way in for a browser: a key is shown once, and a cookie that no script can read stands for it from then on.
//!
//! The cookie counts only on requests that carry `Hanse-Console: 1`. A page of another origin cannot add that header without asking
//! first (Fetch standard, CORS preflight), and nothing here ever answers yes; `SameSite=Strict` keeps the cookie from it besides.

use std::sync::Arc;

use access::{LIFE_MS, Scopes, Sessions};
use axum::Extension;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::edge::now;
use crate::{Answer, ApiError, Caller, Json};

const NAME: &str = "hanse_session";
const CONSOLE: HeaderName = HeaderName::from_static("hanse-console");
const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-proto");

pub(crate) fn routes() -> OpenApiRouter {
    let session = OpenApiRouter::new().routes(routes!(who, open, end));
    OpenApiRouter::new().nest("/v1", session)
}

/// The session a request carries, when it is the console's own request.
pub(crate) fn presented(headers: &HeaderMap) -> Option<&str> {
    if headers.get(CONSOLE)? != "1" {
        return None;
    }
    let cookies = headers.get_all(COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == NAME).map(|(_, token)| token)
}

/// Who calls, and what the key allows.
#[derive(Debug, Serialize, ToSchema)]
struct SessionWire {
    tenant: String,
    region: String,
    /// The key's id; what the key does is recorded under it.
    actor: String,
    /// What the key was issued for; `admin` implies all but `persons:read`.
    #[schema(value_type = Vec<String>)]
    scopes: Scopes,
}

impl SessionWire {
    fn of(caller: &Caller) -> Self {
        Self {
            tenant: caller.tenant().to_string(),
            region: caller.region().to_string(),
            actor: caller.actor().as_str().to_owned(),
            scopes: caller.scopes(),
        }
    }
}

/// Who calls
#[utoipa::path(get, path = "/session", tag = "session", responses((status = 200, body = SessionWire)),
    extensions(("x-summary-zh" = json!("当前登录"))))]
async fn who(caller: Caller) -> Json<SessionWire> {
    Json(SessionWire::of(&caller))
}

/// Open a session
///
/// The answer sets a cookie that stands for the key on requests with the header `Hanse-Console: 1`. It ends with the key, after
/// 12 hours unused and after 7 days; a server that starts again goes on with it.
#[utoipa::path(post, path = "/session", tag = "session", responses((status = 201, body = SessionWire)),
    extensions(("x-writes" = json!(false)), ("x-summary-zh" = json!("登录"))))]
async fn open(caller: Caller, Extension(sessions): Extension<Arc<Sessions>>, headers: HeaderMap) -> Answer<Response> {
    let token = sessions.open(caller.holder(), now()).await.map_err(|error| ApiError::internal(&error))?;
    let cookie = cookie(token.reveal(), LIFE_MS / 1000, &headers);
    Ok((StatusCode::CREATED, [(SET_COOKIE, cookie?)], Json(SessionWire::of(&caller))).into_response())
}

/// End the session
#[utoipa::path(delete, path = "/session", tag = "session", responses((status = 204)),
    extensions(("x-writes" = json!(false)), ("x-summary-zh" = json!("退出登录"))))]
async fn end(_: Caller, Extension(sessions): Extension<Arc<Sessions>>, headers: HeaderMap) -> Answer<Response> {
    if let Some(token) = presented(&headers) {
        sessions.end(token).await.map_err(|error| ApiError::internal(&error))?;
    }
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, cookie("", 0, &headers)?)]).into_response())
}

/// `Secure` where the browser came by TLS, which ends before this server; a server on one's own machine is reached without.
fn cookie(token: &str, life_s: i64, headers: &HeaderMap) -> Result<HeaderValue, ApiError> {
    let secure = if headers.get(FORWARDED).is_some_and(|by| by == "https") { "; Secure" } else { "" };
    let text = format!("{NAME}={token}; Path=/; Max-Age={life_s}; HttpOnly; SameSite=Strict{secure}");
    HeaderValue::from_str(&text).map_err(|error| ApiError::internal(&error))
}
