//! Who calls, as the authentication of [`crate::Edge`] found it.

use std::sync::Arc;

use access::{Grant, Holder, KeyId, RegionCode, Scope, Scopes, TenantCode};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::tz::TimeZone;
use kernel::{Actor, Locale};

use crate::{ApiError, Language};

/// The verified caller of a request.
#[derive(Debug, Clone)]
pub struct Caller {
    holder: Arc<Holder>,
    /// The language of the sentences this caller reads (`Accept-Language`).
    pub language: Language,
    /// The languages this caller reads, the dearest first: for texts that exist in more of them than Hanse's own sentences.
    pub locales: Vec<Locale>,
    /// The zone in which this caller cuts days (`Time-Zone`, UTC when not given).
    pub zone: TimeZone,
}

impl Caller {
    pub fn new(holder: Arc<Holder>, language: Language, locales: Vec<Locale>, zone: TimeZone) -> Self {
        Self { holder, language, locales, zone }
    }
    pub fn tenant(&self) -> &TenantCode {
        &self.holder.tenant
    }
    pub fn region(&self) -> &RegionCode {
        &self.holder.region
    }
    pub fn key(&self) -> KeyId {
        self.holder.key
    }
    /// The key's id, as the actor of a command.
    pub fn actor(&self) -> Actor {
        self.holder.actor.clone()
    }
    pub fn scopes(&self) -> Scopes {
        self.holder.scopes
    }
    /// The verified key's holder.
    pub fn holder(&self) -> &Holder {
        &self.holder
    }
    /// Refuses with 403 `forbidden_scope` when the key lacks the scope.
    pub fn needs(&self, scope: Scope) -> Result<(), ApiError> {
        Ok(self.holder.needs(scope)?)
    }
    /// What this caller may do, to be carried to where it is needed (the vault).
    pub fn grant(&self) -> Grant {
        Grant::of(&self.holder)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let caller = parts.extensions.get::<Caller>().cloned();
        caller.ok_or_else(|| ApiError::Internal("a route that asks for its caller stands outside the edge".to_owned()))
    }
}

/// The request's id: the caller's `X-Request-Id` when it is sane, else drawn here (`req_…`).
#[derive(Debug, Clone)]
pub struct RequestId(pub Arc<str>);

impl<S: Send + Sync> FromRequestParts<S> for RequestId {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let id = parts.extensions.get::<RequestId>().cloned();
        id.ok_or_else(|| ApiError::Internal("a route that asks for its request id stands outside the edge".to_owned()))
    }
}
