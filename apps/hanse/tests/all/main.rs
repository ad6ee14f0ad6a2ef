//! The program as a whole, as somebody who runs it meets it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod backup;
mod erase;
mod export;
mod serve;
mod support;
