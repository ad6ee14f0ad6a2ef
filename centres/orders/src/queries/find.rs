//! Finding orders by words: numbers (theirs and their documents'), SKUs, tracking, and what processes added (product words).

use std::collections::HashSet;

use kernel::Id;
use store::find::{FindQuery, Word};
use store::{Read, StoreError, Value};

use crate::model::{Order, OrderId};
use crate::words;

/// The ids of orders that match all groups of words, newest first. Entries of parcels and documents are resolved to their orders.
pub fn find_orders(
    read: &mut dyn Read,
    all_of: Vec<Vec<Word>>,
    before: Option<i64>,
    limit: usize,
) -> Result<(Vec<OrderId>, Option<i64>), StoreError> {
    let entries = find_entries(read, all_of, 0, before, limit)?;
    let next = (entries.len() == limit).then(|| entries.last().copied()).flatten();
    Ok((resolve_found(read, &entries)?, next))
}

/// The entries of the word index that match, newest first, from `from` on and below `before`.
pub fn find_entries(
    read: &mut dyn Read,
    all_of: Vec<Vec<Word>>,
    from: i64,
    before: Option<i64>,
    limit: usize,
) -> Result<Vec<i64>, StoreError> {
    read.find(words::INDEX, &FindQuery { all_of, before: before.unwrap_or(i64::MAX), from, limit })
}

/// Turns entries of the word index (orders, parcels and documents) into orders, in the order found, each once.
pub fn resolve_found(read: &mut dyn Read, entries: &[i64]) -> Result<Vec<OrderId>, StoreError> {
    let list: Vec<Value> = entries.iter().copied().map(Value::Int).collect();
    let mut belongs: std::collections::HashMap<i64, i64> = std::collections::HashMap::new();
    for sql in [
        "SELECT id, order_id FROM shipments WHERE id IN {list}",
        "SELECT id, order_id FROM order_documents WHERE id IN {list}",
    ] {
        for row in read.query_in(sql, &[], &list)? {
            belongs.insert(row.int(0)?, row.int(1)?);
        }
    }
    let mut seen = HashSet::new();
    Ok(entries
        .iter()
        .map(|entry| belongs.get(entry).copied().unwrap_or(*entry))
        .filter(|order| seen.insert(*order))
        .map(OrderId::from_number)
        .collect())
}

/// The orders of these persons (numbers of the vault's ids), newest first, below `before`.
pub fn orders_of_persons(
    read: &mut dyn Read,
    persons: &[i64],
    before: Option<OrderId>,
    limit: usize,
) -> Result<Vec<OrderId>, StoreError> {
    let list: Vec<Value> = persons.iter().copied().map(Value::Int).collect();
    let before = before.map_or(i64::MAX, Id::number);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    read.query_in(
        "SELECT id FROM orders WHERE person IS NOT NULL AND person IN {list} AND id < $1 ORDER BY id DESC LIMIT $2",
        &[Value::Int(before), Value::Int(limit)],
        &list,
    )?
    .iter()
    .map(|row| row.id(0))
    .collect()
}

/// These orders without their lines, in the order asked.
pub fn orders_without_lines(read: &mut dyn Read, ids: &[OrderId]) -> Result<Vec<Order>, StoreError> {
    let list: Vec<Value> = ids.iter().copied().map(Value::id).collect();
    let orders = crate::store_rows::orders_of(read, &list, &[], &[])?;
    let mut by_id: std::collections::HashMap<OrderId, Order> =
        orders.into_iter().map(|order| (order.id, order)).collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}
