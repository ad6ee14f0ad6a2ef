//! Filters, questions and cursors over HTTP: the whole service, asked what nobody would ask on purpose.
//!
//! An input is a path with its question; behind a line's end, the body of a question that is asked by POST.

use std::sync::OnceLock;

use access::{NewKey, Scope};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hanse::demo;
use hanse::installation::Installation;
use hanse::settings::Settings;
use tower::ServiceExt;

pub const WORDS: &[&str] = &[
    "/v1/orders?",
    "/v1/stock?",
    "/v1/figures",
    "/v1/orders/find?q=",
    "/v1/products?",
    "/v1/ledger/entries?entity=demo-de&",
    "status=open",
    "&limit=200",
    "&cursor=",
    "&country=DE",
    "&recorded_from=2026-01-01T00:00:00Z",
    "%00",
    "%F0%9F%92%A9",
    "%22",
    "\"measures\":[\"sales\"]",
    "\"dimensions\":[\"day\"]",
    "\"zone\":\"Asia/Kolkata\"",
    "null",
    "[]",
    "9223372036854775807",
    "-1",
    "\\u0000",
    "\\ud800",
    "ord_0000000000000",
    ",",
    "*",
    "\u{7ea2}\u{8272}",
];

struct Service {
    router: Router,
    runtime: tokio::runtime::Runtime,
    key: String,
    _home: tempfile::TempDir,
}

fn service() -> &'static Service {
    static SERVICE: OnceLock<Service> = OnceLock::new();
    SERVICE.get_or_init(|| {
        let home = tempfile::tempdir().unwrap();
        let settings = Settings { data: home.path().join("data"), ..Settings::default() };
        let installation = Installation::open(settings).unwrap();
        let (tenant, region) = ("demo".parse().unwrap(), "eu".parse().unwrap());
        installation.make_tenant(&tenant, &region, "Demo Company").unwrap();
        let cell = installation.open_cell(&tenant, &region).unwrap();
        demo::make(&cell, &demo::Wanted { orders: 30, seed: 3, stock: 50 }).unwrap();
        let scopes = Scope::ALL.iter().copied().collect();
        let key = NewKey { tenant, region, label: "fuzz".to_owned(), scopes, expires_at: None };
        let key = installation.issue_key(key).unwrap();
        let router = hanse::server::service(&installation).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        Service { router, runtime, key, _home: home }
    })
}

pub fn run(input: &[u8]) {
    let (path, body) = input.split_at(input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len()));
    let body = body.strip_prefix(b"\n").map(<[u8]>::to_vec);
    if !path.starts_with(b"/v1/") {
        return;
    }
    let service = service();
    // Questions alone: what is asked by POST and writes wants a key of its own, which is not given.
    let request = Request::builder().method(if body.is_some() { "POST" } else { "GET" }).uri(path);
    let request = request.header("authorization", format!("Bearer {}", service.key));
    let request = request.header("content-type", "application/json").body(Body::from(body.unwrap_or_default()));
    let Ok(request) = request else { return };
    let told = format!("{} {}", request.method(), request.uri());
    let (status, kind, said) = service.runtime.block_on(async {
        let response = service.router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let kind =
            response.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
        (status, kind, axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap())
    });
    let said = String::from_utf8_lossy(&said);
    assert!(status < 500, "{told}: {status} {said}");
    assert!(status < 400 || kind == "application/problem+json", "{told}: {status} as {kind}: {said}");
}
