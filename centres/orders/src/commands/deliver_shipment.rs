//! Records that a parcel arrived.

use kernel::{Id, Refusal, Timestamp};
use serde_json::json;
use store::{CommandError, Nothing, Tx, Value};

use super::{Part, put_down, share, take_up};
use crate::model::{LineKind, OrderId, ShipmentId};
use crate::store_rows::{SHIPMENTS, at_or, shipments_of};
use crate::transitions::Action;

/// The parcel that arrived; none means every parcel under way.
#[derive(Debug, Clone)]
pub struct DeliverShipment {
    pub order: OrderId,
    pub shipment: Option<ShipmentId>,
    pub at: Option<Timestamp>,
}

/// What arrived, in amounts of the order's currency: what may now be earned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    pub net: i64,
    pub tax: i64,
    pub pieces: Vec<Part>,
    /// Whether this was the last of it.
    pub complete: bool,
}

impl store::Answer for Delivered {
    fn reference(&self) -> String {
        Nothing.reference()
    }
}

/// Delivers parcels. The amounts are the delivered pieces' exact share; lines that are no goods are earned with the last parcel.
pub fn deliver_shipment(tx: &mut Tx<'_>, input: &DeliverShipment) -> Result<Delivered, CommandError> {
    let mut order = take_up(tx, input.order, None, Action::Deliver)?;
    let at = at_or(input.at, tx.context().now);
    let under_way: Vec<_> = shipments_of(tx, order.id)?
        .into_iter()
        .filter(|shipment| shipment.delivered_at.is_none() && input.shipment.is_none_or(|wanted| wanted == shipment.id))
        .collect();
    if under_way.is_empty() {
        return Err(Refusal::conflict("nothing_to_deliver").into());
    }
    let (mut net, mut tax) = (0i64, 0i64);
    let mut touched = Vec::new();
    let mut pieces = Vec::new();
    for piece in under_way.iter().flat_map(|shipment| &shipment.lines) {
        let Some(line) = order.lines.iter_mut().find(|line| line.line == piece.line) else { continue };
        net = net.saturating_add(share(line.net, line.delivered, piece.quantity, line.quantity, order.currency)?);
        tax = tax.saturating_add(share(line.tax, line.delivered, piece.quantity, line.quantity, order.currency)?);
        pieces.push(Part { line: piece.line, before: line.delivered, quantity: piece.quantity });
        line.delivered = line.delivered.saturating_add(piece.quantity);
        touched.push(piece.line);
    }
    let goods = order.lines.iter().filter(|line| line.kind == LineKind::Goods);
    let complete = goods.clone().all(|line| line.delivered.saturating_add(line.cancelled) >= line.quantity);
    if complete {
        for line in order.lines.iter().filter(|line| line.kind != LineKind::Goods) {
            net = net.saturating_add(line.net);
            tax = tax.saturating_add(line.tax);
        }
        net = net.saturating_add(order.rounding);
    }
    let rows = under_way.iter().map(|shipment| vec![Value::Int(shipment.id.number()), Value::from(at)]).collect();
    tx.update(&SHIPMENTS, &["delivered_at"], rows)?;
    let shipments: Vec<ShipmentId> = under_way.iter().map(|shipment| shipment.id).collect();
    let facts = json!({ "shipments": shipments, "at": at, "net": net, "tax": tax });
    put_down(tx, order, &touched, "orders.order_delivered.v1", &facts)?;
    Ok(Delivered { net, tax, pieces, complete })
}
