//! The routes as a shop system meets them, on both engines.

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

struct One(Arc<Cell>);

impl Cells for One {
    fn cell(&self, _: &TenantCode, _: &RegionCode) -> Result<Arc<Cell>, ApiError> {
        Ok(self.0.clone())
    }
}

struct Shop {
    service: Router,
    full: ApiKey,
    scopeless: ApiKey,
}

fn shop(store: Arc<Store>) -> Shop {
    let ring = KeyRing::default();
    let key = |number, scopes| {
        let (tenant, region) = ("demo".parse().unwrap(), "eu".parse().unwrap());
        let wanted = NewKey { tenant, region, label: "test".into(), scopes, expires_at: None };
        let (key, record) =
            issue(wanted, KeyId::from_number(number), Actor::new("test"), Timestamp::default()).unwrap();
        ring.add(&record);
        key
    };
    let full = key(1, Scopes::NONE.with(Scope::CatalogueRead).with(Scope::CatalogueWrite));
    let scopeless = key(2, Scopes::NONE);
    let cells: Arc<dyn Cells> =
        Arc::new(One(Cell::new("demo".parse().unwrap(), "eu".parse().unwrap(), store.clone(), store)));
    let api = OpenApiRouter::new().nest("/v1", catalogue::http::routes()).layer(axum::Extension(cells));
    let edge = Edge {
        settings: Settings::default(),
        texts: vec![kernel::TEXTS, catalogue::TEXTS],
        keys: Arc::new(ring),
        ready: Box::new(|| Ok(())),
        about: edge::About { title: "Catalogue", version: "1", description: "." },
    };
    Shop { service: edge.around(api).unwrap(), full, scopeless }
}

impl Shop {
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
}

fn mug() -> Value {
    json!({
        "names": {"en": "Mug", "zh": "马克杯", "ar": "كوب"},
        "tax_class": "standard", "category": "home/mugs", "hs_code": "6912.00", "origin": "CN",
        "options": [{"code": "colour", "values": [{"code": "red", "names": {"zh": "红色"}}, {"code": "blue"}]}],
        "variants": [{"sku": "MUG-RED", "choices": {"colour": "red"}, "weight_grams": 410},
                     {"sku": "MUG-BLUE", "choices": {"colour": "blue"}}]
    })
}

fn on_each(test: impl AsyncFn(&Shop)) {
    for home in homes() {
        let store = Store::open(home.location.clone(), &[catalogue::MIGRATIONS], Options::default()).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(test(&shop(store.clone())));
        store.close();
    }
}

