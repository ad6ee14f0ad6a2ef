//! Finding orders: by number, SKU, tracking number, a product's words in any language, by person through the vault, and by the
//! filters of a list.
//!
//! Invariants: what was just saved is found (the words are written in the order's own transaction, by the order centre);
//! newest first, a page at a time, and a page costs the same however many orders there are; no personal text is in a URL, an
//! index or a log: a person is asked for in a body and found by the vault.
//!
//! Deliberately not here: tables (the word index is the order centre's, product words are the catalogue's, blind tokens the
//! vault's), ranking, opening a person's data.

mod find;
mod http;
mod question;

pub use find::{Found, FoundPlace, MOST_COUNTED, Total, count_orders, find_orders};
pub use http::routes;
pub use question::Question;

/// What this view refuses, in words.
pub const TEXTS: &str = include_str!("../texts.toml");
