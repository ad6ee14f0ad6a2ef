//! Confirm holds: the order stands (paid, accepted), so its promises lose their time limit.

use kernel::Refusal;
use store::{CommandError, Nothing, StoreError, Tx};

use crate::model::{OrderId, Pieces};
use crate::shelves::Shelves;

/// Takes the time limits off, for many orders at once; what each order's holds keep, by shelf. An order whose holds ended
/// meanwhile keeps nothing: the caller compares and holds anew.
pub fn confirm_holds_batch(tx: &mut Tx<'_>, orders: &[OrderId]) -> Result<Vec<Vec<Pieces>>, StoreError> {
    let mut shelves = Shelves::with_holds_of(tx, orders)?;
    let kept = orders.iter().map(|order| shelves.confirm(*order)).collect();
    shelves.write(tx)?;
    Ok(kept)
}

/// Takes the time limits off one order's holds, which must still keep something.
pub fn confirm_holds(tx: &mut Tx<'_>, order: OrderId) -> Result<Nothing, CommandError> {
    let kept = confirm_holds_batch(tx, &[order])?;
    if kept.iter().all(Vec::is_empty) {
        return Err(Refusal::conflict("holds_ended").with("order", order).into());
    }
    Ok(Nothing)
}
