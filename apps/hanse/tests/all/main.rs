//! The program as a whole, as somebody who runs it meets it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops"
)]

mod backup;
mod brought;
mod changes;
mod chores;
mod cluster;
mod crash;
mod demo;
mod document;
mod door;
mod durable;
mod erase;
mod export;
mod import;
mod keys;
mod persons;
mod refused;
mod running;
mod schema;
mod serve;
mod settings;
mod support;
mod sweep;
mod tenants;
