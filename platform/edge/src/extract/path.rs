//! Ids in the path. One that cannot be an id is simply not found.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use kernel::Refusal;
use serde::de::DeserializeOwned;

use crate::ApiError;

/// The path's parameters. An id that does not parse is 404 `not_found`.
#[derive(Debug, Clone, Copy)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let not_found = || Refusal::not_found("not_found");
        // Nothing has the character U+0000 in its name.
        if parts.uri.path().contains("%00") {
            return Err(not_found().into());
        }
        let axum::extract::Path(value) =
            axum::extract::Path::from_request_parts(parts, state).await.map_err(|_| not_found())?;
        Ok(Self(value))
    }
}
