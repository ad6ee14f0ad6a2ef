//! An order while its rows come in.

use kernel::{CurrencyCode, Timestamp};

use crate::profile::OrderStatus;
use crate::unusable::{Field, Problem};

/// An order while its rows come in.
#[derive(Debug)]
pub(crate) struct Draft {
    pub at: Option<Timestamp>,
    pub several_times: bool,
    pub customer: Option<u32>,
    pub country: Option<u32>,
    pub recipient: Option<u32>,
    pub currency: Option<CurrencyCode>,
    pub status: Option<OrderStatus>,
    /// Rows of this invoice, usable or not.
    pub rows: u32,
    /// Places given out in the order of the file.
    pub occurrences: u32,
    pub first_file_line: u64,
}

/// Which row of which invoice a row is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub order: u32,
    pub occurrence: u32,
}

/// Occurrences from here on are of rows that a correction put to their invoice: this and the line of the file.
pub(crate) const PLACED_BY_CORRECTION: u32 = 1 << 31;

impl Draft {
    pub fn starting_at(first_file_line: u64) -> Self {
        Self {
            at: None,
            several_times: false,
            customer: None,
            country: None,
            recipient: None,
            currency: None,
            status: None,
            rows: 0,
            occurrences: 0,
            first_file_line,
        }
    }

    /// All rows of an invoice tell of one order. A blank cell agrees with anything.
    pub fn agrees(
        &self,
        customer: Option<u32>,
        country: Option<u32>,
        currency: Option<CurrencyCode>,
        status: Option<OrderStatus>,
    ) -> Result<(), Problem> {
        fn differ<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
            matches!((one, other), (Some(one), Some(other)) if one != other)
        }
        let field = if differ(&self.customer, &customer) {
            Field::Customer
        } else if differ(&self.country, &country) {
            Field::Country
        } else if differ(&self.currency, &currency) {
            Field::Currency
        } else if differ(&self.status, &status) {
            Field::Status
        } else {
            return Ok(());
        };
        Err(Problem::at("invoice_disagrees", field, ""))
    }
}
