//! The catalogue on both engines.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected should stop there")]

mod adopting;
mod asking;
mod creating;
mod goods;
mod over_http;
