//! Order taking on SQLite and PostgreSQL, with the real centres.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected should stop there"
)]

mod actions;
mod another_company;
mod company;
mod erasing;
mod exchange;
mod holds;
mod invoices;
mod laws;
mod over_http;
mod papers;
mod picks;
mod proofs;
mod rounding;
mod stock;
mod taxes;
