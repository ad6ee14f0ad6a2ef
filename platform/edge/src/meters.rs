//! Counts and latencies by route. Labels are made once per route; a request only adds to them.

use std::sync::OnceLock;
use std::time::Duration;

use axum::http::StatusCode;
use metrics::{Counter, Histogram, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

/// Upper bounds of the latency buckets, in seconds: from what a read from memory takes to the time limit.
const BUCKETS_S: [f64; 14] = [0.0005, 0.001, 0.002, 0.004, 0.008, 0.015, 0.03, 0.06, 0.12, 0.25, 0.5, 1.0, 5.0, 30.0];
const UPKEEP: Duration = Duration::from_secs(5);

static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// The process's recorder, installed on first use; `metrics::counter!` and its kin anywhere in the process add to it. `None` when
/// somebody else installed another recorder before.
fn recorder() -> Option<&'static PrometheusHandle> {
    let install = || {
        let handle = PrometheusBuilder::new().set_buckets(&BUCKETS_S).ok()?.install_recorder().ok()?;
        describe_counter!("http_requests_total", "Requests answered, by route, method and class of status.");
        describe_histogram!("http_request_seconds", "Time from request to answer, by route and method.");
        describe_gauge!("http_in_flight", "Requests being worked on.");
        // Samples gather until somebody reads them: without this a server nobody scrapes would grow.
        let upkeep = handle.clone();
        let tidy = move || {
            loop {
                std::thread::sleep(UPKEEP);
                upkeep.run_upkeep();
            }
        };
        std::thread::Builder::new().name("metrics".to_owned()).spawn(tidy).ok()?;
        Some(handle)
    };
    RECORDER.get_or_init(install).as_ref()
}

/// The page Prometheus reads.
pub fn page(in_flight: u32) -> String {
    gauge!("http_in_flight").set(in_flight);
    recorder().map(PrometheusHandle::render).unwrap_or_default()
}

/// One route's counts.
#[derive(Clone)]
pub struct Meter {
    fine: Counter,
    moved: Counter,
    refused: Counter,
    failed: Counter,
    seconds: Histogram,
}

impl Meter {
    pub fn of(route: &str, method: &'static str) -> Self {
        recorder();
        let count = |class: &'static str| counter!("http_requests_total", "route" => route.to_owned(), "method" => method, "status" => class);
        Self {
            fine: count("2xx"),
            moved: count("3xx"),
            refused: count("4xx"),
            failed: count("5xx"),
            seconds: histogram!("http_request_seconds", "route" => route.to_owned(), "method" => method),
        }
    }

    pub fn answered(&self, status: StatusCode, took: Duration) {
        let counter = match status.as_u16() {
            500.. => &self.failed,
            400.. => &self.refused,
            300.. => &self.moved,
            _ => &self.fine,
        };
        counter.increment(1);
        self.seconds.record(took);
    }
}
