//! The order centre on SQLite and PostgreSQL.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected should stop there"
)]

mod cancelling;
mod crediting;
mod documents;
mod finding;
mod history;
mod holding;
mod listing;
mod paying;
mod placing;
mod returning;
mod shares;
mod shop;
mod table;
mod texts;
mod versions;
