use axum::body::Body;
use axum::http::Request;
use edge::Settings;

use crate::company::{company, json, text};

#[tokio::test]
async fn a_refusal_is_told_in_the_callers_language() {
    let company = company(Settings::default());
    let asks = |language: &str| {
        let request = company.asks("GET", "/v1/mugs/mug_0000000000001").header("accept-language", language);
        company.send(request.header("x-request-id", "mine-1").body(Body::empty()).unwrap())
    };
    let response = asks("en").await;
    assert_eq!(response.status(), 409);
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    assert_eq!(response.headers()["x-request-id"], "mine-1");
    let told = json(response).await;
    assert_eq!(
        told,
        serde_json::json!({
            "type": "/docs#problem-mug_broken", "title": "The mug is broken", "status": 409,
            "detail": "Mug mug_0000000000001 is in 7 pieces.", "code": "mug_broken", "field": "/mug",
            "facts": { "mug": "mug_0000000000001", "pieces": "7" }, "request_id": "mine-1",
        })
    );
    let response = asks("zh-Hans-CN, en;q=0.5").await;
    assert_eq!(response.headers()["content-language"], "zh");
    assert_eq!(json(response).await["detail"], "杯子 mug_0000000000001 碎成 7 片。");
    assert_eq!(json(asks("ar").await).await["title"], "انكسر الكوب");
}

#[tokio::test]
async fn what_breaks_inside_is_not_told() {
    let company = company(Settings::default());
    for path in ["/v1/mugs/mug_0000000000002", "/v1/mugs/mug_0000000000003"] {
        let response = company.get(path).await;
        assert_eq!(response.status(), 500);
        let told = text(response).await;
        assert!(told.contains("\"code\":\"internal\"") && told.contains("\"request_id\":\"req_"), "{told}");
        assert!(!told.contains("fire") && !told.contains("table"), "{told}");
    }
}

#[tokio::test]
async fn a_forged_request_id_is_replaced() {
    let company = company(Settings::default());
    for forged in ["two words", "a\"b", &"x".repeat(65)] {
        let request = company.asks("GET", "/v1/mugs/mug_0000000000009").header("x-request-id", forged);
        let response = company.send(request.body(Body::empty()).unwrap()).await;
        assert!(response.headers()["x-request-id"].to_str().unwrap().starts_with("req_"));
    }
}

#[tokio::test]
async fn what_the_router_itself_refuses_is_a_problem_too() {
    let company = company(Settings::default());
    assert_eq!(json(company.get("/v1/teapots").await).await["code"], "not_found");
    assert_eq!(json(company.get("/v1/mugs/1").await).await["code"], "not_found");
    let response = company.send(company.asks("PUT", "/v1/mugs").body(Body::empty()).unwrap()).await;
    assert_eq!((response.status().as_u16(), response.headers()["allow"].to_str().unwrap()), (405, "POST"));
    let told = json(response).await;
    assert_eq!(
        (told["code"].as_str(), told["detail"].as_str()),
        (Some("method_not_allowed"), Some("This path answers POST."))
    );
    let nobody = Request::get("/v1/teapots").body(Body::empty()).unwrap();
    let response = company.send(nobody).await;
    assert_eq!(response.status(), 401);
    assert!(response.headers().contains_key("www-authenticate"));
}
