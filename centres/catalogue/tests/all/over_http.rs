//! The routes as a shop system meets them, on both engines.

use access::Scope;
use serde_json::{Value, json};
use testkit::http::{Served, block_on, cell_on};
use testkit::on_both;

fn mug() -> Value {
    json!({
        "names": {"en": "Mug", "zh": "马克杯", "ar": "كوب"},
        "tax_class": "standard", "category": "home/mugs", "hs_code": "6912.00", "origin": "CN",
        "options": [{"code": "colour", "values": [{"code": "red", "names": {"zh": "红色"}}, {"code": "blue"}]}],
        "variants": [{"sku": "MUG-RED", "choices": {"colour": "red"}, "weight_grams": 410},
                     {"sku": "MUG-BLUE", "choices": {"colour": "blue"}}]
    })
}

fn on_each(test: impl AsyncFn(&Served)) {
    on_both(&[catalogue::MIGRATIONS], |t| {
        let scopes = [Scope::CatalogueRead, Scope::CatalogueWrite];
        let shop = Served::of(&cell_on(&t.store), catalogue::http::routes(), &[catalogue::TEXTS], &scopes);
        block_on(test(&shop));
    });
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
    on_each(async |shop| shop.stands_the_sweep(10).await);
}
