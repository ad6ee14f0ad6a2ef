//! The price centre: markets, price lists, prices with their history, and exchange rates by purpose.
//!
//! Invariants: at any instant a variant has at most one price in a list for a quantity break; a price that held is never changed
//! (it ends, another begins); which list a price came from and why is told with it; an exchange rate has its source and day,
//! and one that is old says so.
//!
//! Deliberately not here: what a variant is (catalogue), tax (a list only says whether it is inside), promotions, cost and
//! margin, fetching rates from the network.

mod book;
mod choose;
mod model;
pub mod queries;
mod store;

pub use book::PriceBook;
pub use choose::Lists;
pub use model::{
    CustomerGroup, Market, PriceEntry, PriceEntryId, PriceFound, PriceList, PriceListId, PriceQuestion, PriceWhy,
    PricedVariant,
};
pub use queries::prices_for::prices_for;

/// The area whose revision caches of markets, lists and prices go by.
pub const AREA: &str = "pricing";

/// Pricing's tables.
pub const MIGRATIONS: ::store::Migrations =
    ::store::Migrations { owner: "pricing", steps: &[(1, "start", include_str!("../migrations/0001_start.sql"))] };
