//! One question a file.

pub mod availability;
pub mod balances;
pub mod holds;
pub mod laws;
pub mod movements;
pub mod pace;
pub mod short_of;
pub mod shortfalls;
pub mod stock_worth;
pub mod transfers;
pub mod warehouses;
