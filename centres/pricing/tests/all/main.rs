//! Pricing on both engines.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected should stop there")]

mod choosing;
mod exchange;
mod over_http;
mod setting;
mod trade;
