//! Inventory: what is where, what of it is promised, and what is missing.
//!
//! Invariants: on hand is the sum of the movements, which are only ever appended; held is the sum of the open holds; held never
//! exceeds on hand and shortfall together; no decision (a hold, an adjustment, a transfer) creates or enlarges a shortfall, while
//! facts (a count, a sale elsewhere, a write-off) are always recorded and what they break waits in the shortfall queue; what an
//! owner's stock is worth changes only with its pieces, and pieces of unknown cost are counted, never valued at zero.
//!
//! Deliberately not here: what a variant is (catalogue), which warehouse serves an order (logistics), the books
//! (ledger), lots and serial numbers.

mod commands;
pub mod events;
pub mod http;
mod model;
mod queries;
mod shelves;
mod store;
mod worth;

pub use commands::MOST_LINES;
pub use commands::adjust_stock::{AdjustStock, adjust_stock};
pub use commands::assign_shortfall::assign_shortfall;
pub use commands::confirm_holds::{confirm_holds, confirm_holds_batch};
pub use commands::consume_holds::{ConsumeHolds, NotHeld, consume_holds, consume_holds_batch};
pub use commands::count_stock::{CountStock, count_stock};
pub use commands::create_warehouse::{CreateWarehouse, create_warehouse};
pub use commands::edit_warehouse::{EditWarehouse, edit_warehouse};
pub use commands::hold_promised::hold_promised;
pub use commands::hold_stock::{HoldRequest, OutOfStock, hold_stock_batch};
pub use commands::receive_stock::{ReceiveStock, Received, receive_stock, receive_stock_costing};
pub use commands::receive_transfer::{Arrived, ReceiveTransfer, receive_transfer};
pub use commands::record_history::record_history;
pub use commands::release_expired_holds::{Swept, release_expired_holds};
pub use commands::release_holds::{ReleaseHolds, release_holds};
pub use commands::restock_returned::{CameBack, RestockReturned, restock_returned};
pub use commands::send_transfer::{SendTransfer, send_transfer};
pub use commands::set_buffers::{SetBuffers, set_buffers};
pub use commands::tell_costs::{CostTold, TellCosts, tell_costs};
pub use commands::write_off::{WriteOff, write_off};
pub use model::*;
pub use queries::availability::{StockGlance, availability};
pub use queries::balances::{BalanceFilter, list_balances};
pub use queries::holds::{Hold, holds_are_over, holds_of};
pub use queries::laws::broken_laws;
pub use queries::movements::{RecordedMovement, list_movements};
pub use queries::pace::{PACE_DAYS, days_of_cover, left_for_buyers};
pub use queries::short_of::{Short, short_of};
pub use queries::shortfalls::{Shortfall, count_shortfalls, list_shortfalls};
pub use queries::stock_worth::{StockWorth, stock_worth};
pub use queries::transfers::{TransferLine, in_transit, transfer};
pub use queries::warehouses::{CellWarehouses, list_warehouses};
pub use shelves::Shelves;
pub use worth::{ValueChange, Worth};

/// The area whose revision tells that warehouses changed.
pub const AREA: &str = "inventory";

/// The tables of stock.
pub const MIGRATIONS: ::store::Migrations = ::store::Migrations {
    owner: "inventory",
    steps: &[
        (1, "start", include_str!("../migrations/0001_start.sql")),
        (2, "cost", include_str!("../migrations/0002_cost.sql")),
    ],
};

/// What this centre refuses, in words.
pub const TEXTS: &str = include_str!("../texts.toml");
