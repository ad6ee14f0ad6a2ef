use std::time::Instant;

use axum::body::Body;
use edge::Settings;

use crate::company::{bare, company};

/// What the edge adds to a request, shown against the same route without it. Ignored: a figure, not a law.
#[tokio::test]
#[ignore = "run with --release --nocapture to see the figure"]
async fn what_the_edge_costs() {
    let company =
        company(Settings { rate_per_second: 1_000_000_000, rate_burst: 1_000_000_000, ..Settings::default() });
    let rounds = 50_000u32;
    for (name, service) in [("bare", bare()), ("with the edge", company.service.clone())] {
        let begun = Instant::now();
        for _ in 0..rounds {
            let request = company.asks("GET", "/v1/plain").body(Body::empty()).unwrap();
            let response = tower::ServiceExt::oneshot(service.clone(), request).await.unwrap();
            assert_eq!(response.status(), 200);
        }
        println!("{name}: {:?} a request", begun.elapsed() / rounds);
    }
}
