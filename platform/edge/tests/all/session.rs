//! A browser comes in with a key and goes on with a cookie.

use axum::body::Body;
use axum::http::Request;
use axum::http::request::Builder;
use edge::Settings;

use crate::company::{Company, company, json};

/// Comes in: the cookie's pair, and all that was said about it.
async fn come_in(company: &Company) -> (String, String) {
    let response = company.send(company.asks("POST", "/v1/session").body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), 201);
    let told = response.headers()["set-cookie"].to_str().unwrap().to_owned();
    (told.split(';').next().unwrap().to_owned(), told)
}

fn with(cookie: &str, method: &str, path: &str) -> Builder {
    Request::builder().method(method).uri(path).header("cookie", format!("theme=dark; {cookie}"))
}

async fn status(company: &Company, request: Builder) -> u16 {
    company.send(request.body(Body::empty()).unwrap()).await.status().as_u16()
}

#[tokio::test]
async fn a_cookie_stands_for_the_key_and_no_script_can_read_it() {
    let company = company(Settings::default());
    let (cookie, told) = come_in(&company).await;
    for word in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=604800"] {
        assert!(told.contains(word), "{told}");
    }
    assert!(!told.contains(company.full.reveal()) && !told.contains("Secure"));
    let who = with(&cookie, "GET", "/v1/session").header("hanse-console", "1");
    let who = json(company.send(who.body(Body::empty()).unwrap()).await).await;
    assert_eq!((&who["tenant"], &who["scopes"]), (&"demo".into(), &serde_json::json!(["stock:read", "stock:write"])));
    let behind_tls = company.asks("POST", "/v1/session").header("x-forwarded-proto", "https");
    let response = company.send(behind_tls.body(Body::empty()).unwrap()).await;
    assert!(response.headers()["set-cookie"].to_str().unwrap().ends_with("; Secure"));
}

#[tokio::test]
async fn another_page_cannot_use_the_cookie() {
    let company = company(Settings::default());
    let (cookie, _) = come_in(&company).await;
    assert_eq!(status(&company, with(&cookie, "GET", "/v1/plain")).await, 401);
    assert_eq!(status(&company, with(&cookie, "DELETE", "/v1/mugs/mug_0000000000009")).await, 401);
    assert_eq!(status(&company, with(&cookie, "GET", "/v1/plain").header("hanse-console", "0")).await, 401);
    assert_eq!(status(&company, with(&cookie, "GET", "/v1/plain").header("hanse-console", "1")).await, 200);
    let asks_first = with(&cookie, "OPTIONS", "/v1/plain").header("origin", "https://elsewhere.example");
    let response =
        company.send(asks_first.header("access-control-request-headers", "hanse-console").body(Body::empty()).unwrap());
    assert!(response.await.headers().keys().all(|name| !name.as_str().starts_with("access-control")));
}

#[tokio::test]
async fn a_session_has_its_keys_scopes_and_ends_with_logout_and_with_its_key() {
    let company = company(Settings::default());
    let console = |cookie: &str, method: &str, path: &str| with(cookie, method, path).header("hanse-console", "1");
    let scopeless = Request::builder().method("POST").uri("/v1/session");
    let scopeless = scopeless.header("authorization", format!("Bearer {}", company.scopeless.reveal()));
    let response = company.send(scopeless.body(Body::empty()).unwrap()).await;
    let cookie = response.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    assert_eq!(status(&company, console(&cookie, "GET", "/v1/plain")).await, 403);

    let (first, _) = come_in(&company).await;
    let (second, _) = come_in(&company).await;
    assert_eq!(status(&company, console(&first, "DELETE", "/v1/session")).await, 204);
    assert_eq!(status(&company, console(&first, "GET", "/v1/plain")).await, 401);
    assert_eq!(status(&company, console(&second, "GET", "/v1/plain")).await, 200);
    company.keys.revoke(company.full_id);
    assert_eq!(status(&company, console(&second, "GET", "/v1/plain")).await, 401);
    assert_eq!(status(&company, Request::builder().method("POST").uri("/v1/session")).await, 401);
}
