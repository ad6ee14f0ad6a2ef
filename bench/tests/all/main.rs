//! The generator against servers whose behaviour is known.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a script that does not run as written fails its test"
)]

mod closed_loop;
mod open_loop;
mod scenarios;
mod scripted;
