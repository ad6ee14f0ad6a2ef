//! Figures: one question of measures by dimensions over what happened to orders and over the stock there is, with the rows behind
//! any number.
//!
//! Invariants: fed by events only, each counted once (the cursor moves in the transaction of its rows, and a row's key holds the
//! event's position), so throwing everything away and reading the events again ends in the same rows; the rows behind a
//! number add up to it exactly; stock is not fed but read as it is at the moment of asking, so it agrees with the books; amounts of two currencies are never added, and what no rate
//! converts is told beside; no floats.
//!
//! Deliberately not here: the books (ledger), what an order looks like (orders), charts.

mod ask;
mod behind;
mod convert;
mod days;
mod follow;
mod http;
mod model;
mod places;
mod stock;
mod store_rows;
mod told;
mod trade;
mod waiting;

pub use ask::ask;
pub use behind::{Behind, BehindPlace, BehindRow, rows_behind};
pub use follow::{SUBSCRIBER, rebuild};
pub use http::routes;
pub use model::{AsOf, Cell, Dimension, FigureRow, Figures, Filter, Measure, NotConverted, Question, ShownIn};
pub use store_rows::as_of;

/// The view's tables.
pub const MIGRATIONS: store::Migrations =
    store::Migrations { owner: "figures", steps: &[(1, "start", include_str!("../migrations/0001_start.sql"))] };

/// What this view refuses, in words.
pub const TEXTS: &str = include_str!("../texts.toml");
