//! From goods that come back to money that goes back: request a return, receive and inspect it, credit, refund.
//!
//! Invariants: what is credited is reversed out of the books at the rate it was booked at, to the cent of both currencies, and
//! its tax under the territory, scheme and month it was first owed in; no piece is credited twice; no more money goes back than
//! came in; a step's order, stock, books, number and events are one transaction.
//!
//! Deliberately not here: rules of orders and stock (their centres), placing to invoicing (`order_to_cash`), moving the money
//! (a payment connector), what the law lets a buyer send back (a person decides).

mod books;
mod http;
mod paper;
pub mod steps;

pub use http::routes;

/// What this process refuses, in words.
pub const TEXTS: &str = include_str!("../texts.toml");
