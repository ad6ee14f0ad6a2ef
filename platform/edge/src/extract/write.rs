//! What every write carries: its idempotency key, and the fingerprint of what was asked with it.

use access::KeyId;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use kernel::{Id, Refusal};
use serde::de::DeserializeOwned;
use store::{Idempotency, Submission};

use super::json::{body_of, parse, says_json};
use crate::{ApiError, Caller};

/// The `Idempotency-Key` header: 1 to 255 visible ASCII characters. Only its hash goes on: a client may put anything in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct IdempotencyKey {
    /// The first 16 bytes of a blake3 hash over the caller's key id and the header's text: two API keys never meet.
    pub hash: [u8; 16],
}

impl IdempotencyKey {
    /// The key of a caller's text; `None` when it is empty, too long or holds what cannot be seen.
    pub fn of(caller: Option<KeyId>, text: &[u8]) -> Option<Self> {
        let fits = (1..=255).contains(&text.len()) && text.iter().all(u8::is_ascii_graphic);
        let caller = caller.map_or(0, Id::number).to_be_bytes();
        fits.then(|| Self { hash: first_16(blake3::Hasher::new().update(&caller).update(text).finalize()) })
    }

    fn read(parts: &Parts) -> Result<Self, ApiError> {
        let caller = parts.extensions.get::<Caller>().map(Caller::key);
        let key = parts.headers.get("idempotency-key").and_then(|value| Self::of(caller, value.as_bytes()));
        let missing = || ApiError::with_status(StatusCode::BAD_REQUEST, Refusal::invalid("idempotency_key_required"));
        key.ok_or_else(missing)
    }
}

fn first_16(hash: blake3::Hash) -> [u8; 16] {
    hash.as_bytes().first_chunk().copied().unwrap_or_default()
}

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        Self::read(parts)
    }
}

/// The body of a request that writes. `Write<()>` for a command without input.
#[derive(Debug, Clone)]
pub struct Write<T> {
    pub input: T,
    pub key: IdempotencyKey,
    /// The first 16 bytes of blake3 over method, path with query, and the body's bytes: the same key with another fingerprint is refused.
    pub fingerprint: [u8; 16],
}

impl<T> Write<T> {
    /// What the store remembers the request by.
    pub fn once(&self) -> Idempotency {
        Idempotency { key: self.key.hash, fingerprint: self.fingerprint }
    }
    /// The submission of this request's command: by its caller, once.
    pub fn submission(&self, caller: &Caller) -> Submission {
        Submission::by(&caller.actor()).once(Some(self.once()))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Write<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let (parts, body) = request.into_parts();
        let key = IdempotencyKey::read(&parts)?;
        let is_json = says_json(&parts.headers);
        let mut asked = blake3::Hasher::new();
        asked.update(parts.method.as_str().as_bytes()).update(b" ");
        asked.update(parts.uri.path_and_query().map_or("", |path| path.as_str()).as_bytes()).update(b"\n");
        let body = body_of(Request::from_parts(parts, body), state).await?;
        let fingerprint = first_16(asked.update(&body).finalize());
        Ok(Self { input: parse(&body, is_json)?, key, fingerprint })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    async fn write(method: &str, path: &str, key: &str, body: &'static str) -> Result<Write<Option<u32>>, ApiError> {
        let request = Request::builder().method(method).uri(path).header("content-type", "application/json");
        let request = if key.is_empty() { request } else { request.header("idempotency-key", key) };
        Write::from_request(request.body(Body::from(body)).unwrap(), &()).await
    }

    #[tokio::test]
    async fn the_fingerprint_tells_method_path_and_body_apart() {
        let first = write("POST", "/orders", "a", "1").await.unwrap();
        let same = write("POST", "/orders", "a", "1").await.unwrap();
        assert_eq!((first.key, first.fingerprint, first.input), (same.key, same.fingerprint, Some(1)));
        for (method, path, body) in
            [("PUT", "/orders", "1"), ("POST", "/order", "1"), ("POST", "/orders", "2"), ("POST", "/orders?x", "1")]
        {
            assert_ne!(write(method, path, "a", body).await.unwrap().fingerprint, first.fingerprint);
        }
        assert_ne!(write("POST", "/orders", "b", "1").await.unwrap().key, first.key);
    }

    #[tokio::test]
    async fn a_write_without_a_usable_key_is_refused() {
        let long = "k".repeat(256);
        for key in ["", "has space", &long] {
            let refused = write("POST", "/orders", key, "1").await.unwrap_err();
            assert_eq!((refused.status().as_u16(), refused.code()), (400, "idempotency_key_required"));
        }
        assert!(write("POST", "/orders", &long[1..], "1").await.is_ok());
    }
}
