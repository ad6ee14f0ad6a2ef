//! The routes as a price desk meets them, on both engines.

use std::sync::Arc;

use access::{ApiKey, KeyId, KeyRing, NewKey, RegionCode, Scope, Scopes, TenantCode, issue};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use cell::{Cell, Cells};
use edge::{ApiError, Edge, Settings, sweep};
use kernel::{Actor, Id, Timestamp};
use serde_json::{Value, json};
use store::{Options, Store};
use testkit::homes;
use tower::ServiceExt;
use utoipa_axum::router::OpenApiRouter;

use crate::trade::variant;

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

fn desk(store: Arc<Store>) -> Desk {
    let ring = KeyRing::default();
    let key = |number, scopes| {
        let (tenant, region) = ("demo".parse().unwrap(), "eu".parse().unwrap());
        let wanted = NewKey { tenant, region, label: "test".into(), scopes, expires_at: None };
        let (key, record) =
            issue(wanted, KeyId::from_number(number), Actor::new("test"), Timestamp::default()).unwrap();
        ring.add(&record);
        key
    };
    let full = key(1, Scopes::NONE.with(Scope::PricesRead).with(Scope::PricesWrite));
    let scopeless = key(2, Scopes::NONE);
    let cells: Arc<dyn Cells> =
        Arc::new(One(Cell::new("demo".parse().unwrap(), "eu".parse().unwrap(), store.clone(), store)));
    let api = OpenApiRouter::new().nest("/v1", pricing::http::routes()).layer(axum::Extension(cells));
    let edge = Edge {
        settings: Settings::default(),
        texts: vec![kernel::TEXTS, pricing::TEXTS],
        keys: Arc::new(ring),
        ready: Box::new(|| Ok(())),
        about: edge::About { title: "Pricing", version: "1", description: "." },
    };
    Desk { service: edge.around(api).unwrap(), full, scopeless }
}

impl Desk {
    async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.service.clone().oneshot(request).await.unwrap()
    }
    async fn ask(&self, method: &str, path: &str, key: &str, kind: &str, body: Body) -> (u16, Value) {
        let mut request = Request::builder().method(method).uri(path).header("content-type", kind);
        request = request.header("authorization", format!("Bearer {}", self.full.reveal()));
        if !key.is_empty() {
            request = request.header("idempotency-key", key);
        }
        let response = self.send(request.body(body).unwrap()).await;
        let status = response.status().as_u16();
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }
    async fn get(&self, path: &str) -> (u16, Value) {
        self.ask("GET", path, "", "application/json", Body::empty()).await
    }
    async fn write(&self, method: &str, path: &str, key: &str, body: Value) -> (u16, Value) {
        self.ask(method, path, key, "application/json", Body::from(body.to_string())).await
    }
}

fn on_each(test: impl AsyncFn(&Desk)) {
    for home in homes() {
        let store = Store::open(home.location.clone(), &[pricing::MIGRATIONS], Options::default()).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(test(&desk(store.clone())));
        store.close();
    }
}

