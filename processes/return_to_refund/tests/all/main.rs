//! Returns, credits and refunds on SQLite and PostgreSQL, with the centres' own commands.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected should stop there")]

mod crediting;
mod delivering;
mod over_http;
mod random_trade;
mod receiving;
mod refunding;
mod texts;
mod trade;
