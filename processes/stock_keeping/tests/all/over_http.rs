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
    let api = OpenApiRouter::new()
        .nest("/v1", inventory::http::routes().merge(stock_keeping::routes()))
        .layer(axum::Extension(cells));
    let edge = Edge {
        settings: Settings::default(),
        texts: vec![kernel::TEXTS, catalogue::TEXTS, inventory::TEXTS, ledger::TEXTS, pricing::TEXTS],
        keys: Arc::new(ring),
        ready: Box::new(|| Ok(())),
        about: edge::About { title: "stock", version: "1", description: "." },
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
    on_both(&[catalogue::MIGRATIONS, inventory::MIGRATIONS, ledger::MIGRATIONS, pricing::MIGRATIONS], |t| {
        let owner = ledger::AddEntity {
            code: "hanse-de".parse().unwrap(),
            name: "Hanse".into(),
            country: kernel::CountryCode::DE,
            base_currency: kernel::CurrencyCode::EUR,
            zone: kernel::Zone::UTC,
            address: None,
        };
        t.must(move |tx| ledger::add_entity(tx, &owner));
        t.must(|tx| {
            for id in [1, 2] {
                let sql = "INSERT INTO variants (id, product, sku, choices, status, version) VALUES ($1, 1, $2, $2, 'active', 1)";
                tx.execute(sql, &store::args![id, format!("V-{id}")])?;
            }
            Ok(store::Nothing)
        });
        let desk = desk(&t.store);
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test(&desk));
    });
}

