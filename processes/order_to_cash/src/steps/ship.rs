//! Ship pieces: the order's goods axis, the stock that leaves its shelf, and what it had cost.

use inventory::{ConsumeHolds, Pieces, Shelf, VariantId, WarehouseId};
use kernel::{Id, Refusal};
use orders::commands::{ShipLines, Shipped, ship_lines};
use store::{CommandError, Tx};

use crate::books::shipped_cost;

/// Records the parcel, takes its pieces from the order's holds and books their cost: Dr cost of goods sold, Cr inventory of whoever
/// owned them.
pub fn ship(tx: &mut Tx<'_>, input: &ShipLines) -> Result<Shipped, CommandError> {
    let shipped = ship_lines(tx, input)?;
    let lines = shipped
        .pieces
        .iter()
        .map(|(_, variant, warehouse, quantity)| Pieces {
            shelf: Shelf::new(VariantId::from_number(*variant), WarehouseId::from_number(*warehouse)),
            quantity: *quantity,
        })
        .collect();
    let at = input.at.unwrap_or(tx.context().now).min(tx.context().now);
    let order = inventory::OrderId::from_number(input.order.number());
    let worth = inventory::consume_holds(tx, &ConsumeHolds { order, lines, at: Some(at), document: None })?;
    for entry in shipped_cost(input.order, &worth, at).map_err(Refusal::from)? {
        ledger::post_fact(tx, &entry)?;
    }
    Ok(shipped)
}
