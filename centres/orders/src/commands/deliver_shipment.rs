//! Records that a parcel arrived.

use kernel::{Id, Refusal, Timestamp};
use serde_json::json;
use store::{CommandError, Nothing, Tx, Value};

use super::{Part, line_share, put_down, take_up};
use crate::model::{Order, OrderId, ShipmentId};
use crate::standing::Standing;
use crate::store_rows::{SHIPMENTS, happened};
use crate::transitions::{Action, all_delivered};

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
    /// The order after it.
    pub order: Order,
}

impl store::Answer for Delivered {
    fn reference(&self) -> String {
        Nothing.reference()
    }
}

/// Delivers parcels. The amounts are the delivered pieces' exact share. With the last parcel comes all that is left of the order's
/// own totals: carriage, discounts and what rounding by document added.
pub fn deliver_shipment(tx: &mut Tx<'_>, input: &DeliverShipment) -> Result<Delivered, CommandError> {
    let Standing { mut order, shipments: all, .. } = take_up(tx, input.order, None, Action::Deliver)?;
    let at = happened(&order, input.at, tx.context().now)?;
    if let Some(wanted) = input.shipment
        && !all.iter().any(|shipment| shipment.id == wanted)
    {
        return Err(Refusal::not_found("shipment_not_found").at("/shipment").with("shipment", wanted).into());
    }
    let fits = |wanted: Option<ShipmentId>, id| wanted.is_none_or(|wanted| wanted == id);
    let under_way: Vec<_> =
        all.into_iter().filter(|shipment| shipment.is_under_way() && fits(input.shipment, shipment.id)).collect();
    if under_way.is_empty() {
        return Err(Refusal::conflict("nothing_to_deliver").into());
    }
    if let Some(left) = under_way.iter().map(|shipment| shipment.shipped_at).max().filter(|left| at < *left) {
        let refusal = Refusal::invalid("delivered_before_it_left").at("/at").with("at", at);
        return Err(refusal.with("shipped_at", left).into());
    }
    let (earned_net, earned_tax) = earned(&order)?;
    let mut touched = Vec::new();
    let mut pieces = Vec::new();
    for piece in under_way.iter().flat_map(|shipment| &shipment.lines) {
        let Some(line) = order.lines.iter_mut().find(|line| line.line == piece.line) else { continue };
        pieces.push(Part { line: piece.line, before: line.delivered, quantity: piece.quantity });
        line.delivered = line.delivered.saturating_add(piece.quantity);
        touched.push(piece.line);
    }
    let complete = all_delivered(&order);
    let (net, tax) = if complete { (order.net, order.tax) } else { earned(&order)? };
    let (net, tax) = (net.saturating_sub(earned_net), tax.saturating_sub(earned_tax));
    let rows = under_way.iter().map(|shipment| vec![Value::Int(shipment.id.number()), Value::from(at)]).collect();
    tx.update(&SHIPMENTS, &["delivered_at"], rows)?;
    let shipments: Vec<ShipmentId> = under_way.iter().map(|shipment| shipment.id).collect();
    let facts = json!({ "shipments": shipments, "at": at, "net": net, "tax": tax });
    let order = put_down(tx, order, &touched, "orders.order_delivered.v1", &facts)?;
    Ok(Delivered { net, tax, pieces, complete, order })
}

/// Net and tax of the goods delivered so far.
fn earned(order: &Order) -> Result<(i64, i64), CommandError> {
    let (mut net, mut tax) = (0i64, 0i64);
    for line in order.lines.iter().filter(|line| line.delivered > 0) {
        let earned = line_share(line, 0, line.delivered, order.currency)?;
        (net, tax) = (net.saturating_add(earned.net), tax.saturating_add(earned.tax));
    }
    Ok((net, tax))
}