#[test]
fn every_route_stands_the_sweep() {
    on_each(async |desk| {
        let document = desk.get("/v1/openapi.json").await;
        assert_eq!(sweep::targets(&document).len(), 18 + 3);
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

async fn warehouse(desk: &Desk, code: &str) -> String {
    let body =
        json!({"code": code, "country": "de", "postcode": "20457", "zone": "Europe/Berlin", "entity": "hanse-de"});
    let (status, made) = desk.write("POST", "/v1/warehouses", &format!("make-{code}"), body).await;
    assert_eq!((status, &made["country"], &made["active"]), (201, &json!("DE"), &json!(true)));
    made["id"].as_str().unwrap().to_owned()
}

fn variant(number: i64) -> String {
    inventory::VariantId::from_number(number).to_string()
}

#[test]
fn stock_is_received_counted_and_missed() {
    on_each(async |desk| {
        let home = warehouse(desk, "ham").await;
        let lines = json!([
            {"variant": variant(1), "quantity": 5, "unit_cost": {"amount": "2.355", "currency": "EUR"}},
            {"variant": variant(2), "quantity": 7},
        ]);
        let receipt = json!({"warehouse": home, "lines": lines, "document": "DN-1"});
        for _ in 0..2 {
            // The same request again is the same receipt.
            let (status, answer) = desk.write("POST", "/v1/stock/receipts", "r1", receipt.clone()).await;
            assert_eq!(status, 204, "{answer}");
        }
        let told = json!({"warehouse": home, "lines": [
            {"variant": variant(2), "quantity": 7, "unit_cost": {"amount": "1.00", "currency": "EUR"}}
        ]});
        let (status, answer) = desk.write("POST", "/v1/stock/costs", "k1", told).await;
        assert_eq!(status, 204, "{answer}");
        let first = desk.get("/v1/stock?limit=1").await;
        assert_eq!((&first["items"][0]["on_hand"], &first["items"][0]["available"]), (&json!(5), &json!(5)));
        let next = first["next"].as_str().unwrap();
        let second = desk.get(&format!("/v1/stock?limit=1&cursor={next}")).await;
        assert_eq!((&second["items"][0]["on_hand"], &second["next"]), (&json!(7), &Value::Null));
        let mut off = json!({"warehouse": home, "lines": [{"variant": variant(1), "quantity": 6}], "reason": "flood"});
        let (status, problem) = desk.write("POST", "/v1/stock/write-offs", "w0", off.clone()).await;
        assert_eq!(
            (status, &problem["code"]),
            (409, &json!("write_off_of_what_is_not_there")),
            "five are there: {problem}"
        );
        off["fact"] = json!(true);
        assert_eq!(desk.write("POST", "/v1/stock/write-offs", "w1", off).await.0, 204);
        let short = desk.get("/v1/stock/shortfalls").await;
        assert_eq!((&short["items"][0]["quantity"], &short["items"][0]["cause"]), (&json!(1), &json!("written_off")));
        assert_eq!(desk.get("/v1/stock/shortfalls/count").await, json!({"count": 1, "more": false}));
        let take = format!("/v1/stock/shortfalls/{}/{home}/take", variant(1));
        assert_eq!(desk.ask("POST", &take, &[("idempotency-key", "t1")], None).await.0, 204);
        assert!(desk.get("/v1/stock/shortfalls").await["items"][0]["owner"].is_string());
        let moved = desk.get(&format!("/v1/stock/{}/movements?warehouse={home}", variant(1))).await;
        assert_eq!((&moved["items"][0]["quantity"], &moved["items"][0]["reason"]), (&json!(-6), &json!("flood")));
        assert_eq!(moved["items"][1]["unit_cost"], json!({"amount": "2.355", "currency": "EUR"}));
        let count = json!({"warehouse": home, "lines": [{"variant": variant(1), "found": 3}]});
        assert_eq!(desk.write("POST", "/v1/stock/counts", "c1", count).await.0, 204);
        assert_eq!(desk.get("/v1/stock/shortfalls").await["items"], json!([]));
        assert_eq!(desk.get("/v1/stock/shortfalls/count").await["count"], 0);
        let adjust = json!({"warehouse": home, "lines": [{"variant": variant(1), "difference": -4}], "reason": "moth"});
        let (status, problem) = desk.write("POST", "/v1/stock/adjustments", "a1", adjust).await;
        assert_eq!(
            (status, &problem["code"], &problem["field"]),
            (409, &json!("adjustment_takes_held_stock"), &json!("/lines/0/difference"))
        );
        let buffer = json!({"warehouse": home, "lines": [{"variant": variant(1), "buffer": 2}]});
        assert_eq!(desk.write("PUT", "/v1/stock/buffers", "b1", buffer).await.0, 204);
        let shelf = desk.get(&format!("/v1/stock?variant={}&warehouse={home}", variant(1))).await;
        assert_eq!((&shelf["items"][0]["on_hand"], &shelf["items"][0]["available"]), (&json!(3), &json!(1)));
    });
}

#[test]
fn what_the_catalogue_does_not_have_is_neither_received_nor_counted() {
    on_each(async |desk| {
        let home = warehouse(desk, "ham").await;
        let change = |field: &str| {
            let lines = json!([{"variant": variant(1), field: 1}, {"variant": variant(3), field: 1}]);
            json!({"warehouse": home, "lines": lines})
        };
        let mut off = change("quantity");
        off["reason"] = json!("moth");
        let mut adjust = change("difference");
        adjust["reason"] = json!("moth");
        let all = [
            ("receipts", change("quantity")),
            ("counts", change("found")),
            ("adjustments", adjust),
            ("write-offs", off),
        ];
        for (what, body) in all {
            let (status, problem) = desk.write("POST", &format!("/v1/stock/{what}"), what, body).await;
            assert_eq!((status, &problem["code"]), (422, &json!("variant_not_found")), "{what}: {problem}");
            assert_eq!(problem["field"], "/lines/1/variant");
        }
        assert_eq!(desk.get("/v1/stock").await["items"], json!([]));
    });
}

#[test]
fn a_transfer_is_followed_from_shelf_to_shelf() {
    on_each(async |desk| {
        let (from, to) = (warehouse(desk, "szx").await, warehouse(desk, "ham").await);
        let receipt = json!({"warehouse": from, "lines": [{"variant": variant(1), "quantity": 5}]});
        assert_eq!(desk.write("POST", "/v1/stock/receipts", "r1", receipt).await.0, 204);
        let send = |quantity| json!({"from": from, "to": to, "lines": [{"variant": variant(1), "quantity": quantity}]});
        let (status, problem) = desk.write("POST", "/v1/stock/transfers", "t0", send(6)).await;
        assert_eq!((status, &problem["code"]), (409, &json!("out_of_stock")));
        let (status, sent) = desk.write("POST", "/v1/stock/transfers", "t1", send(4)).await;
        assert_eq!((status, &sent["lines"][0]["in_transit"]), (201, &json!(4)));
        let coming = desk.get(&format!("/v1/stock?warehouse={to}")).await;
        assert_eq!((&coming["items"][0]["on_hand"], &coming["items"][0]["in_transit"]), (&json!(0), &json!(4)));
        let transfer = sent["id"].as_str().unwrap();
        let arrivals = format!("/v1/stock/transfers/{transfer}/arrivals");
        let part = json!({"lines": [{"variant": variant(1), "arrived": 2, "lost": 1}]});
        let (status, seen) = desk.write("POST", &arrivals, "t2", part).await;
        assert_eq!((status, &seen["lines"][0]["in_transit"]), (200, &json!(1)));
        // The destination's shelf shows what is still coming.
        let shelves = desk.get(&format!("/v1/stock?warehouse={to}")).await;
        assert_eq!((&shelves["items"][0]["on_hand"], &shelves["items"][0]["in_transit"]), (&json!(2), &json!(1)));
        let nowhere = format!("/v1/stock/transfers/{}", transfer.replace(&transfer[4..], "0000000000001"));
        assert_eq!(desk.ask("GET", &nowhere, &[], None).await.0, 404);
    });
}

#[test]
fn a_warehouse_is_changed_by_whoever_saw_it() {
    on_each(async |desk| {
        let home = warehouse(desk, "ham").await;
        let path = format!("/v1/warehouses/{home}");
        let edit = json!({"zone": "Europe/Berlin", "active": false});
        let headers = [("idempotency-key", "e1"), ("if-match", "\"v1\"")];
        let (status, edited) = desk.ask("PUT", &path, &headers, Some(edit.clone())).await;
        assert_eq!((status, &edited["active"], &edited["version"]), (200, &json!(false), &json!(2)));
        let headers = [("idempotency-key", "e2"), ("if-match", "\"v1\"")];
        assert_eq!(desk.ask("PUT", &path, &headers, Some(edit)).await.0, 412);
        assert_eq!(desk.get("/v1/warehouses").await[0]["code"], json!("ham"));
    });
}
