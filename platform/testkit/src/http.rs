//! Routes behind the whole edge, asked as somebody's program asks them.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use access::{ApiKey, KeyId, KeyRing, NewKey, Scope, issue};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use cell::{Cell, Cells};
use edge::{ApiError, Edge, Settings, sweep};
use kernel::{Actor, Id, Timestamp};
use serde_json::Value;
use store::Store;
use tower::ServiceExt;
use utoipa_axum::router::OpenApiRouter;

struct One(Arc<Cell>);

impl Cells for One {
    fn cell(&self, _: &access::TenantCode, _: &access::RegionCode) -> Result<Arc<Cell>, ApiError> {
        Ok(Arc::clone(&self.0))
    }
}

/// A cell of `demo` in `eu` on one store; for parts that have no persons, whose keys would stand in a store of their own.
pub fn cell_on(store: &Arc<Store>) -> Arc<Cell> {
    let (tenant, region) = ("demo".parse().expect("a tenant"), "eu".parse().expect("a region"));
    Cell::new(tenant, region, Arc::clone(store), Arc::clone(store))
}

/// Some routes, served under `/v1` for one cell.
pub struct Served {
    pub cell: Arc<Cell>,
    service: Router,
    ring: Arc<KeyRing>,
    keys: AtomicI64,
    /// With the scopes asked for.
    pub full: ApiKey,
    pub scopeless: ApiKey,
}

impl Served {
    /// `texts` are those of the parts whose refusals the routes answer with; the kernel's are always there.
    pub fn of(cell: &Arc<Cell>, routes: OpenApiRouter, texts: &[&'static str], scopes: &[Scope]) -> Self {
        let (ring, keys) = (Arc::new(KeyRing::default()), AtomicI64::new(1));
        let cells: Arc<dyn Cells> = Arc::new(One(Arc::clone(cell)));
        let api = OpenApiRouter::new().nest("/v1", routes).layer(axum::Extension(cells));
        let edge = Edge {
            settings: Settings::default(),
            texts: std::iter::once(kernel::TEXTS).chain(texts.iter().copied()).collect(),
            keys: Arc::clone(&ring),
            ready: Box::new(|| Ok(())),
            about: edge::About { title: "test", version: "1", description: "." },
        };
        let service = edge.around(api).expect("the routes fit together");
        let (full, scopeless) = (draw(cell, &ring, &keys, scopes), draw(cell, &ring, &keys, &[]));
        Self { cell: Arc::clone(cell), service, ring, keys, full, scopeless }
    }

    /// A further key.
    pub fn key(&self, scopes: &[Scope]) -> ApiKey {
        draw(&self.cell, &self.ring, &self.keys, scopes)
    }

    pub async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.service.clone().oneshot(request).await.expect("the edge always answers")
    }

    /// The status and the JSON of an answer; null where it is none.
    pub async fn answer(&self, request: Request<Body>) -> (u16, Value) {
        let response = self.send(request).await;
        let status = response.status().as_u16();
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.expect("a whole answer");
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    /// A JSON call by a key, with further headers.
    pub async fn ask_as(
        &self,
        key: &ApiKey,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> (u16, Value) {
        let mut request = Request::builder().method(method).uri(path);
        request = request.header("authorization", format!("Bearer {}", key.reveal()));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = match body {
            Some(body) => request.header("content-type", "application/json").body(Body::from(body.to_string())),
            None => request.body(Body::empty()),
        };
        self.answer(request.expect("a request")).await
    }

    /// A JSON call by the full key.
    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<Value>) -> (u16, Value) {
        self.ask_as(&self.full, method, path, headers, body).await
    }

    pub async fn get(&self, path: &str) -> (u16, Value) {
        self.ask("GET", path, &[], None).await
    }

    /// A write under an idempotency key.
    pub async fn write(&self, method: &str, path: &str, once: &str, body: Value) -> (u16, Value) {
        self.ask(method, path, &[("idempotency-key", once)], Some(body)).await
    }

    /// Fires every hostile call at every route, of which there are so many: none may be answered otherwise than it should.
    pub async fn stands_the_sweep(&self, routes: usize) {
        let (status, document) = self.get("/v1/openapi.json").await;
        assert_eq!((status, sweep::targets(&document).len()), (200, routes + 3), "with those of sessions");
        for call in sweep::hostile_calls(&document, "", self.scopeless.reveal(), self.full.reveal()) {
            let mut request = Request::builder().method(call.method.as_str()).uri(&call.url);
            for (name, value) in &call.headers {
                request = request.header(*name, value);
            }
            let request = request.body(Body::from(call.body.clone())).expect("a request");
            let status = self.send(request).await.status().as_u16();
            assert!(call.allowed.contains(&status), "{} {} {}: {status}", call.name, call.method, call.url);
        }
    }
}

fn draw(cell: &Cell, ring: &KeyRing, keys: &AtomicI64, scopes: &[Scope]) -> ApiKey {
    let (tenant, region) = (cell.tenant.clone(), cell.region.clone());
    let scopes = scopes.iter().copied().collect();
    let wanted = NewKey { tenant, region, label: "test".into(), scopes, expires_at: None };
    let id = KeyId::from_number(keys.fetch_add(1, Ordering::Relaxed));
    let (key, record) = issue(wanted, id, Actor::new("test"), Timestamp::default()).expect("chance for a key");
    ring.add(&record);
    key
}

/// Runs to the end what a test asks of its routes.
pub fn block_on<F: Future>(asking: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(asking)
}
