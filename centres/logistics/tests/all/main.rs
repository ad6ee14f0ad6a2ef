//! Lanes on both engines, and the choice of warehouses.

#![expect(clippy::unwrap_used, clippy::as_conversions, reason = "a test that meets the unexpected should stop there")]

mod lanes;
mod over_http;
mod sourcing;
