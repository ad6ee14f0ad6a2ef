//! Records that a parcel will not arrive: its pieces are wanted still, and are to be shipped again or cancelled.

use kernel::{Refusal, Timestamp};
use serde_json::json;
use store::{Answer, CommandError, Tx, Value};

use super::{put_down, take_up};
use crate::model::{Order, OrderId, Shipment, ShipmentFailure, ShipmentId};
use crate::store_rows::{SHIPMENTS, happened};
use crate::transitions::Action;

/// The parcel, and what became of it.
#[derive(Debug, Clone, Copy)]
pub struct FailShipment {
    pub order: OrderId,
    pub shipment: ShipmentId,
    pub failure: ShipmentFailure,
    /// When that was known; none: now.
    pub at: Option<Timestamp>,
}

/// What happened, for the process that moves stock and books.
#[derive(Debug, Clone)]
pub struct ShipmentFailed {
    pub shipment: Shipment,
    /// The order after it.
    pub order: Order,
}

impl Answer for ShipmentFailed {
    fn reference(&self) -> String {
        self.shipment.id.to_string()
    }
}

/// Ends a parcel that is under way; its pieces count as not shipped. Refuses `shipment_not_found`, and `shipment_is_over` where it arrived or
/// failed before, or its pieces came back as a return.
pub fn fail_shipment(tx: &mut Tx<'_>, input: &FailShipment) -> Result<ShipmentFailed, CommandError> {
    let standing = take_up(tx, input.order, None, Action::FailShipment)?;
    let at = happened(&standing.order, input.at, tx.context().now)?;
    let shipment = standing.shipments.iter().find(|shipment| shipment.id == input.shipment).cloned();
    let shipment = shipment
        .ok_or_else(|| Refusal::not_found("shipment_not_found").at("/shipment").with("shipment", input.shipment))?;
    if !standing.can_fail(&shipment) {
        return Err(Refusal::conflict("shipment_is_over").at("/shipment").with("shipment", shipment.id).into());
    }
    let mut order = standing.order;
    let mut touched = Vec::with_capacity(shipment.lines.len());
    for piece in &shipment.lines {
        let Some(line) = order.lines.iter_mut().find(|line| line.line == piece.line) else { continue };
        line.shipped = line.shipped.saturating_sub(piece.quantity);
        touched.push(piece.line);
    }
    let failure = input.failure;
    let row = vec![Value::id(shipment.id), Value::from(at), Value::word(failure.word())];
    tx.update(&SHIPMENTS, &["failed_at", "failure"], vec![row])?;
    let lines: Vec<_> =
        shipment.lines.iter().map(|part| json!({ "line": part.line, "quantity": part.quantity })).collect();
    let facts = json!({ "shipment": shipment.id, "failure": failure, "at": at, "lines": lines });
    let order = put_down(tx, order, &touched, "orders.shipment_failed.v1", &facts)?;
    Ok(ShipmentFailed { shipment, order })
}
