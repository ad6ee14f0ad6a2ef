//! One order and everything that belongs to it.

use std::collections::HashMap;

use kernel::{Id, Refusal, Timestamp};
use store::{CommandError, Read, StoreError, Value, Way, args};

use crate::model::{
    Credit, Document, DocumentKind, Fulfilment, Order, OrderId, Payment, PaymentRecord, Return, ReturnId, ReturnState,
    Shipment, Status,
};
use crate::reasons::OrderReasons;
use crate::standing::Standing;
use crate::store_rows;
use crate::transitions::ACTIONS;

/// The order with its lines.
pub fn order_by_id(read: &mut dyn Read, id: OrderId) -> Result<Option<Order>, StoreError> {
    Ok(store_rows::orders_by_id(read, &[id])?.into_iter().next())
}

/// Whether the time of an order's hold is over.
pub fn holds_are_over(read: &mut dyn Read, now: Timestamp) -> Result<bool, StoreError> {
    Ok(!store_rows::ended_holds(read, now, 1)?.is_empty())
}

/// Why an order, read with its lines, is as it is.
pub fn order_reasons(read: &mut dyn Read, order: &Order) -> Result<OrderReasons, StoreError> {
    store_rows::reasons_of(read, order)
}

/// Several orders with their lines, in the order asked.
pub fn orders_with_lines(read: &mut dyn Read, ids: &[OrderId]) -> Result<Vec<Order>, StoreError> {
    store_rows::orders_by_id(read, ids)
}

/// What people call these orders: their shops' numbers. An order without one is not among them. One query.
pub fn order_numbers(read: &mut dyn Read, ids: &[OrderId]) -> Result<HashMap<OrderId, String>, StoreError> {
    let mut list: Vec<i64> = ids.iter().map(|id| id.number()).collect();
    list.sort_unstable();
    list.dedup();
    let list: Vec<Value> = list.into_iter().map(Value::Int).collect();
    let sql = "SELECT id, external_number FROM orders WHERE external_number IS NOT NULL AND id IN {list}";
    let rows = read.query_in(sql, &[], &list)?;
    rows.iter().map(|row| Ok((row.id(0)?, row.text(1)?.to_owned()))).collect()
}

/// The order with all that the transition table asks: see [`offered`](crate::transitions::offered).
pub fn order_standing(read: &mut dyn Read, id: OrderId) -> Result<Option<Standing>, StoreError> {
    let Some(order) = order_by_id(read, id)? else { return Ok(None) };
    Ok(Some(Standing::read_for(read, order, ACTIONS)?))
}

/// Where an order stands, and what it costs in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderAxes {
    pub status: Status,
    pub payment: Payment,
    pub fulfilment: Fulfilment,
    pub gross: i64,
}

/// Where these orders stand, without their lines.
pub fn order_axes(read: &mut dyn Read, ids: &[OrderId]) -> Result<HashMap<OrderId, OrderAxes>, StoreError> {
    let ids: Vec<Value> = ids.iter().copied().map(Value::id).collect();
    let sql = "SELECT id, status, payment, fulfilment, gross FROM orders WHERE id IN {list}";
    let rows = read.query_in(sql, &[], &ids)?;
    let axes = |row: &store::Row| -> Result<_, StoreError> {
        let (status, payment, fulfilment) = (row.parsed(1)?, row.parsed(2)?, row.parsed(3)?);
        Ok((row.id(0)?, OrderAxes { status, payment, fulfilment, gross: row.int(4)? }))
    };
    rows.iter().map(axes).collect()
}

/// Its parcels, oldest first.
pub fn order_shipments(read: &mut dyn Read, id: OrderId) -> Result<Vec<Shipment>, StoreError> {
    store_rows::shipments_of(read, id)
}

/// Its payments and refunds, oldest first.
pub fn order_payments(read: &mut dyn Read, id: OrderId) -> Result<Vec<PaymentRecord>, StoreError> {
    store_rows::payments_of(read, id)
}

/// Its returns, oldest first.
pub fn order_returns(read: &mut dyn Read, id: OrderId) -> Result<Vec<Return>, StoreError> {
    store_rows::returns_where(read, "order_id = $1 ORDER BY id", &args![id.number()])
}

/// A return.
pub fn return_by_id(read: &mut dyn Read, id: ReturnId) -> Result<Option<Return>, StoreError> {
    Ok(store_rows::returns_where(read, "id = $1", &args![id.number()])?.into_iter().next())
}

/// Returns of all orders after one, in the order they were requested in; those in one state where it is given.
pub fn list_returns(
    read: &mut dyn Read,
    states: &[ReturnState],
    way: Way,
    after: Option<ReturnId>,
    limit: i64,
) -> Result<Vec<Return>, StoreError> {
    let after = after.map_or(way.start(), Id::number);
    let follows = format!("id {} $1 ORDER BY id {} LIMIT $2", way.follows(), way.order());
    if states.is_empty() {
        return store_rows::returns_where(read, &follows, &args![after, limit]);
    }
    // An index holds each state's in their order.
    let mut found = Vec::new();
    for state in states {
        let of_state = format!("state = $3 AND {follows}");
        found.extend(store_rows::returns_where(read, &of_state, &args![after, limit, state.word()])?);
    }
    found.sort_unstable_by_key(|found| found.id);
    // The same state may be asked for twice.
    found.dedup_by_key(|found| found.id);
    if way == Way::Falling {
        found.reverse();
    }
    found.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(found)
}

/// What was taken back of its price, oldest first.
pub fn order_credits(read: &mut dyn Read, id: OrderId) -> Result<Vec<Credit>, StoreError> {
    store_rows::credits_of(read, id)
}

/// Its documents, oldest first.
pub fn order_documents(read: &mut dyn Read, id: OrderId) -> Result<Vec<Document>, StoreError> {
    store_rows::documents_of(read, id)
}

/// The document of this kind and number, as it was frozen. Refuses `document_not_found`.
pub fn document_by_number(read: &mut dyn Read, kind: DocumentKind, number: &str) -> Result<Document, CommandError> {
    let found = store_rows::documents_where(read, "kind = $1 AND number = $2", &args![kind.word(), number])?;
    let found = found.into_iter().next();
    found.ok_or_else(|| Refusal::not_found("document_not_found").with("number", number).into())
}

/// Which of these external numbers are taken: `(channel, shop, number)` → order.
pub fn external_numbers_taken(
    read: &mut dyn Read,
    numbers: &[&str],
) -> Result<HashMap<(String, String, String), OrderId>, StoreError> {
    store_rows::external_numbers(read, numbers)
}

/// Where pieces of an order went that came back: line, warehouse and how many.
pub fn return_arrivals(read: &mut dyn Read, order: OrderId) -> Result<Vec<(i64, i64, i64)>, StoreError> {
    let rows = read.query(
        "SELECT a.line, a.warehouse, a.received FROM order_returns r JOIN order_return_arrivals a ON a.return_id = r.id
         WHERE r.order_id = $1",
        &args![order.number()],
    )?;
    rows.iter().map(|row| Ok((row.int(0)?, row.int(1)?, row.int(2)?))).collect()
}
