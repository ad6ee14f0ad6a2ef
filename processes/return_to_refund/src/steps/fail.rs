//! A parcel that will not arrive: it came back, or was lost.

use std::collections::BTreeMap;

use inventory::{CameBack, Pieces, RestockReturned, Shelf, VariantId, WarehouseId, hold_promised, restock_returned};
use kernel::Id;
use orders::ShipmentFailure;
use orders::Status;
use orders::commands::{FailShipment, ShipmentFailed, fail_shipment};
use store::{CommandError, Tx};

use super::costs::Costs;
use crate::books::{CostBack, lost_cost, returned_cost};

/// Ends the parcel. What came back is on hand again, worth what it had cost; what was lost is a loss of the seller's. Either way the pieces are
/// wanted still: they are held for the order again (what is not there is a shortfall) until they are shipped once more or cancelled. Nothing
/// was earned by a parcel that did not arrive, so the pending books stay.
pub fn fail(tx: &mut Tx<'_>, input: &FailShipment) -> Result<ShipmentFailed, CommandError> {
    let failed = fail_shipment(tx, input)?;
    let (order, parcel) = (&failed.order, &failed.shipment);
    let now: Vec<(i64, i64)> = parcel.lines.iter().map(|part| (part.line, part.quantity)).collect();
    let mut costs = Costs::of(tx, order, &now)?;
    let mut back: BTreeMap<i64, Vec<(CameBack, Option<CostBack>)>> = BTreeMap::new();
    let mut wanted = Vec::with_capacity(parcel.lines.len());
    for part in &parcel.lines {
        let Some(line) = order.line(part.line) else { continue };
        let Some((variant, warehouse)) = line.place() else { continue };
        let cost = costs.back(tx, line, part.quantity, warehouse)?;
        let variant = VariantId::from_number(variant);
        let came = CameBack { variant, quantity: part.quantity, cost: cost.as_ref().map(|back| back.cost) };
        back.entry(warehouse).or_default().push((came, cost));
        let shelf = Shelf::new(variant, WarehouseId::from_number(warehouse));
        wanted.push((inventory::OrderId::from_number(order.id.number()), Pieces { shelf, quantity: part.quantity }));
    }
    let at = tx.context().now;
    match input.failure {
        ShipmentFailure::CameBack => {
            let mut worth = Vec::new();
            for (warehouse, came) in back {
                worth.extend(restock(tx, WarehouseId::from_number(warehouse), came, &parcel.id.to_string())?);
            }
            ledger::post_cost(tx, &returned_cost(order, &worth, at), pricing::booking_rate)?;
        }
        ShipmentFailure::Lost => {
            let lost = back.into_iter().flat_map(|(warehouse, came)| came.into_iter().map(move |one| (warehouse, one)));
            let tagged = |(warehouse, (came, cost)): (i64, (CameBack, Option<CostBack>))| {
                Some((costs.lost_tag(came.variant, warehouse), cost?))
            };
            let lost: Vec<_> = lost.filter_map(tagged).collect();
            if let Some(entry) = lost_cost(order, &lost, at) {
                ledger::post_fact(tx, &entry)?;
            }
        }
    }
    if matches!(order.status, Status::Open | Status::Held) {
        hold_promised(tx, &wanted)?;
    }
    Ok(failed)
}

/// Takes pieces in again, each at its cost; the changes of worth with the cost behind each.
pub(super) fn restock(
    tx: &mut Tx<'_>,
    warehouse: WarehouseId,
    came: Vec<(CameBack, Option<CostBack>)>,
    document: &str,
) -> Result<Vec<(inventory::ValueChange, Option<CostBack>)>, CommandError> {
    let lines = came.iter().map(|(line, _)| *line).collect();
    let back = RestockReturned { warehouse, lines, document: Some(document.to_owned()), at: None };
    // One change a line of known cost, in their order.
    let mut known = came.into_iter().filter_map(|(line, cost)| Some((line.variant, cost?)));
    let changes = restock_returned(tx, &back)?.0.into_iter();
    let with_cost = |change: inventory::ValueChange| {
        let cost = known.find(|(variant, _)| *variant == change.variant).map(|(_, cost)| cost);
        (change, cost)
    };
    Ok(changes.map(with_cost).collect())
}
