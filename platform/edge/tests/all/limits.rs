use std::time::{Duration, Instant};

use axum::body::Body;
use edge::Settings;

use crate::company::{company, json, text};

const SLOW: &str = "/v1/mugs/mug_0000000000004";
const FINE: &str = "/v1/mugs/mug_0000000000009";

#[tokio::test]
async fn a_route_that_takes_too_long_is_cut_off() {
    let company = company(Settings { timeout_s: 1, ..Settings::default() });
    let response = company.get(SLOW).await;
    assert_eq!(response.status(), 504);
    assert_eq!(json(response).await["code"], "timeout");
}

#[tokio::test]
async fn beyond_its_capacity_it_says_so_at_once() {
    let company = company(Settings { in_flight_max: 1, ..Settings::default() });
    let slow = {
        let service = company.service.clone();
        let request = company.asks("GET", SLOW).body(Body::empty()).unwrap();
        tokio::spawn(tower::ServiceExt::oneshot(service, request))
    };
    tokio::time::sleep(Duration::from_millis(50)).await;
    let asked = Instant::now();
    let response = company.get(FINE).await;
    assert!(asked.elapsed() < Duration::from_millis(50));
    assert_eq!((response.status().as_u16(), response.headers()["retry-after"].to_str().unwrap()), (503, "1"));
    assert_eq!(json(response).await["code"], "overloaded");
    slow.abort();
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(company.get(FINE).await.status(), 200, "an abandoned request must give its place back");
}

#[tokio::test]
async fn one_key_cannot_take_everything() {
    let company = company(Settings { rate_per_second: 1, rate_burst: 2, ..Settings::default() });
    assert_eq!(company.get(FINE).await.status(), 200);
    assert_eq!(company.get(FINE).await.status(), 200);
    let response = company.get(FINE).await;
    assert_eq!((response.status().as_u16(), response.headers()["retry-after"].to_str().unwrap()), (429, "1"));
    assert_eq!(json(response).await["code"], "too_many_requests");
}

#[tokio::test]
async fn health_and_metrics_need_no_key_and_name_no_ids() {
    let company = company(Settings::default());
    company.get("/v1/mugs/mug_0000000000009?email=someone@example.org").await;
    let open = |path: &'static str| company.send(axum::http::Request::get(path).body(Body::empty()).unwrap());
    assert_eq!(open("/healthz").await.status(), 200);
    let response = open("/readyz").await;
    assert_eq!(response.status(), 503);
    assert_eq!(text(response).await, "the store is not open yet\n");
    let metrics = text(open("/metrics").await).await;
    assert!(
        metrics.contains("http_requests_total{route=\"/v1/mugs/{mug}\",method=\"GET\",status=\"2xx\"}"),
        "{metrics}"
    );
    assert!(metrics.contains("http_request_seconds_bucket{"), "{metrics}");
    assert!(!metrics.contains("mug_00") && !metrics.contains("someone"), "{metrics}");
}
