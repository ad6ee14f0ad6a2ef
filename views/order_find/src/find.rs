//! The orders that a question finds.

use kernel::Id;
use orders::{Order, OrderId, queries};
use store::{CommandError, Read};

use crate::question::Question;

/// Beyond this many, a total only says so.
pub const MOST_COUNTED: usize = 10_000;

/// A page of found orders, without lines, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub orders: Vec<Order>,
    /// What to go on from: an entry of the word index, not always an order.
    pub next: Option<i64>,
}

/// How many orders a question finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    Exactly(usize),
    MoreThan(usize),
}

/// The orders that match all parts of the question, newest first, below `before`.
pub fn find_orders(
    read: &mut dyn Read,
    question: &Question,
    before: Option<i64>,
    limit: usize,
) -> Result<Found, CommandError> {
    let groups = question.groups(read)?;
    let (ids, next) = queries::find_orders(read, groups, before, limit)?;
    Ok(Found { orders: queries::orders_without_lines(read, &ids)?, next })
}

/// How many orders match: counted up to [`MOST_COUNTED`], since a count reads all it counts.
pub fn count_orders(read: &mut dyn Read, question: &Question) -> Result<Total, CommandError> {
    let groups = question.groups(read)?;
    let (ids, more) = queries::find_orders(read, groups, None, MOST_COUNTED.saturating_add(1))?;
    Ok(if more.is_some() { Total::MoreThan(MOST_COUNTED) } else { Total::Exactly(ids.len()) })
}

/// The orders of persons, newest first, and the one to go on from.
pub(crate) fn orders_of_persons(
    read: &mut dyn Read,
    persons: &[i64],
    before: Option<i64>,
    limit: usize,
) -> Result<Found, CommandError> {
    let before = before.map(OrderId::from_number);
    let mut ids = queries::orders_of_persons(read, persons, before, limit.saturating_add(1))?;
    let more = ids.len() > limit;
    ids.truncate(limit);
    let next = ids.last().filter(|_| more).map(|id| id.number());
    Ok(Found { orders: queries::orders_without_lines(read, &ids)?, next })
}
