//! Stock and books together, on both engines.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets the unexpected should stop there")]

mod over_http;
mod worth;
