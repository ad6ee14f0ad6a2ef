//! The order centre (订单中心): every order of every channel in one model, its three axes, its history.
//!
//! Invariants: a placed order is never recomputed in place; each change goes through a transition of [`transitions`], raises
//! the version and tells an event with actor and reason; per goods line, shipped + cancelled ≤ quantity and delivered ≤
//! shipped; no personal text in any table or event (the recipient is a person of the vault).
//!
//! Deliberately not here: prices, taxes, stock and books (their centres decide; a process brings the results), documents'
//! looks, carriers.

pub mod commands;
mod model;
mod new_order;
pub mod queries;
mod reasons;
mod standing;
mod store_rows;
pub mod transitions;
mod words;

pub use model::{
    BuyerKind, Credit, CreditId, CreditLine, Document, DocumentId, DocumentKind, Fulfilment, LineKind, Order, OrderId,
    OrderLine, Payment, PaymentId, PaymentKind, PaymentRecord, Return, ReturnId, ReturnLine, ReturnState, Shipment,
    ShipmentFailure, ShipmentId, ShipmentLine, Status, TaxStatus,
};
pub use new_order::{NewLine, NewOrder, PlacedFacts, PlacedLine};
pub use reasons::{LineReasons, OrderReasons, Reasons};
pub use standing::Standing;
pub use words::product_token;

/// The centre's tables.
pub const MIGRATIONS: store::Migrations =
    store::Migrations { owner: "orders", steps: &[(1, "start", include_str!("../migrations/0001_start.sql"))] };

/// What this centre refuses, in words.
pub const TEXTS: &str = include_str!("../texts.toml");
