//! Figures on both engines.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets the unexpected should stop there")]

mod asking;
mod company;
mod converting;
mod over_http;
mod rebuilding;
mod refunds;
mod stock;
