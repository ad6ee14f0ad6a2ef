//! API keys over HTTP: list them, issue one, revoke one.

use std::sync::Arc;

use access::{KeyId, KeyRecord, NewKey, Scopes};
use axum::Extension;
use axum::http::StatusCode;
use edge::{Answer, ApiError, Caller, Cursor, Json, Page, PageQuery, Path, Place, Query, Write};
use kernel::{Id, Refusal, Timestamp};
use serde::{Deserialize, Serialize};
use store::CommandError;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::installation::Installation;

/// The routes of keys, to be nested under `/v1`. They find the `Arc<Installation>` in the request's extensions.
pub fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list, issue)).routes(routes!(show)).routes(routes!(revoke))
}

/// An API key, as it may be shown: without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KeyWire {
    #[schema(value_type = String, example = "key_05WXQ7Z9K2F3A")]
    id: KeyId,
    /// What it is for.
    #[schema(example = "shop front")]
    label: String,
    /// How it begins, to tell keys apart.
    #[schema(example = "hk_demo_7GQ2")]
    prefix: String,
    /// What it may do.
    #[schema(value_type = Vec<String>, example = json!(["orders:read", "orders:write"]))]
    scopes: Scopes,
    /// `active`, `expired` or `revoked`.
    #[schema(example = "active")]
    state: &'static str,
    #[schema(value_type = String, format = DateTime, example = "2026-11-21T08:30:00Z")]
    created_at: Timestamp,
    /// The key or part of the program that issued it.
    #[schema(example = "key_05WXQ7Z9K2F39")]
    created_by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, example = "2027-11-21T08:30:00Z")]
    expires_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-12-01T08:30:00Z")]
    revoked_at: Option<Timestamp>,
}

impl KeyWire {
    pub fn of(key: KeyRecord, now: Timestamp) -> Self {
        let state = match (key.revoked_at, key.expires_at) {
            (Some(_), _) => "revoked",
            (None, Some(end)) if end <= now => "expired",
            (None, _) => "active",
        };
        Self {
            id: key.id,
            label: key.label,
            prefix: key.prefix,
            scopes: key.scopes,
            state,
            created_at: key.created_at,
            created_by: key.created_by.as_str().to_owned(),
            expires_at: key.expires_at,
            revoked_at: key.revoked_at,
        }
    }
}

/// A key that was issued.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IssuedWire {
    #[serde(flatten)]
    pub key: KeyWire,
    /// The key itself, this once: it is kept nowhere. Absent when the same request was done before; then revoke the key and issue
    /// another.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "hk_demo_7GQ2M9V4T1C8E5X0B3K6N7R2W9Y4")]
    pub secret: Option<String>,
}

/// A key that is wanted.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct IssueKey {
    /// What it is for, in your words; name no person. 1 to 100 characters.
    #[schema(example = "shop front")]
    label: String,
    /// What it may do; the key that asks must be allowed all of it itself.
    #[schema(value_type = Vec<String>, example = json!(["orders:read", "orders:write"]))]
    scopes: Scopes,
    /// When it ends by itself; never when not said. No later than the key that asks.
    #[schema(value_type = Option<String>, format = DateTime, example = "2027-11-21T08:30:00Z")]
    expires_at: Option<Timestamp>,
}

/// Why a key is revoked.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RevokeKey {
    /// For the record. Name nobody: the record stays.
    #[schema(example = "the shop front has a new one")]
    reason: Option<String>,
}

/// Work on the control store runs to its end, also when the caller hangs up: a key that was revoked must not stay in the ring.
async fn done<T: Send + 'static>(work: impl FnOnce() -> Result<T, CommandError> + Send + 'static) -> Answer<T> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|error| ApiError::internal(&error))??)
}

/// List API keys
///
/// The company's keys in this region, newest first, revoked ones too; never their secrets.
#[utoipa::path(get, path = "/keys", tag = "keys", params(PageQuery),
    responses((status = 200, body = Page<KeyWire>)), security(("bearer" = ["keys"])))]