#[test]
fn a_market_its_list_and_its_prices_over_http() {
    on_each(async |desk| {
        let market = json!({"code": "de", "names": {"zh": "德国"}, "countries": ["DE", "AT"], "currency": "EUR",
            "seller": "hanse-de", "tax_inclusive": true, "rounding": "line/half_up"});
        let (status, made) = desk.write("POST", "/v1/markets", "m", market.clone()).await;
        assert_eq!((status, &made["countries"]), (201, &json!(["AT", "DE"])), "{made}");
        assert_eq!(desk.write("POST", "/v1/markets", "m", market.clone()).await, (201, made));
        assert_eq!(desk.write("POST", "/v1/markets", "m2", market).await.1["code"], "market_exists");

        let list = json!({"market": "de", "currency": "EUR", "tax_inclusive": true, "rounding": "line/half_up", "default": true});
        let (status, list) = desk.write("POST", "/v1/price-lists", "l", list).await;
        assert_eq!(status, 201, "{list}");
        assert_eq!(desk.get("/v1/markets").await.1["items"][0]["default_list"], list["id"]);
        assert_eq!(desk.get("/v1/price-lists?market=de").await.1["items"], json!([list]));
        assert_eq!(desk.get("/v1/price-lists?market=fr").await.1["items"], json!([]));

        let path = format!("/v1/price-lists/{}/prices", list["id"].as_str().unwrap());
        let screw = variant(7).to_string();
        let prices = json!({"prices": [
            {"variant": screw, "unit_price": {"amount": "0.0042", "currency": "EUR"}},
            {"variant": screw, "min_quantity": 1000, "unit_price": {"amount": "0.0035", "currency": "EUR"}}]});
        let (status, set) = desk.write("PUT", &path, "p", prices.clone()).await;
        assert_eq!((status, &set), (200, &json!({"set": 2, "unchanged": 0})), "{set}");
        assert_eq!(desk.write("PUT", &path, "p", prices.clone()).await.1, set, "the same request again");
        assert_eq!(desk.write("PUT", &path, "p2", prices).await.1, json!({"set": 0, "unchanged": 2}));
        let fine = json!({"prices": [{"variant": screw, "unit_price": {"amount": "0.00000042", "currency": "EUR"}}]});
        assert_eq!(desk.write("PUT", &path, "p3", fine).await.1["field"], "/prices/0/unit_price");

        let (_, page) = desk.get(&format!("{path}?limit=1")).await;
        assert_eq!(page["items"][0]["unit_price"], json!({"amount": "0.0042", "currency": "EUR"}));
        let next = page["next"].as_str().unwrap();
        let (_, page) = desk.get(&format!("{path}?limit=1&cursor={next}")).await;
        assert_eq!((&page["items"][0]["min_quantity"], &page["next"]), (&json!(1000), &Value::Null));
        let (status, ended) = desk.write("POST", &format!("{path}/end"), "e", json!({"variant": screw})).await;
        assert_eq!((status, ended[0]["valid_to"].is_string()), (200, true), "{ended}");
        assert_eq!(desk.get("/v1/price-lists/pls_0000000000000/prices").await.1["code"], "price_list_not_found");
    });
}

#[test]
fn rates_are_uploaded_and_told_with_their_source() {
    on_each(async |desk| {
        let file = "Date,USD,JPY,\n2026-10-30,1.1172,175.68,\n2026-10-29,1.113,N/A,\n";
        let (status, told) = desk.ask("POST", "/v1/fx/rates", "f", "text/csv", Body::from(file)).await;
        assert_eq!((status, &told), (200, &json!({"new": 3, "known": 0, "corrected": 0})), "{told}");
        let (_, quote) = desk.get("/v1/fx/quote?from=USD&to=JPY&on=2026-10-31&purpose=invoice").await;
        assert_eq!((&quote["day"], &quote["stale"]), (&json!("2026-10-30"), &json!(false)), "{quote}");
        assert_eq!(quote["rule"]["status"], "unsure");
        let (status, problem) = desk.get("/v1/fx/quote?from=USD&to=GBP&on=2026-10-31&purpose=invoice").await;
        assert_eq!(
            (status, &problem["code"], &problem["facts"]["currency"]),
            (409, &json!("fx_rate_missing"), &json!("GBP"))
        );
        assert_eq!(desk.get("/v1/fx/quote?from=USD&to=GBP&on=2026-10-31&purpose=fun").await.0, 400);
        let (status, problem) = desk.ask("POST", "/v1/fx/rates", "g", "text/csv", Body::from("Date,USD\nx,1\n")).await;
        assert_eq!(
            (status, &problem["code"], &problem["facts"]["line"]),
            (422, &json!("invalid_fx_file"), &json!("2"))
        );
        let huge = vec![b'x'; 9 * 1024 * 1024];
        assert_eq!(desk.ask("POST", "/v1/fx/rates", "h", "text/csv", Body::from(huge)).await.0, 413);
    });
}

#[test]
fn every_route_stands_the_sweep() {
    on_each(async |desk| {
        let (_, document) = desk.get("/v1/openapi.json").await;
        assert_eq!(sweep::targets(&document).len(), 9 + 3);
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
