//! The routes as a warehouse system meets them, on both engines.

use access::Scope;
use kernel::Id;
use serde_json::{Value, json};
use testkit::http::{Served, block_on, cell_on};
use testkit::on_both;

fn on_each(test: impl AsyncFn(&Served)) {
    on_both(&[logistics::MIGRATIONS], |t| {
        let scopes = [Scope::StockRead, Scope::StockWrite];
        let desk = Served::of(&cell_on(&t.store), logistics::http::routes(), &[logistics::TEXTS], &scopes);
        block_on(test(&desk));
    });
}

/// What a route that must answer answers.
async fn read(desk: &Served, path: &str) -> Value {
    let (status, answer) = desk.get(path).await;
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

#[test]
fn every_route_stands_the_sweep() {
    on_each(async |desk| desk.stands_the_sweep(4).await);
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
        assert_eq!(read(desk, &format!("/v1/lanes?warehouse={home}")).await, json!([anywhere, lane]));
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
        let mut weights = read(desk, "/v1/sourcing-weights").await;
        weights["day"] = json!({ "amount": "0.90", "currency": weights["currency"] });
        weights.as_object_mut().unwrap().remove("duty_unknown");
        let headers = [("idempotency-key", "w1"), ("if-match", "\"v0\"")];
        assert_eq!(desk.ask("PUT", "/v1/sourcing-weights", &headers, Some(weights.clone())).await.0, 204);
        assert_eq!(read(desk, "/v1/sourcing-weights").await, weights);
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
