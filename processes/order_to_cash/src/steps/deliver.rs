//! Deliver a parcel: what arrived is earned, so its share of the pending books is posted.

use ledger::{Cause, Parts, Step};
use orders::commands::{DeliverShipment, Delivered, deliver_shipment};
use store::{CommandError, Tx};

use super::{settle, settle_pieces};

/// Records the delivery and posts the delivered share of what was pending; with the last parcel, all that is left of it.
pub fn deliver(tx: &mut Tx<'_>, input: &DeliverShipment) -> Result<Delivered, CommandError> {
    let delivered = deliver_shipment(tx, input)?;
    let order = &delivered.order;
    let at = input.at.unwrap_or(tx.context().now).min(tx.context().now);
    if delivered.complete {
        settle(tx, order, Cause::Delivered, at, Step::Post(Parts::Rest))?;
    } else {
        settle_pieces(tx, order, Cause::Delivered, at, &delivered.pieces, Step::Post)?;
    }
    Ok(delivered)
}
