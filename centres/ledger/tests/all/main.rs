//! The ledger on real stores, SQLite and PostgreSQL.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that meets the unexpected should stop there")]

mod books;
mod hot_path;
mod numbers;
mod over_http;
mod periods;
mod random_trade;
mod settling;
mod verifying;
