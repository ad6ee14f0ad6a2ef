//! The tax centre from outside.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a test that meets the unexpected should stop there"
)]

mod golden;
mod laws;
mod limits;
mod over_http;
mod records;
mod rounding;
mod texts;
