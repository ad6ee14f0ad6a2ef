use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::http::Request;
use edge::{Settings, sweep};

use crate::company::{company, json, text};

#[tokio::test]
async fn a_call_knows_its_tenant_language_and_zone() {
    let company = company(Settings::default());
    let request = company.asks("GET", "/v1/mugs/mug_0000000000009").header("accept-language", "zh");
    let response = company.send(request.header("time-zone", "Asia/Shanghai").body(Body::empty()).unwrap()).await;
    assert_eq!(response.headers()["etag"], "\"v3\"");
    assert_eq!(json(response).await["print"], "demo zh Some(\"Asia/Shanghai\")");
    let request = company.asks("GET", "/v1/mugs/mug_0000000000009").header("time-zone", "Mars/Olympus");
    let response = company.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(json(response).await["code"], "invalid_time_zone");
}

#[tokio::test]
async fn a_change_names_the_version_it_saw() {
    let company = company(Settings::default());
    let throws = |version: Option<&str>| {
        let mut request = company.asks("DELETE", "/v1/mugs/mug_0000000000009").header("idempotency-key", "t1");
        if let Some(version) = version {
            request = request.header("if-match", version);
        }
        company.send(request.body(Body::empty()).unwrap())
    };
    assert_eq!(text(throws(Some("\"v12\"")).await).await, "12");
    assert_eq!(throws(None).await.status(), 428);
    for junk in ["v12", "12", "\"v-1\"", "*"] {
        let response = throws(Some(junk)).await;
        assert_eq!(
            (response.status().as_u16(), &json(response).await["code"]),
            (400, &"invalid_if_match".into()),
            "{junk}"
        );
    }
}

#[tokio::test]
async fn every_route_stands_the_sweep() {
    let company = company(Settings::default());
    let document = json(company.get("/v1/openapi.json").await).await;
    let calls = sweep::hostile_calls(&document, "", company.scopeless.reveal(), company.full.reveal());
    assert_eq!(sweep::targets(&document).len(), 5 + 3, "the routes of mugs, and of sessions");
    assert!(calls.iter().any(|call| call.name == "huge_body") && calls.iter().any(|call| call.name == "no_scope"));
    for call in calls {
        let mut request = Request::builder().method(call.method.as_str()).uri(&call.url);
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        let response = company.send(request.body(Body::from(call.body.clone())).unwrap()).await;
        let status = response.status().as_u16();
        assert!(call.allowed.contains(&status), "{} {} {}: {status}", call.name, call.method, call.url);
        assert_eq!(response.headers()["content-type"], "application/problem+json", "{}", call.name);
        assert_eq!(json(response).await["status"], status);
    }
    assert_eq!(company.kitchen.made.load(Ordering::SeqCst), 0, "a hostile call made a mug");
}
