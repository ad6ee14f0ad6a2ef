//! Deliver a parcel: what arrived is earned, so its share of the pending books is posted.

use ledger::{Cause, Parts, Reference};
use orders::commands::{DeliverShipment, Delivered, deliver_shipment};
use store::{CommandError, Tx};

use super::order_and_entity;
use crate::books::shares;

/// Records the delivery and posts the delivered share of what was pending; with the last parcel, all that is left of it.
pub fn deliver(tx: &mut Tx<'_>, input: &DeliverShipment) -> Result<Delivered, CommandError> {
    let delivered = deliver_shipment(tx, input)?;
    let (order, entity) = order_and_entity(tx, input.order)?;
    let reference = Reference::of(order.id);
    let posted = if delivered.complete {
        ledger::post_pending(tx, entity.code, &reference, Cause::Delivered, Parts::Rest)
    } else {
        let exact = Parts::Amounts(shares(&order, &delivered.pieces)?);
        tx.attempt(|tx| ledger::post_pending(tx, entity.code, &reference, Cause::Delivered, exact.clone())).or_else(|refused| {
            // Rounding by document can leave less pending than the lines' own sum: a delivery is a fact and is booked all the same.
            tracing::warn!(%refused, order = %order.id, "a partial delivery is booked by its share of the whole");
            let arrived = order.lines.iter().map(|line| line.delivered).fold(0i64, i64::saturating_add);
            let share = Parts::ToDate { part: arrived, whole: order.units.max(1) };
            ledger::post_pending(tx, entity.code, &reference, Cause::Delivered, share)
        })
    };
    posted?;
    Ok(delivered)
}
