//! Stock and books together: what comes in, is counted, adjusted, written off, moved between own companies, and what each of it is
//! worth.
//!
//! Invariants: an owner's inventory account stands at what its stock of known cost is worth, after every step (orders ship and
//! take back in processes of their own, by the same rule); pieces of unknown cost are booked at nothing and counted as unknown; a
//! step's stock and books are one transaction.
//!
//! Deliberately not here: the rules of stock and of its worth (inventory), shipping and returns (`order_to_cash`,
//! `return_to_refund`), the supplier's invoice, freight and duty on top of what was paid for goods.

mod books;
mod http;
pub mod steps;

pub use http::routes;
