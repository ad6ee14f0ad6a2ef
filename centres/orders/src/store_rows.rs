//! All SQL of the order centre: its tables' shapes, reading orders, writing what a command changed.

mod belongings;
mod tables;
mod whole_orders;

use kernel::{Refusal, Timestamp};

pub(crate) use belongings::*;
pub(crate) use tables::*;
pub(crate) use whole_orders::*;

/// A word somebody gave for a carrier or a parcel: 1 to 60 characters that can be printed.
pub(crate) fn printable(text: Option<&str>, code: &'static str, field: &'static str) -> Result<(), Refusal> {
    let fits = |text: &str| (1..=60).contains(&text.trim().chars().count()) && !text.chars().any(char::is_control);
    match text {
        Some(text) if !fits(text) => Err(Refusal::invalid(code).at(field)),
        _ => Ok(()),
    }
}

/// When it happened: as told, now where nothing was told, never in the future.
pub(crate) fn at_or(at: Option<Timestamp>, now: Timestamp) -> Timestamp {
    at.unwrap_or(now).min(now)
}
