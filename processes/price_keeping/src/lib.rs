//! Prices of what the catalogue has: pricing keeps ids of variants, and only here it is known whose they are.
//!
//! Deliberately not here: the rules of prices (pricing), what a margin would be.

mod http;

pub use http::routes;
