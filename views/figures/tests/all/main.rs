//! Figures on both engines.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected should stop there")]

mod asking;
mod company;
mod rebuilding;
