//! The routes as a price desk meets them, on both engines.

use access::Scope;
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use testkit::http::{Served, block_on, cell_on};
use testkit::on_both;

fn on_each(test: impl AsyncFn(&Served)) {
    on_both(&[pricing::MIGRATIONS], |t| {
        let scopes = [Scope::PricesRead, Scope::PricesWrite];
        let desk = Served::of(&cell_on(&t.store), pricing::http::routes(), &[pricing::TEXTS], &scopes);
        block_on(test(&desk));
    });
}

/// Hands in a file of rates.
async fn rates(desk: &Served, once: &str, file: impl Into<Body>) -> (u16, Value) {
    let request = Request::post("/v1/fx/rates").header("content-type", "text/csv").header("idempotency-key", once);
    let request = request.header("authorization", format!("Bearer {}", desk.full.reveal()));
    desk.answer(request.body(file.into()).unwrap()).await
}

#[test]
fn a_market_and_its_list_over_http() {
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

        assert_eq!(desk.get("/v1/price-lists/pls_0000000000000/prices").await.1["code"], "price_list_not_found");
    });
}

#[test]
fn rates_are_uploaded_and_told_with_their_source() {
    on_each(async |desk| {
        let file = "Date,USD,JPY,\n2026-10-30,1.1172,175.68,\n2026-10-29,1.113,N/A,\n";
        let (status, told) = rates(desk, "f", file).await;
        assert_eq!((status, &told), (200, &json!({"new": 3, "known": 0, "corrected": 0})), "{told}");
        let (_, quote) = desk.get("/v1/fx/quote?from=USD&to=JPY&on=2026-10-31&purpose=invoice").await;
        assert_eq!((&quote["day"], &quote["stale"]), (&json!("2026-10-30"), &json!(false)), "{quote}");
        assert_eq!(quote["rule"]["status"], "unsure");
        assert_eq!(quote["rule"]["says"], "the rate last published when the tax became chargeable");
        let asked = "/v1/fx/quote?from=USD&to=JPY&on=2026-10-31&purpose=invoice";
        for (language, word) in [("zh-CN,en;q=0.5", "公布"), ("ar", "سعر"), ("de, zh;q=0.8", "公布")] {
            let (_, said) = desk.ask("GET", asked, &[("accept-language", language)], None).await;
            assert!(said["rule"]["says"].as_str().unwrap().contains(word), "{language}: {said}");
        }
        let (status, problem) = desk.get("/v1/fx/quote?from=USD&to=GBP&on=2026-10-31&purpose=invoice").await;
        assert_eq!(
            (status, &problem["code"], &problem["facts"]["currency"]),
            (409, &json!("fx_rate_missing"), &json!("GBP"))
        );
        assert_eq!(desk.get("/v1/fx/quote?from=USD&to=GBP&on=2026-10-31&purpose=fun").await.0, 400);
        let (status, problem) = rates(desk, "g", "Date,USD\nx,1\n").await;
        assert_eq!(
            (status, &problem["code"], &problem["facts"]["line"]),
            (422, &json!("invalid_fx_file"), &json!("2"))
        );
        let huge = vec![b'x'; 9 * 1024 * 1024];
        assert_eq!(rates(desk, "h", huge).await.0, 413);
    });
}

#[test]
fn every_route_stands_the_sweep() {
    on_each(async |desk| desk.stands_the_sweep(8).await);
}
