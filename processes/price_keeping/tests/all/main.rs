//! Setting prices over HTTP, on both engines.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets the unexpected should stop there")]

use access::Scope;
use serde_json::{Value, json};
use testkit::http::{Served, block_on, cell_on};
use testkit::on_both;

/// A desk with a price list in a catalogue of one variant, number 7; the list's prices.
fn on_each(test: impl AsyncFn(&Served, &str)) {
    on_both(&[catalogue::MIGRATIONS, pricing::MIGRATIONS], |t| {
        t.must(|tx| {
            let sql =
                "INSERT INTO variants (id, product, sku, choices, status, version) VALUES (7, 1, 'S', '', 'active', 1)";
            tx.execute(sql, &[])?;
            Ok(store::Nothing)
        });
        let scopes = [Scope::PricesRead, Scope::PricesWrite];
        let routes = pricing::http::routes().merge(price_keeping::routes());
        let desk = Served::of(&cell_on(&t.store), routes, &[pricing::TEXTS, catalogue::TEXTS], &scopes);
        block_on(async {
            let market = json!({"code": "de", "names": {"zh": "德国"}, "countries": ["DE"], "currency": "EUR",
                "seller": "hanse-de", "tax_inclusive": true, "rounding": "line/half_up"});
            assert_eq!(desk.write("POST", "/v1/markets", "m", market).await.0, 201);
            let list = json!({"market": "de", "currency": "EUR", "tax_inclusive": true, "rounding": "line/half_up", "default": true});
            let (status, list) = desk.write("POST", "/v1/price-lists", "l", list).await;
            assert_eq!(status, 201, "{list}");
            test(&desk, &format!("/v1/price-lists/{}/prices", list["id"].as_str().unwrap())).await;
        });
    });
}

fn variant(number: i64) -> String {
    let id: pricing::VariantId = kernel::Id::from_number(number);
    id.to_string()
}

#[test]
fn prices_are_set_ended_and_listed_over_http() {
    on_each(async |desk, path| {
        let screw = variant(7);
        let prices = json!({"prices": [
            {"variant": screw, "unit_price": {"amount": "0.0042", "currency": "EUR"}},
            {"variant": screw, "min_quantity": 1000, "unit_price": {"amount": "0.0035", "currency": "EUR"}}]});
        let (status, set) = desk.write("PUT", path, "p", prices.clone()).await;
        assert_eq!((status, &set), (200, &json!({"set": 2, "unchanged": 0})), "{set}");
        assert_eq!(desk.write("PUT", path, "p", prices.clone()).await.1, set, "the same request again");
        assert_eq!(desk.write("PUT", path, "p2", prices).await.1, json!({"set": 0, "unchanged": 2}));
        let fine = json!({"prices": [{"variant": screw, "unit_price": {"amount": "0.00000042", "currency": "EUR"}}]});
        assert_eq!(desk.write("PUT", path, "p3", fine).await.1["field"], "/prices/0/unit_price");
        let bare = json!({"prices": [{"variant": screw, "unit_price": {"amount": "0.0042"}}]});
        let (status, problem) = desk.write("PUT", path, "p4", bare).await;
        assert_eq!((status, problem["field"].as_str()), (422, Some("/prices/0/unit_price/currency")), "{problem}");

        let (_, page) = desk.get(&format!("{path}?limit=1")).await;
        assert_eq!(page["items"][0]["unit_price"], json!({"amount": "0.0042", "currency": "EUR"}));
        let next = page["next"].as_str().unwrap();
        let (_, page) = desk.get(&format!("{path}?limit=1&cursor={next}")).await;
        assert_eq!((&page["items"][0]["min_quantity"], &page["next"]), (&json!(1000), &Value::Null));
        let (status, ended) = desk.write("POST", &format!("{path}/end"), "e", json!({"variant": screw})).await;
        assert_eq!((status, ended[0]["valid_to"].is_string()), (200, true), "{ended}");
    });
}

#[test]
fn what_the_catalogue_does_not_have_has_no_price() {
    on_each(async |desk, path| {
        let price = json!({"amount": "1.00", "currency": "EUR"});
        let prices = json!({"prices": [{"variant": variant(7), "unit_price": price}, {"variant": variant(8), "unit_price": price}]});
        let (status, problem) = desk.write("PUT", path, "p", prices).await;
        assert_eq!((status, &problem["code"]), (422, &json!("variant_not_found")), "{problem}");
        assert_eq!(problem["field"], "/prices/1/variant");
        assert_eq!(desk.get(path).await.1["items"], json!([]), "nothing of it is set");
    });
}

#[test]
fn the_route_stands_the_sweep() {
    on_each(async |desk, _| desk.stands_the_sweep(8 + 1).await);
}