#[test]
fn a_product_lives_over_http() {
    on_each(async |shop| {
        let create = || shop.ask("POST", "/v1/products", &[("idempotency-key", "a")], Some(mug()));
        let (status, made) = create().await;
        assert_eq!((status, &made["names"]["zh"], &made["version"]), (201, &json!("马克杯"), &json!(1)), "{made}");
        assert_eq!(create().await.1["id"], made["id"], "the same request again is the same product");
        let path = format!("/v1/products/{}", made["id"].as_str().unwrap());

        let patch = json!({"names": {"ar": null, "de": "Becher"}, "origin": null});
        let headers = [("idempotency-key", "b"), ("if-match", "\"v1\"")];
        let (status, edited) = shop.ask("PATCH", &path, &headers, Some(patch.clone())).await;
        assert_eq!(status, 200, "{edited}");
        assert_eq!(edited["names"], json!({"en": "Mug", "zh": "马克杯", "de": "Becher"}));
        assert_eq!((&edited["origin"], &edited["hs_code"]), (&Value::Null, &json!("691200")));
        let late = [("idempotency-key", "c"), ("if-match", "\"v1\""), ("accept-language", "zh")];
        let (status, problem) = shop.ask("PATCH", &path, &late, Some(patch)).await;
        assert_eq!((status, &problem["code"]), (412, &json!("stale_version")));

        let taken = json!({"sku": "mug-red", "choices": {"colour": "red"}});
        let (status, problem) =
            shop.ask("POST", &format!("{path}/variants"), &[("idempotency-key", "d")], Some(taken)).await;
        assert_eq!((status, &problem["field"]), (409, &json!("/choices")), "{problem}");

        let alias = Some(json!({"alias": "4711/rot"}));
        let (status, facts) =
            shop.ask("POST", "/v1/variants/mug-red/aliases", &[("idempotency-key", "e")], alias).await;
        assert_eq!((status, &facts["sku"]), (200, &json!("MUG-RED")));
        assert_eq!(shop.ask("GET", "/v1/variants/4711%2FROT", &[], None).await.1, facts);
        let (status, facts) =
            shop.ask("POST", "/v1/variants/mug-blue/archive", &[("idempotency-key", "f")], None).await;
        assert_eq!((status, &facts["active"]), (200, &json!(false)));
        let (red, blue) = (made["variants"][0]["id"].as_str().unwrap(), made["variants"][1]["id"].as_str().unwrap());
        let (_, both) =
            shop.ask("GET", &format!("/v1/variants?variant={blue},{red},var_0000000000001"), &[], None).await;
        let skus: Vec<_> = both.as_array().unwrap().iter().map(|one| one["sku"].as_str().unwrap()).collect();
        assert_eq!(skus, ["MUG-RED", "MUG-BLUE"], "also the archived one; what is not there is left out");
        assert_eq!(both[0]["names"]["zh"], "马克杯");
        let many = (1..=201).map(|id| format!("var_{id:013}")).collect::<Vec<_>>().join(",");
        let (status, problem) = shop.ask("GET", &format!("/v1/variants?variant={many}"), &[], None).await;
        assert_eq!((status, &problem["code"]), (400, &json!("invalid_query")));
        assert_eq!(shop.ask("GET", "/v1/variants/none", &[], None).await.1["code"], "sku_not_found");

        let (_, list) = shop.ask("GET", "/v1/products?q=%E7%BA%A2%E8%89%B2%20mug&category=home", &[], None).await;
        assert_eq!(list["items"][0]["id"], made["id"]);
        let (_, list) = shop.ask("GET", "/v1/products?missing=ja&limit=1", &[], None).await;
        assert_eq!((list["items"].as_array().unwrap().len(), &list["next"]), (1, &Value::Null));
        let (_, texts) = shop.ask("GET", "/v1/product-texts", &[], None).await;
        assert_eq!((&texts["products"], &texts["locales"][0]["locale"]), (&json!(1), &json!("de")));
    });
}

#[test]
fn pages_follow_each_other_and_a_cursor_stays_with_its_filters() {
    on_each(async |shop| {
        for n in 0..5 {
            let body = json!({"names": {"en": format!("Thing {n}")}, "tax_class": "standard", "variants": [{"sku": format!("T{n}")}]});
            let key = format!("k{n}");
            assert_eq!(shop.ask("POST", "/v1/products", &[("idempotency-key", &key)], Some(body)).await.0, 201);
        }
        let mut names = Vec::new();
        let mut path = "/v1/products?q=thing&limit=2".to_owned();
        loop {
            let (_, page) = shop.ask("GET", &path, &[], None).await;
            names.extend(page["items"].as_array().unwrap().iter().map(|item| item["names"]["en"].clone()));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/v1/products?q=thing&limit=2&cursor={next}");
            let other = format!("/v1/products?q=other&limit=2&cursor={next}");
            assert_eq!(shop.ask("GET", &other, &[], None).await.1["code"], "invalid_cursor");
        }
        assert_eq!(names, ["Thing 4", "Thing 3", "Thing 2", "Thing 1", "Thing 0"]);
    });
}

#[test]
fn every_route_stands_the_sweep() {
    on_each(async |shop| {
        let (_, document) = shop.ask("GET", "/v1/openapi.json", &[], None).await;
        assert_eq!(sweep::targets(&document).len(), 10 + 3, "the catalogue's, and those of sessions");
        for call in sweep::hostile_calls(&document, "", shop.scopeless.reveal(), shop.full.reveal()) {
            let mut request = Request::builder().method(call.method.as_str()).uri(&call.url);
            for (name, value) in &call.headers {
                request = request.header(*name, value);
            }
            let status = shop.send(request.body(Body::from(call.body.clone())).unwrap()).await.status().as_u16();
            assert!(call.allowed.contains(&status), "{} {} {}: {status}", call.name, call.method, call.url);
        }
    });
}
