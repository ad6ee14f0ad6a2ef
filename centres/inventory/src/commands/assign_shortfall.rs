//! Assign a shortfall: somebody takes care of it.

use kernel::{Actor, Id, Refusal};
use store::{CommandError, Event, Nothing, Tx, args};

use crate::model::Shelf;

/// Gives a shelf's shortfall an owner.
pub fn assign_shortfall(tx: &mut Tx<'_>, shelf: Shelf, owner: &Actor) -> Result<Nothing, CommandError> {
    let changed = tx.execute(
        "UPDATE stock_shortfalls SET owner = $3 WHERE variant = $1 AND warehouse = $2",
        &args![shelf.variant.number(), shelf.warehouse.number(), owner.as_str()],
    )?;
    if changed == 0 {
        let refusal = Refusal::not_found("shortfall_not_found").with("variant", shelf.variant);
        return Err(refusal.with("warehouse", shelf.warehouse).into());
    }
    tx.publish(Event::new("inventory.shortfall_assigned.v1", shelf.variant, &shelf.warehouse)?);
    Ok(Nothing)
}
