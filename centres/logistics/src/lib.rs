//! Logistics: what it costs and how long it takes to send from a warehouse to a country, and which warehouse serves an order.
//!
//! Invariants: the choice is a pure function of its question, so an order's explanation can be checked; every warehouse that was
//! looked at stands in it with its parts or the reason against it; one parcel is preferred to several, and a split never looks
//! cheaper because of a customs threshold.
//!
//! Deliberately not here: stock (inventory promises it, and has the last word), duty (the caller estimates it), labels and
//! carriers' messages (connectors), working days and holidays of carriers.

mod book;
mod commands;
pub mod http;
mod model;
pub mod sourcing;
mod store;

pub use book::{CellLanes, LaneBook};
pub use commands::set_lanes::set_lanes;
pub use commands::set_sourcing_weights::set_sourcing_weights;
pub use model::{Destination, Lane, LaneId, Status, VariantId, WarehouseId, Weights};

/// The area whose revision tells that lanes or weights changed.
pub const AREA: &str = "logistics";

/// The tables of logistics.
pub const MIGRATIONS: ::store::Migrations =
    ::store::Migrations { owner: "logistics", steps: &[(1, "start", include_str!("../migrations/0001_start.sql"))] };

/// What this centre refuses, in words.
pub const TEXTS: &str = include_str!("../texts.toml");
