//! The compact form in which lines and orders are held: numbers instead of texts, so that a year of trade fits in a few
//! megabytes. Faces with texts are made on demand ([`FileOrder`](crate::FileOrder)).

use std::fmt;

use kernel::{CurrencyCode, Timestamp};
use serde::{Serialize, Serializer};

use crate::kind::LineKind;
use crate::profile::OrderStatus;

/// The rule number of a line whose kind a person set.
pub(crate) const BY_HAND: u8 = u8::MAX;

/// One usable row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    /// The row's own time; its order counts from the earliest.
    pub at: Timestamp,
    pub quantity: i64,
    /// In millionths.
    pub price: i64,
    pub file_line: u64,
    pub order: u32,
    pub product: u32,
    pub spelling: u32,
    pub description: u32,
    pub occurrence: u32,
    pub kind: LineKind,
    pub rule: u8,
}

impl Line {
    /// Quantity times price, exactly: a product of two 64-bit numbers, so 128 bits hold it.
    pub fn amount(&self) -> ExactAmount {
        ExactAmount(i128::from(self.quantity).saturating_mul(i128::from(self.price)))
    }
}

/// One order, with the place of its lines.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub number: u32,
    pub placed_at: Timestamp,
    pub several_times: bool,
    pub customer: Option<u32>,
    pub country: Option<u32>,
    pub recipient: Option<u32>,
    pub currency: CurrencyCode,
    pub status: Option<OrderStatus>,
    pub cancellation: bool,
    /// All rows of the invoice, also the unusable ones.
    pub rows: u32,
    pub first_line: u32,
    pub lines: u32,
}

/// An amount in millionths of a currency's main unit, before any rounding. The currency stands beside it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExactAmount(pub i128);

impl ExactAmount {
    pub const fn millionths(self) -> i128 {
        self.0
    }
    pub(crate) fn add(&mut self, other: Self) {
        self.0 = self.0.saturating_add(other.0);
    }
}

/// `5761931.382`: exact, with the decimals it needs.
impl fmt::Display for ExactAmount {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let size = self.0.unsigned_abs();
        let (whole, rest) = (size / 1_000_000, size % 1_000_000);
        if rest == 0 {
            return write!(out, "{sign}{whole}");
        }
        let decimals = format!("{rest:06}");
        write!(out, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
    }
}

impl Serialize for ExactAmount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
