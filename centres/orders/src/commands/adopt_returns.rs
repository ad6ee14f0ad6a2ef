//! Take over returns that already happened: which pieces of which order came back, and under which number they were credited.

use std::collections::{BTreeMap, HashMap};

use kernel::{Refusal, Timestamp};
use serde_json::json;
use store::{CommandError, Event, Read, Tx, Value, args};

use super::adopt_orders::{MOST_ROWS, order_not_found};
use crate::model::{Fulfilment, OrderId, ReturnId, ShipmentLine};
use crate::store_rows::{ORDER_LINES, ORDER_RETURN_LINES, ORDER_RETURNS, ORDERS};

/// Pieces of one order that came back.
#[derive(Debug, Clone)]
pub struct AdoptReturn {
    pub order: OrderId,
    /// The order-shaped credit that holds the money: the returned order's own amounts stay as they were invoiced.
    pub credited_in: OrderId,
    pub at: Timestamp,
    pub lines: Vec<ShipmentLine>,
}

struct Counts {
    quantity: i64,
    shipped: i64,
    delivered: i64,
    cancelled: i64,
    returned: i64,
    /// Credited here without coming back.
    credited: i64,
}

/// Records closed returns: one read and one write a table, however many. Tells `orders.return_imported.v1` for each. More pieces
/// than an order shipped cannot come back, and what came back or was credited here is not credited elsewhere again: refuses
/// `taken_back_before`.
pub fn adopt_returns(tx: &mut Tx<'_>, returns: &[AdoptReturn]) -> Result<(), CommandError> {
    if returns.is_empty() {
        return Ok(());
    }
    if returns.iter().map(|one| one.lines.len()).sum::<usize>() > MOST_ROWS && returns.len() > 1 {
        return Err(Refusal::invalid("adopted_too_many").with("rows", returns.len()).with("most", MOST_ROWS).into());
    }
    let mut ids: Vec<OrderId> = returns.iter().map(|one| one.order).collect();
    ids.sort_unstable();
    ids.dedup();
    let list: Vec<Value> = ids.iter().copied().map(Value::id).collect();
    let mut lines = goods_of(tx, &list)?;
    let mut versions = HashMap::with_capacity(ids.len());
    for row in tx.query_in("SELECT id, version FROM orders WHERE id IN {list}", &[], &list)? {
        versions.insert(row.id::<OrderId>(0)?, row.int(1)?);
    }
    let context = tx.context().clone();
    let (mut heads, mut parts, mut changed) = (Vec::new(), Vec::new(), BTreeMap::new());
    for one in returns {
        let id: ReturnId = context.new_id();
        let back = [one.at.into(), one.at.into(), Value::Int(1)];
        let mut head = vec![Value::id(id), Value::id(one.order), Value::word("closed"), Value::word("other")];
        head.extend(back);
        heads.push(head);
        for part in &one.lines {
            let place = (one.order, part.line);
            let counts = lines.get_mut(&place).ok_or_else(|| order_not_found(one.order))?;
            let left = counts.shipped.saturating_sub(counts.returned).saturating_sub(counts.credited).max(0);
            if part.quantity < 1 || part.quantity > left {
                let refusal = Refusal::conflict("taken_back_before").with("order", one.order).with("line", part.line);
                return Err(refusal.with("wanted", part.quantity).with("left", left).into());
            }
            counts.returned = counts.returned.saturating_add(part.quantity);
            changed.insert(place, counts.returned);
            let quantity = Value::Int(part.quantity);
            parts.push(vec![Value::id(id), Value::Int(part.line), quantity.clone(), quantity.clone(), quantity]);
        }
        let version = versions.get_mut(&one.order).ok_or_else(|| order_not_found(one.order))?;
        *version = version.saturating_add(1);
        let told: Vec<_> = one.lines.iter().map(|l| json!({ "line": l.line, "quantity": l.quantity })).collect();
        let facts = json!({
            "order": one.order, "version": *version, "return": id, "credited_in": one.credited_in, "at": one.at, "lines": told,
        });
        tx.publish(Event::new("orders.return_imported.v1", one.order, &facts)?);
    }
    let rows =
        changed.iter().map(|((order, line), back)| vec![Value::id(*order), Value::Int(*line), Value::Int(*back)]);
    tx.update(&ORDER_LINES, &["returned"], rows.collect())?;
    tx.insert(&ORDER_RETURNS, heads)?;
    tx.insert(&ORDER_RETURN_LINES, parts)?;
    let orders = ids.iter().filter_map(|id| {
        let version = versions.get(id)?;
        let fulfilment = fulfilment(lines.range((*id, i64::MIN)..=(*id, i64::MAX)).map(|(_, counts)| counts));
        Some(vec![Value::id(*id), Value::word(fulfilment.word()), context.now.into(), Value::Int(*version)])
    });
    tx.update(&ORDERS, &["fulfilment", "changed_at", "version"], orders.collect())?;
    Ok(())
}

fn goods_of(tx: &mut Tx<'_>, list: &[Value]) -> Result<BTreeMap<(OrderId, i64), Counts>, CommandError> {
    let rows = tx.query_in(
        "SELECT order_id, line, quantity, shipped, delivered, cancelled, returned FROM order_lines \
         WHERE order_id IN {list} AND kind = $1 AND quantity > 0",
        &args!["goods"],
        list,
    )?;
    let mut lines = BTreeMap::new();
    for row in &rows {
        let counts = Counts {
            quantity: row.int(2)?,
            shipped: row.int(3)?,
            delivered: row.int(4)?,
            cancelled: row.int(5)?,
            returned: row.int(6)?,
            credited: 0,
        };
        lines.insert((row.id::<OrderId>(0)?, row.int(1)?), counts);
    }
    let rows = tx.query_in(
        "SELECT c.order_id, l.line, CAST(SUM(l.quantity) AS BIGINT) FROM order_credits c \
         JOIN order_credit_lines l ON l.credit = c.id \
         WHERE c.order_id IN {list} AND c.return_id IS NULL GROUP BY c.order_id, l.line",
        &[],
        list,
    )?;
    for row in &rows {
        if let Some(counts) = lines.get_mut(&(row.id::<OrderId>(0)?, row.int(1)?)) {
            counts.credited = row.int(2)?;
        }
    }
    Ok(lines)
}

/// The same axis as [`fulfilment_of`](crate::transitions::fulfilment_of), from the few columns read here.
fn fulfilment<'c>(lines: impl Iterator<Item = &'c Counts>) -> Fulfilment {
    after_return(lines.map(|line| (line.quantity.saturating_sub(line.cancelled), line.returned, line.delivered)))
}

/// Where the goods of an order stand after a return that was taken over, of each line's wanted, returned and delivered pieces.
pub(crate) fn after_return(lines: impl Iterator<Item = (i64, i64, i64)>) -> Fulfilment {
    let (wanted, returned, delivered) = lines.fold((0i64, 0i64, 0i64), |(wanted, returned, delivered), line| {
        (wanted.saturating_add(line.0), returned.saturating_add(line.1), delivered.saturating_add(line.2))
    });
    match () {
        () if returned >= wanted => Fulfilment::Returned,
        () if returned > 0 => Fulfilment::PartlyReturned,
        () if delivered >= wanted => Fulfilment::Delivered,
        () => Fulfilment::Shipped,
    }
}
