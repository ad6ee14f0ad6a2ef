//! The edge as a caller meets it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that meets the unexpected should stop there")]

mod calls;
mod company;
mod document;
mod limits;
mod problems;
mod session;
