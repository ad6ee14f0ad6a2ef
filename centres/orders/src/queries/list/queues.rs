//! How many orders wait for a person, by why they wait.

use store::{Read, StoreError, Value};

use super::OrderFilter;
use super::sources::standings;
use crate::model::{Fulfilment, Payment, Status};

/// Orders that wait for somebody; each queue counted up to what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderQueues {
    pub held: i64,
    /// Held because nobody could tell their tax.
    pub tax_not_determined: i64,
    /// Open, and nothing of them has left.
    pub to_ship: i64,
    /// More was paid than is owed.
    pub overpaid: i64,
}

/// How many orders are in each queue, counted up to `at_most`: steps in indexes of where orders stand, however many orders there are.
pub fn order_queues(read: &mut dyn Read, at_most: i64) -> Result<OrderQueues, StoreError> {
    let held = OrderFilter { status: vec![Status::Held], ..OrderFilter::default() };
    let to_ship =
        OrderFilter { status: vec![Status::Open], fulfilment: vec![Fulfilment::Unfulfilled], ..OrderFilter::default() };
    let overpaid = OrderFilter { payment: vec![Payment::Overpaid], ..OrderFilter::default() };
    let untaxed = [Value::from("tax_not_determined")];
    Ok(OrderQueues {
        held: standing(read, &held, at_most)?,
        tax_not_determined: count(read, "status = 'held' AND held_because = $2", &untaxed, at_most)?,
        to_ship: standing(read, &to_ship, at_most)?,
        overpaid: standing(read, &overpaid, at_most)?,
    })
}

/// Orders that stand as the filter says.
fn standing(read: &mut dyn Read, filter: &OrderFilter, at_most: i64) -> Result<i64, StoreError> {
    let mut all = 0i64;
    for standing in standings(read)? {
        let left = at_most.saturating_sub(all);
        if left > 0 && standing.fits(filter) {
            let condition = "status = $2 AND payment = $3 AND fulfilment = $4";
            all = all.saturating_add(count(read, condition, &standing.values(), left)?);
        }
    }
    Ok(all)
}

/// Orders of a condition an index holds; its arguments are `$2` and on.
fn count(read: &mut dyn Read, condition: &str, of: &[Value], at_most: i64) -> Result<i64, StoreError> {
    let sql = format!("SELECT COUNT(*) FROM (SELECT 1 FROM orders WHERE {condition} LIMIT $1) waiting");
    let mut args = vec![Value::Int(at_most)];
    args.extend_from_slice(of);
    read.query_one(&sql, &args)?.map_or(Ok(0), |row| row.int(0))
}
