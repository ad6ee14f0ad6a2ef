//! Records that pieces of an order left a warehouse in a parcel.

use kernel::{Id, Refusal, Timestamp};
use serde_json::json;
use store::{Answer, CommandError, Tx, Value};

use super::{put_down, take_up};
use crate::model::{LineKind, Order, OrderId, ShipmentId, ShipmentLine};
use crate::store_rows::{SHIPMENT_LINES, SHIPMENTS, happened, printable};
use crate::transitions::Action;
use crate::words;

/// A parcel: which pieces, how it travels. No lines means everything that is left in warehouses of ours.
#[derive(Debug, Clone)]
pub struct ShipLines {
    pub order: OrderId,
    pub seen_version: Option<i64>,
    pub lines: Vec<ShipmentLine>,
    pub carrier: Option<String>,
    pub tracking: Option<String>,
    pub at: Option<Timestamp>,
}

/// What was shipped, for the process that books it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shipped {
    /// One parcel a warehouse.
    pub shipments: Vec<ShipmentId>,
    /// `(line, variant, warehouse, quantity)`.
    pub pieces: Vec<(i64, i64, i64, i64)>,
    /// The order after it.
    pub order: Order,
}

impl Answer for Shipped {
    fn reference(&self) -> String {
        self.shipments.first().map(ToString::to_string).unwrap_or_default()
    }
}

/// Ships the pieces; a shipment a warehouse, since a parcel leaves one place.
pub fn ship_lines(tx: &mut Tx<'_>, input: &ShipLines) -> Result<Shipped, CommandError> {
    let mut order = take_up(tx, input.order, input.seen_version, Action::Ship)?.order;
    let wanted: Vec<ShipmentLine> = if input.lines.is_empty() {
        let left = order.lines.iter().filter(|line| line.to_ship() > 0 && line.place().is_some());
        left.map(|line| ShipmentLine { line: line.line, quantity: line.to_ship() }).collect()
    } else {
        input.lines.clone()
    };
    printable(input.carrier.as_deref(), "invalid_carrier", "/carrier")?;
    printable(input.tracking.as_deref(), "invalid_tracking", "/tracking")?;
    input.tracking.as_deref().map_or(Ok(()), |tracking| kernel::must_name_nobody(tracking, "/tracking"))?;
    let at = happened(&order, input.at, tx.context().now)?;
    let mut pieces = Vec::with_capacity(wanted.len());
    let mut touched = Vec::with_capacity(wanted.len());
    for (place, want) in wanted.iter().enumerate() {
        let field = format!("/lines/{place}");
        let line = order.lines.iter_mut().find(|line| line.line == want.line && line.kind == LineKind::Goods);
        let Some(line) = line else {
            return Err(Refusal::invalid("no_such_line").at(field).with("line", want.line).into());
        };
        if touched.contains(&want.line) {
            return Err(Refusal::invalid("line_twice").at(field).with("line", want.line).into());
        }
        if want.quantity < 1 || want.quantity > line.to_ship() {
            let refusal = Refusal::conflict("more_than_left_to_ship").at(field).with("line", want.line);
            return Err(refusal.with("wanted", want.quantity).with("left", line.to_ship()).into());
        }
        let Some((variant, warehouse)) = line.place() else {
            return Err(Refusal::conflict("line_without_warehouse").at(field).with("line", want.line).into());
        };
        line.shipped = line.shipped.saturating_add(want.quantity);
        pieces.push((want.line, variant, warehouse, want.quantity));
        touched.push(want.line);
    }
    let mut warehouses: Vec<i64> = pieces.iter().map(|(_, _, warehouse, _)| *warehouse).collect();
    warehouses.sort_unstable();
    warehouses.dedup();
    let mut shipments = Vec::with_capacity(warehouses.len());
    let mut rows = Vec::with_capacity(warehouses.len());
    let mut line_rows = Vec::with_capacity(pieces.len());
    for warehouse in warehouses {
        let id: ShipmentId = tx.context().new_id();
        rows.push(vec![
            Value::id(id),
            Value::id(order.id),
            Value::Int(warehouse),
            Value::from(input.carrier.as_deref()),
            Value::from(input.tracking.as_deref()),
            Value::from(at),
            Value::Null,
            Value::Null,
            Value::Null,
        ]);
        for (line, _, _, quantity) in pieces.iter().filter(|(_, _, from, _)| *from == warehouse) {
            line_rows.push(vec![Value::id(id), Value::Int(*line), Value::Int(*quantity)]);
        }
        shipments.push(id);
    }
    tx.insert(&SHIPMENTS, rows)?;
    tx.insert(&SHIPMENT_LINES, line_rows)?;
    if let Some(tracking) = &input.tracking {
        index_tracking(tx, shipments.first(), tracking)?;
    }
    let facts = json!({
        "shipments": shipments,
        "tracking": input.tracking,
        "at": at,
        "lines": pieces.iter().map(|(line, _, warehouse, quantity)| json!({ "line": line, "warehouse": warehouse, "quantity": quantity })).collect::<Vec<_>>(),
    });
    let order = put_down(tx, order, &touched, "orders.order_shipped.v1", &facts)?;
    Ok(Shipped { shipments, pieces, order })
}

/// A tracking number finds its order: an entry of the first parcel's id that leads back (see `queries::find`). One entry, so that
/// an order whose parcels share a number is found once.
fn index_tracking(tx: &mut Tx<'_>, first: Option<&ShipmentId>, tracking: &str) -> Result<(), CommandError> {
    let token = words::token(tracking);
    let Some(first) = first.filter(|_| !token.is_empty()) else {
        return Err(Refusal::invalid("invalid_tracking").at("/tracking").into());
    };
    tx.index_words(words::INDEX, vec![(first.number(), token)])?;
    Ok(())
}
