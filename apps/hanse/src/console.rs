//! The console: pages for people, beside the API, from inside the binary.
//!
//! `make console` puts packed files (`.br`, `.gz`) into `console/dist`. Without them the program builds and serves all the same,
//! and says in the console's place how to get it. What belongs to the API never comes here.

use std::io::Read;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY,
    VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../../console/dist"]
#[allow_missing = true]
struct Files;

/// Stands in the page where the nonce of each answer goes.
const NONCE: &str = "__nonce__";
const NOT_BUILT: &str = include_str!("console/not_built.html");

/// Puts the console beside the API's service: on every path that is none of the API's.
pub fn beside(api: Router) -> Router {
    api.layer(from_fn(|request: Request, next: Next| async move {
        match answer(&request) {
            Some(response) => response,
            None => next.run(request).await,
        }
    }))
}

/// Paths that are the API's own, with what lies below them.
const API: [&str; 5] = ["/v1", "/docs", "/healthz", "/readyz", "/metrics"];

fn is_api(path: &str) -> bool {
    API.iter().any(|own| path.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// A file, or for a page's address the page itself; `None` leaves the request to the API.
fn answer(request: &Request) -> Option<Response> {
    let path = request.uri().path();
    if !matches!(*request.method(), Method::GET | Method::HEAD) || is_api(path) {
        return None;
    }
    let name = path.trim_start_matches('/');
    if name.rsplit('/').next().is_some_and(|last| last.contains('.')) {
        return file(name, request.headers());
    }
    let wants_page = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok());
    wants_page.is_some_and(|kinds| kinds.contains("text/html")).then(page)
}

fn file(name: &str, headers: &HeaderMap) -> Option<Response> {
    // The page is made for each answer; it is no file.
    if name.starts_with("index.html") {
        return None;
    }
    let packed = |end: &str| Files::get(&format!("{name}.{end}"));
    let takes = |coding: &str| {
        let codings = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
        codings.split(',').any(|one| one.trim() == coding)
    };
    let (body, coding) = match (Files::get(name), takes("br"), takes("gzip")) {
        (Some(plain), ..) => (bytes_of(plain), None),
        (None, true, _) => (bytes_of(packed("br")?), Some("br")),
        (None, false, true) => (bytes_of(packed("gz")?), Some("gzip")),
        (None, false, false) => (unpacked(&packed("gz")?.data)?, None),
    };
    let kept = if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = (
        [
            (CONTENT_TYPE, kind(name)),
            (CACHE_CONTROL, kept),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (VARY, "accept-encoding"),
        ],
        Body::from(body),
    )
        .into_response();
    if let Some(coding) = coding {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    Some(response)
}

fn bytes_of(file: EmbeddedFile) -> Bytes {
    match file.data {
        std::borrow::Cow::Borrowed(data) => Bytes::from_static(data),
        std::borrow::Cow::Owned(data) => Bytes::from(data),
    }
}

fn unpacked(gzip: &[u8]) -> Option<Bytes> {
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(gzip).read_to_end(&mut plain).ok()?;
    Some(Bytes::from(plain))
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// The page, with a nonce for the styles it makes as it goes; scripts come from here and from nowhere else.
fn page() -> Response {
    let html = Files::get("index.html.gz").and_then(|file| unpacked(&file.data));
    let html = html.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok());
    let status = if html.is_some() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let Some(nonce) = nonce() else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; \
         connect-src 'self'; img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'"
    );
    let html = html.as_deref().unwrap_or(NOT_BUILT).replace(NONCE, &nonce);
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-cache"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "same-origin"),
    ];
    let mut response = (status, headers, html).into_response();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn nonce() -> Option<String> {
    let mut random = [0u8; 16];
    getrandom::fill(&mut random).ok()?;
    Some(random.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(path: &str, accept: &str) -> Option<Response> {
        answer(&Request::builder().uri(path).header("accept", accept).body(Body::empty()).unwrap())
    }

    #[test]
    fn the_console_takes_its_pages_and_leaves_the_api_its_own() {
        for page in ["/", "/orders", "/orders/ord_1", "/v1x", "/documents"] {
            let response = ask(page, "text/html,*/*").unwrap_or_else(|| panic!("{page}"));
            let policy = response.headers()["content-security-policy"].to_str().unwrap();
            assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
            assert_eq!(response.headers()["cache-control"], "no-cache");
        }
        for own in
            ["/v1/orders", "/v1", "/docs", "/docs/page.js", "/healthz", "/readyz", "/metrics", "/v1/openapi.json"]
        {
            assert!(ask(own, "text/html").is_none(), "{own}");
        }
        assert!(ask("/orders", "application/json").is_none(), "a program that mistypes a path gets the API's no");
        assert!(ask("/no-such-file.js", "text/html").is_none());
        assert!(ask("/../Cargo.toml", "text/html").is_none());
        let post = Request::post("/orders").header("accept", "text/html").body(Body::empty()).unwrap();
        assert!(answer(&post).is_none());
    }

    #[test]
    fn each_page_has_a_nonce_of_its_own() {
        let policy = || page().headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert_ne!(policy(), policy());
    }
}
