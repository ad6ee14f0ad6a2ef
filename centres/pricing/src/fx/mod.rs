//! Exchange rates by purpose: which day's rate counts, whose it is, and how old it is.

mod book;
mod ecb;
mod purpose;
mod quote;

pub use book::FxBook;
pub use ecb::{ECB, EcbError, ecb_recent, read_ecb};
pub use purpose::{FxPurpose, FxRule, RuleStatus, Says, WantedDay};
pub use quote::{FxQuote, booking_rate, fx_quote};

use jiff::civil::Date;
use kernel::{CurrencyCode, Rate};

/// How many of `currency` one euro was on a day, as published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FxRow {
    pub currency: CurrencyCode,
    pub day: Date,
    pub rate: Rate,
}
