//! Inventory: what is where, what of it is promised, and what is missing.
//!
//! Invariants: on hand is the sum of the movements, which are only ever appended; held is the sum of the open holds; held never
//! exceeds on hand and shortfall together; no decision (a hold, an adjustment, a transfer) creates or enlarges a shortfall, while
//! facts (a count, a sale elsewhere, a write-off) are always recorded and what they break waits in the shortfall queue.
//!
//! Deliberately not here: what a variant is (catalogue), which warehouse serves an order (logistics), what stock is worth
//! (ledger), lots and serial numbers.

mod commands;
pub mod events;
pub mod model;
mod shelves;
mod store;

pub use commands::consume_holds::{ConsumeHolds, NotHeld, consume_holds, consume_holds_batch};
pub use commands::create_warehouse::{CreateWarehouse, create_warehouse};
pub use commands::hold_stock::{HoldRequest, OutOfStock, hold_stock_batch};
pub use commands::receive_stock::{ReceiveStock, Received, receive_stock};
pub use model::{Available, Balance, HoldId, HoldState, OrderId, Pieces, Shelf, VariantId, WarehouseId};
pub use shelves::Shelves;

/// The tables of stock.
pub const MIGRATIONS: ::store::Migrations =
    ::store::Migrations { owner: "inventory", steps: &[(1, "start", include_str!("../migrations/0001_start.sql"))] };

/// What this centre refuses, in words.
pub const TEXTS: &str = include_str!("../texts.toml");