async fn list(
    Extension(installation): Extension<Arc<Installation>>,
    caller: Caller,
    Query(query): Query<PageQuery>,
) -> Answer<Json<Page<KeyWire>>> {
    let before = query.after("keys")?.map(KeyId::from_number);
    let limit = query.limit;
    let keys = done(move || {
        let now = installation.control.context(&caller.actor()).now;
        let ask = |read: &mut store::Reader<'_>| {
            access::keys_of(read, caller.tenant(), caller.region(), before, limit.rows_and_one())
        };
        let keys = installation.control.read_blocking(ask)?;
        Ok(keys.into_iter().map(|key| KeyWire::of(key, now)).collect::<Vec<_>>())
    })
    .await?;
    let cursor = |last: &KeyWire| Cursor::after("keys", &[Place::Int(last.id.number())]);
    Ok(Json(Page::cut(keys, limit, cursor)))
}

async fn shown(installation: Arc<Installation>, caller: Caller, id: KeyId) -> Answer<KeyWire> {
    done(move || {
        let now = installation.control.context(&caller.actor()).now;
        let ask = |read: &mut store::Reader<'_>| access::key_of(read, caller.tenant(), caller.region(), id);
        Ok(KeyWire::of(installation.control.read_blocking(ask)?, now))
    })
    .await
}

/// Show an API key
#[utoipa::path(get, path = "/keys/{key}", tag = "keys", params(("key" = String, Path, example = "key_05WXQ7Z9K2F3A")),
    responses((status = 200, body = KeyWire)), security(("bearer" = ["keys"])))]
async fn show(
    Extension(installation): Extension<Arc<Installation>>,
    caller: Caller,
    Path(id): Path<KeyId>,
) -> Answer<Json<KeyWire>> {
    Ok(Json(shown(installation, caller, id).await?))
}

/// Issue an API key
///
/// It is let in at once. Its secret stands in this answer and nowhere else. A key hands on only what it may do itself, and for no
/// longer than it lives.
#[utoipa::path(post, path = "/keys", tag = "keys", request_body = IssueKey,
    responses((status = 201, body = IssuedWire)), security(("bearer" = ["keys"])))]
async fn issue(
    Extension(installation): Extension<Arc<Installation>>,
    caller: Caller,
    write: Write<IssueKey>,
) -> Answer<(StatusCode, Json<IssuedWire>)> {
    let IssueKey { label, scopes, expires_at } = write.input.clone();
    if scopes == Scopes::NONE {
        return Err(Refusal::invalid("key_without_scopes").at("/scopes").into());
    }
    caller.holder().may_issue(scopes, expires_at)?;
    let wanted = NewKey { tenant: caller.tenant().clone(), region: caller.region().clone(), label, scopes, expires_at };
    let (submission, desk) = (write.submission(&caller), Arc::clone(&installation));
    let (id, secret) = done(move || desk.issue_key_once(submission, wanted)).await?;
    let key = shown(installation, caller, id).await?;
    Ok((StatusCode::CREATED, Json(IssuedWire { key, secret })))
}

/// Revoke an API key
///
/// The next request with it is refused. It stays in the list, with when it was revoked; revoking it again changes nothing.
#[utoipa::path(post, path = "/keys/{key}/revoke", tag = "keys", request_body = Option<RevokeKey>,
    params(("key" = String, Path, example = "key_05WXQ7Z9K2F3A")),
    responses((status = 200, body = KeyWire)), security(("bearer" = ["keys"])))]
async fn revoke(
    Extension(installation): Extension<Arc<Installation>>,
    caller: Caller,
    Path(id): Path<KeyId>,
    write: Write<Option<RevokeKey>>,
) -> Answer<Json<KeyWire>> {
    let reason = write.input.as_ref().and_then(|said| said.reason.as_deref());
    let submission = write.submission(&caller).because(reason);
    let (desk, by) = (Arc::clone(&installation), caller.clone());
    done(move || desk.revoke_key(submission, by.tenant(), by.region(), id)).await?;
    Ok(Json(shown(installation, caller, id).await?))
}
