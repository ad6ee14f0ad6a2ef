//! From a basket to earned money: quote, place, pay, ship, deliver, invoice, cancel.
//!
//! Invariants: an order, its stock hold, its pending books, its recipient and its events are one transaction; a plan decided on
//! data that has changed since is prepared again, never patched; nothing is placed beyond the stock there is.
//!
//! Deliberately not here: rules (prices, taxes, sourcing, books are their centres'), SQL but for the
//! laws that hold between centres, returns (`return_to_refund`).

mod actions;
mod books;
mod consignments;
mod desk;
mod draft;
mod http;
mod identify;
mod laws;
mod paper;
mod picks;
mod place_order;
mod quote;
mod request;
pub mod steps;
mod whose;

pub use actions::actions;
pub use books::Conversion;
pub use desk::Desk;
pub use draft::Draft;
pub use http::routes;
pub use identify::identify_next;
pub use laws::broken_laws;
pub use place_order::{PlaceOrder, Placed, place, place_blocking, plan};
pub use quote::quote;
pub use request::{Buyer, Destination, LineRequest, OrderRequest, Recipient, VatCheck};

/// What this process refuses, in words.
pub const TEXTS: &str = include_str!("../texts.toml");
