//! JSON in and out. In: limited in size, and a mistake is told by line, column and field.

use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use kernel::Refusal;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

use super::mistake::Mistake;
use crate::ApiError;

/// A JSON body. For requests that write, [`crate::Write`] reads the same with its idempotency.
#[derive(Debug, Clone, Copy)]
pub struct Json<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let is_json = says_json(request.headers());
        let body = body_of(request, state).await?;
        parse(&body, is_json).map(Json)
    }
}

/// The whole body, within the route's limit (`DefaultBodyLimit`; 1 MiB unless the route says otherwise).
pub(super) async fn body_of<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, ApiError> {
    Bytes::from_request(request, state).await.map_err(|rejection| {
        let status = rejection.status();
        let code = if status == StatusCode::PAYLOAD_TOO_LARGE { "body_too_large" } else { "invalid_body" };
        ApiError::with_status(status, Refusal::invalid(code))
    })
}

/// Whether the content type is JSON: `application/json` or `application/…+json`, with or without parameters.
pub(super) fn says_json(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = value.split(';').next().unwrap_or_default().trim();
    let subtype = essence.get(..12).filter(|start| start.eq_ignore_ascii_case("application/")).and(essence.get(12..));
    subtype.is_some_and(|kind| kind.eq_ignore_ascii_case("json") || kind.to_ascii_lowercase().ends_with("+json"))
}

/// A body as `T`. An empty body is `null`, so that a command without input takes none.
pub(super) fn parse<T: DeserializeOwned>(body: &[u8], is_json: bool) -> Result<T, ApiError> {
    if !is_json && !body.is_empty() {
        let refusal = Refusal::invalid("unsupported_media_type");
        return Err(ApiError::with_status(StatusCode::UNSUPPORTED_MEDIA_TYPE, refusal));
    }
    let text: &[u8] = if body.is_empty() { b"null" } else { body };
    if let Some(before) = zero_in(text) {
        let lines: Vec<&[u8]> = before.split(|byte| *byte == b'\n').collect();
        let column = lines.last().map_or(1, |line| line.len().saturating_add(1));
        let refusal = Refusal::invalid("text_with_zero").with("line", lines.len()).with("column", column);
        return Err(ApiError::with_status(StatusCode::UNPROCESSABLE_ENTITY, refusal));
    }
    // Nearly every body is right, and keeping track of where one is costs a third of reading it: only what is wrong is read twice.
    if let Ok(value) = serde_json::from_slice(text) {
        return Ok(value);
    }
    let mut reader = serde_json::Deserializer::from_slice(text);
    let parsed = serde_path_to_error::deserialize(&mut reader);
    let value: T = parsed.map_err(|error| unusable(error.path(), error.inner()))?;
    reader.end().map_err(|error| unusable(&serde_path_to_error::Track::new().path(), &error))?;
    Ok(value)
}

/// What stands before the first U+0000 of a JSON text. No text of people's holds it, and PostgreSQL keeps none that does.
fn zero_in(text: &[u8]) -> Option<&[u8]> {
    let mut from = 0_usize;
    loop {
        let rest = text.get(from..)?;
        let at = from.checked_add(rest.iter().position(|byte| *byte == b'\\')?)?;
        // Unescaped, it is no JSON at all. The letter that is escaped may be a backslash itself.
        let escaped = at.checked_add(1)?;
        if text.get(escaped..)?.starts_with(b"u0000") {
            return text.get(..at);
        }
        from = escaped.checked_add(1)?;
    }
}

fn unusable(path: &serde_path_to_error::Path, error: &serde_json::Error) -> ApiError {
    let told = error.to_string();
    let told = told.split(" at line ").next().unwrap_or(&told);
    if !error.is_data() {
        let refusal = Refusal::invalid("invalid_json").with("line", error.line()).with("column", error.column());
        return ApiError::with_status(StatusCode::BAD_REQUEST, refusal);
    }
    let mistake = Mistake::of(told);
    let pointer = pointer(path, mistake);
    let shown = if pointer.is_empty() { "/" } else { &pointer };
    ApiError::with_status(StatusCode::UNPROCESSABLE_ENTITY, mistake.refusal(shown, told).at(&pointer))
}

/// The JSON pointer (RFC 6901) of where reading stopped; a missing field is pointed at by its own name.
fn pointer(path: &serde_path_to_error::Path, mistake: Mistake<'_>) -> String {
    let mut pointer = String::new();
    let mut step = |name: &str| {
        pointer.push('/');
        pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
    };
    for segment in path {
        match segment {
            Segment::Seq { index } => step(&index.to_string()),
            Segment::Map { key } => step(key),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    if let Mistake::Missing(name) = mistake {
        step(name);
    }
    pointer
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "read by serde only")]
    struct Line {
        sku: String,
        pieces: u32,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "read by serde only")]
    struct Order {
        lines: Vec<Line>,
    }

    fn refused(body: &str) -> (u16, Option<String>, String) {
        match parse::<Order>(body.as_bytes(), true) {
            Err(ApiError::Refused { refusal, status, .. }) => (status.as_u16(), refusal.field, refusal.code.to_owned()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_mistake_is_told_by_its_field() {
        let (status, field, code) = refused(r#"{"lines":[{"sku":"A","pieces":1},{"sku":"B","pieces":-2}]}"#);
        assert_eq!((status, field.as_deref()), (422, Some("/lines/1/pieces")));
        assert_eq!(code, "field_wants_count");
        assert_eq!(refused(r#"{"lines":[{"sku":"A"}]}"#).1.as_deref(), Some("/lines/0/pieces"));
        assert_eq!(refused(r#"{"lines":[{"sku":"A","pieces":1,"a/b":1}]}"#).1.as_deref(), Some("/lines/0/a~1b"));
        assert_eq!(refused(r#"{"lines":["#).0, 400);
        assert_eq!(refused(r#"{"lines":[]} more"#).0, 400);
        assert_eq!(refused("").0, 422);
    }

    #[test]
    fn a_text_with_the_character_zero_is_refused_where_it_stands() {
        assert_eq!(refused("{\"lines\":[\n{\"sku\":\"A\\u0000\",\"pieces\":1}]}").0, 422);
        let Err(ApiError::Refused { refusal, .. }) = parse::<Vec<String>>(b"[\n \"a\\u0000\"]", true) else { panic!() };
        assert_eq!((refusal.facts[0].1.as_str(), refusal.facts[1].1.as_str()), ("2", "4"));
        let fine: Vec<String> = parse(br#"["\\u0000", "\n", "u0000", "\\"]"#, true).unwrap();
        assert_eq!(fine[0], r"\u0000");
    }

    #[test]
    fn only_json_is_json() {
        for (value, is) in [
            ("application/json", true),
            ("Application/JSON; charset=utf-8", true),
            ("application/merge-patch+json", true),
            ("text/json", false),
            ("application/x-www-form-urlencoded", false),
        ] {
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, value.parse().unwrap())]);
            assert_eq!(says_json(&headers), is, "{value}");
        }
        assert!(parse::<()>(b"", false).is_ok());
        assert_eq!(parse::<()>(b"a=b", false).unwrap_err().status(), 415);
    }
}
