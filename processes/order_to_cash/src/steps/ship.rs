//! Ship pieces: the order's goods axis, and the stock that leaves its shelf.

use inventory::{ConsumeHolds, Pieces, Shelf, VariantId, WarehouseId};
use kernel::Id;
use orders::commands::{ShipLines, Shipped, ship_lines};
use store::{CommandError, Tx};

/// Records the parcel and takes its pieces from the order's holds.
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
    inventory::consume_holds(tx, &ConsumeHolds { order, lines, at: Some(at), document: None })?;
    Ok(shipped)
}
