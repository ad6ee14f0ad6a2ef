//! What is answered without a key: health, metrics, the document and the page that shows it.

use std::sync::Arc;

use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use bytes::Bytes;
use serde_json::{Value, json};

use crate::edge::{Ready, Shell};
use crate::{Language, Texts, meters};

const PAGE: &str = include_str!("../page/index.html");
const STYLE: &str = include_str!("../page/style.css");
const SCRIPTS: [(&str, &str); 4] = [
    ("/docs/page.js", include_str!("../page/page.js")),
    ("/docs/route.js", include_str!("../page/route.js")),
    ("/docs/schema.js", include_str!("../page/schema.js")),
    ("/docs/words.js", include_str!("../page/words.js")),
];

/// Where the page has its routes for whoever runs no script.
const ROUTES_HERE: &str = "<!--routes-->";

/// What the app has to show at `/metrics` beside the edge's own, in Prometheus's text form: put in as an [`Extension`] around the
/// service. Asked at every scrape, on a thread that may block, so it must be cheap.
#[derive(Clone)]
pub struct MoreMetrics(pub Arc<dyn Fn() -> String + Send + Sync>);

/// The page loads nothing from elsewhere and runs nothing but its own script.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(crate) fn routes(document: Bytes, texts: &Texts, ready: Ready, shell: Arc<Shell>) -> Router {
    let problems = Bytes::from(problems(texts).to_string());
    let page = Bytes::from(PAGE.replace(ROUTES_HERE, &listed(&document)));
    let ready = Arc::new(ready);
    let scripts = SCRIPTS.into_iter().fold(Router::new(), |router, (path, script)| {
        router.route(path, get(move || async move { shown("text/javascript; charset=utf-8", script) }))
    });
    scripts
        .route("/docs", get(move || async move { shown("text/html; charset=utf-8", page) }))
        .route("/docs/style.css", get(|| async { shown("text/css; charset=utf-8", STYLE) }))
        .route("/docs/problems.json", get(move || async move { shown("application/json", problems) }))
        .route("/v1/openapi.json", get(move || async move { shown("application/json", document) }))
        .route("/healthz", get(|| async { shown("text/plain; charset=utf-8", "well\n") }))
        .route("/readyz", get(move || async move { readiness(&ready) }))
        .route("/metrics", get(move |more: Option<Extension<MoreMetrics>>| async move { metrics(&shell, more).await }))
}

/// The routes of the document as a list, by tag: what the page shows where no script runs.
fn listed(document: &[u8]) -> String {
    let document: Value = serde_json::from_slice(document).unwrap_or_default();
    let mut tags: std::collections::BTreeMap<&str, String> = std::collections::BTreeMap::new();
    let paths = document.get("paths").and_then(Value::as_object);
    for (path, methods) in paths.into_iter().flatten() {
        for (method, route) in methods.as_object().into_iter().flatten() {
            let Some(tag) = route.pointer("/tags/0").and_then(Value::as_str) else { continue };
            let said = |name: &str| route.get(name).and_then(Value::as_str).map(escaped);
            let chinese =
                said("x-summary-zh").map(|text| format!(" <span lang=\"zh\">{text}</span>")).unwrap_or_default();
            let (verb, path, summary) = (method.to_uppercase(), escaped(path), said("summary").unwrap_or_default());
            let row = format!(
                "<li><span class=\"method {method}\">{verb}</span> <code>{path}</code> {summary}{chinese}</li>"
            );
            tags.entry(tag).or_default().push_str(&row);
        }
    }
    tags.into_iter().map(|(tag, rows)| format!("<h2>{}</h2><ul class=\"plain\">{rows}</ul>", escaped(tag))).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn shown(kind: &'static str, body: impl IntoResponse) -> Response {
    let headers: [(HeaderName, &'static str); 4] = [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, "no-cache"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, body).into_response()
}

fn readiness(ready: &Ready) -> Response {
    match ready() {
        Ok(()) => shown("text/plain; charset=utf-8", "ready\n"),
        Err(why) => (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n")).into_response(),
    }
}

async fn metrics(shell: &Shell, more: Option<Extension<MoreMetrics>>) -> Response {
    let in_flight = u32::try_from(shell.in_flight.count()).unwrap_or(u32::MAX);
    let mut page = meters::page(in_flight);
    if let Some(Extension(MoreMetrics(more))) = more {
        match tokio::task::spawn_blocking(move || more()).await {
            Ok(told) => page.push_str(&told),
            Err(error) => tracing::error!(%error, "the app's metrics are missing"),
        }
    }
    shown("text/plain; version=0.0.4; charset=utf-8", page)
}

/// Every code with its sentences, for the page's list of problems.
fn problems(texts: &Texts) -> Value {
    let mut all = serde_json::Map::new();
    for language in Language::ALL {
        for (code, sentence) in texts.all(language) {
            let entry = all.entry(code).or_insert_with(|| json!({}));
            if let Some(entry) = entry.as_object_mut() {
                let said = json!({ "title": sentence.title, "detail": sentence.detail, "help": sentence.help });
                entry.insert(language.tag().to_owned(), said);
            }
        }
    }
    Value::Object(all)
}
