use axum::body::Body;
use axum::http::Request;
use edge::Settings;

use crate::company::{company, json, text};

#[tokio::test]
async fn the_document_tells_every_route_its_key_and_its_problems() {
    let company = company(Settings::default());
    let document = json(company.send(Request::get("/v1/openapi.json").body(Body::empty()).unwrap()).await).await;
    assert_eq!(document["openapi"], "3.1.0");
    let make = &document["paths"]["/v1/mugs"]["post"];
    assert_eq!(make["security"][0]["bearer"][0], "stock:write");
    assert_eq!(make["parameters"][0]["$ref"], "#/components/parameters/idempotency_key");
    assert_eq!(make["responses"]["422"]["$ref"], "#/components/responses/problem_422");
    let look = &document["paths"]["/v1/mugs/{mug}"]["get"];
    assert_eq!(look["parameters"].as_array().unwrap().len(), 1, "a read takes no Idempotency-Key");
    assert_eq!(look["responses"]["404"]["$ref"], "#/components/responses/problem_404");
    let weigh = &document["paths"]["/v1/mugs/weigh"]["post"];
    assert!(weigh["parameters"].is_null(), "a question asked by POST takes no Idempotency-Key");
    assert_eq!(weigh["x-timeout-seconds"], 600);
    assert_eq!(make["responses"]["201"]["description"], "Created", "OpenAPI wants a description");
    assert_eq!(look["operationId"], "get_mugs_mug");
    for reference in references(&document) {
        assert!(document.pointer(&reference[1..]).is_some(), "{reference} points nowhere");
    }
}

fn references(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::Object(map) => {
            let own = map.get("$ref").and_then(|v| v.as_str()).map(str::to_owned);
            own.into_iter().chain(map.values().flat_map(references)).collect()
        }
        serde_json::Value::Array(list) => list.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

#[tokio::test]
async fn the_page_is_served_whole_and_loads_nothing_from_elsewhere() {
    let company = company(Settings::default());
    let open = |path: &'static str| company.send(Request::get(path).body(Body::empty()).unwrap());
    for path in ["/docs", "/docs/style.css", "/docs/page.js", "/docs/route.js", "/docs/schema.js", "/docs/words.js"] {
        let response = open(path).await;
        assert_eq!(response.status(), 200);
        assert!(response.headers()["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
        let page = text(response).await;
        assert!(!page.contains("https://") && !page.contains("//cdn"), "{path} reaches out");
    }
    // Whoever runs no script reads the routes all the same.
    let page = text(open("/docs").await).await;
    let (_, bare) = page.split_once("<noscript>").unwrap();
    assert!(bare.contains("<code>/v1/mugs</code>") && !bare.contains("<!--routes-->"), "{bare}");
    let problems = json(open("/docs/problems.json").await).await;
    assert_eq!(problems["mug_broken"]["zh"]["title"], "杯子碎了");
    assert_eq!(problems["overloaded"]["en"]["title"], "Busy");
}
