//! All SQL of the order centre: its tables' shapes, reading orders, writing what a command changed.

mod belongings;
mod tables;
mod whole_orders;

use kernel::{Refusal, Timestamp};

use crate::model::Order;

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

/// How far somebody's clock may be ahead of ours; what then lies in the future is told as now.
const CLOCKS_DIFFER_MS: i64 = 5 * 60_000;
/// How long before the order was placed something of it may have happened: a payment is made before the channel writes the order.
const BEFORE_PLACING_MS: i64 = 24 * 3_600_000;

/// When something happened to an order: as told, now where nothing was told. Refuses `happened_in_the_future` and
/// `happened_before_the_order`.
pub(crate) fn happened(order: &Order, at: Option<Timestamp>, now: Timestamp) -> Result<Timestamp, Refusal> {
    let Some(at) = at else { return Ok(now) };
    if at > now.plus_ms(CLOCKS_DIFFER_MS) {
        return Err(Refusal::invalid("happened_in_the_future").at("/at").with("at", at));
    }
    if at < order.placed_at.plus_ms(-BEFORE_PLACING_MS) {
        let refusal = Refusal::invalid("happened_before_the_order").at("/at").with("at", at);
        return Err(refusal.with("placed_at", order.placed_at));
    }
    Ok(at.min(now))
}
