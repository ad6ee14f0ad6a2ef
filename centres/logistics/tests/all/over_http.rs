//! The routes as a warehouse system meets them, on both engines.

use std::sync::Arc;

use access::{ApiKey, KeyId, KeyRing, NewKey, RegionCode, Scope, Scopes, TenantCode, issue};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use cell::{Cell, Cells};
use edge::{ApiError, Edge, Settings, sweep};
use kernel::{Actor, Id, Timestamp};
use serde_json::{Value, json};
use store::Store;
use testkit::on_both;
use tower::ServiceExt;
use utoipa_axum::router::OpenApiRouter;

struct One(Arc<Cell>);

impl Cells for One {
    fn cell(&self, _: &TenantCode, _: &RegionCode) -> Result<Arc<Cell>, ApiError> {
        Ok(self.0.clone())
    }
}

struct Desk {
    service: Router,
    full: ApiKey,
    scopeless: ApiKey,
}

fn desk(store: &Arc<Store>) -> Desk {
    let ring = KeyRing::default();
    let key = |number, scopes| {
        let (tenant, region) = ("demo".parse().unwrap(), "eu".parse().unwrap());
        let wanted = NewKey { tenant, region, label: "test".into(), scopes, expires_at: None };
        let (key, record) =
            issue(wanted, KeyId::from_number(number), Actor::new("test"), Timestamp::default()).unwrap();
        ring.add(&record);
        key
    };
    let full = key(1, Scopes::NONE.with(Scope::StockRead).with(Scope::StockWrite));
    let scopeless = key(2, Scopes::NONE);
    let (tenant, region) = ("demo".parse().unwrap(), "eu".parse().unwrap());
    let cells: Arc<dyn Cells> = Arc::new(One(Cell::new(tenant, region, Arc::clone(store), Arc::clone(store))));
    let api = OpenApiRouter::new().nest("/v1", logistics::http::routes()).layer(axum::Extension(cells));
    let edge = Edge {
        settings: Settings::default(),
        texts: vec![kernel::TEXTS, logistics::TEXTS],
        keys: Arc::new(ring),
        ready: Box::new(|| Ok(())),
        about: edge::About { title: "logistics", version: "1", description: "." },
    };
    Desk { service: edge.around(api).unwrap(), full, scopeless }
}

impl Desk {
    async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.service.clone().oneshot(request).await.unwrap()
    }
    async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<Value>) -> (u16, Value) {
        let mut request = Request::builder().method(method).uri(path);
        request = request.header("authorization", format!("Bearer {}", self.full.reveal()));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = match body {
            Some(body) => {
                request = request.header("content-type", "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        let response = self.send(request.body(body).unwrap()).await;
        let status = response.status().as_u16();
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }
    async fn get(&self, path: &str) -> Value {
        let (status, answer) = self.ask("GET", path, &[], None).await;
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    }
    async fn write(&self, method: &str, path: &str, key: &str, body: Value) -> (u16, Value) {
        self.ask(method, path, &[("idempotency-key", key)], Some(body)).await
    }
}

fn on_each(test: impl AsyncFn(&Desk)) {
    on_both(&[logistics::MIGRATIONS], |t| {
        let desk = desk(&t.store);
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test(&desk));
    });
}

#[test]
fn every_route_stands_the_sweep() {
    on_each(async |desk| {
        let document = desk.get("/v1/openapi.json").await;
        assert_eq!(sweep::targets(&document).len(), 4 + 3);
        for call in sweep::hostile_calls(&document, "", desk.scopeless.reveal(), desk.full.reveal()) {
            let mut request = Request::builder().method(call.method.as_str()).uri(&call.url);
            for (name, value) in &call.headers {
                request = request.header(*name, value);
            }
            let status = desk.send(request.body(Body::from(call.body.clone())).unwrap()).await.status().as_u16();
            assert!(call.allowed.contains(&status), "{} {} {}: {status}", call.name, call.method, call.url);
        }
    });
}

#[test]
fn lanes_are_put_and_read_back() {
    on_each(async |desk| {
        let home = logistics::WarehouseId::from_number(7).to_string();
        let lane = json!({
            "destination": "FR", "service": "parcel", "base": {"amount": "6.49", "currency": "EUR"},
            "per_kg": {"amount": "1.10", "currency": "EUR"}, "days_min": 2, "days_max": 4, "cut_off": "16:05",
            "zone": "Europe/Berlin", "valid_from": "2026-01-01T00:00:00Z", "status": "sure", "source": "contract",
        });
        let mut anywhere = lane.clone();
        anywhere["destination"] = json!("*");
        let body = json!({"warehouse": home, "lanes": [lane, anywhere]});
        assert_eq!(desk.write("PUT", "/v1/lanes", "l1", body.clone()).await.0, 204);
        assert_eq!(desk.get(&format!("/v1/lanes?warehouse={home}")).await, json!([anywhere, lane]));
        for (field, value) in
            [("cut_off", "24:00"), ("cut_off", "+1:00"), ("destination", "Frankreich"), ("status", "maybe")]
        {
            let mut bent = body.clone();
            bent["lanes"][0][field] = json!(value);
            let (status, problem) = desk.write("PUT", "/v1/lanes", &format!("{field}{value}"), bent).await;
            assert_eq!(
                (status, problem["field"].as_str()),
                (422, Some(format!("/lanes/0/{field}").as_str())),
                "{value}"
            );
        }
    });
}

#[test]
fn weights_are_put_on_the_version_seen() {
    on_each(async |desk| {
        let mut weights = desk.get("/v1/sourcing-weights").await;
        weights["day"] = json!({ "amount": "0.90", "currency": weights["currency"] });
        weights.as_object_mut().unwrap().remove("duty_unknown");
        let headers = [("idempotency-key", "w1"), ("if-match", "\"v0\"")];
        assert_eq!(desk.ask("PUT", "/v1/sourcing-weights", &headers, Some(weights.clone())).await.0, 204);
        assert_eq!(desk.get("/v1/sourcing-weights").await, weights);
        let mut mixed = weights.clone();
        mixed["thin_stock"]["currency"] = json!("JPY");
        mixed["thin_stock"]["amount"] = json!("90");
        let headers = [("idempotency-key", "w3"), ("if-match", "\"v1\"")];
        let (status, problem) = desk.ask("PUT", "/v1/sourcing-weights", &headers, Some(mixed)).await;
        assert_eq!((status, &problem["field"]), (422, &json!("/thin_stock/currency")), "{problem}");
        let headers = [("idempotency-key", "w2"), ("if-match", "\"v0\"")];
        assert_eq!(desk.ask("PUT", "/v1/sourcing-weights", &headers, Some(weights)).await.0, 412);
    });
}
