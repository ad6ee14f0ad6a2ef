//! Release holds: an order, or a part of it, no longer wants its pieces.

use store::{CommandError, Nothing, StoreError, Tx};

use crate::model::{HoldState, OrderId, Pieces};
use crate::shelves::{Shelves, summed};

/// What is no longer wanted.
#[derive(Debug, Clone)]
pub struct ReleaseHolds {
    pub order: OrderId,
    /// The pieces; `None` is all that is still held.
    pub lines: Option<Vec<Pieces>>,
}

impl Shelves {
    /// Lets pieces of an order go, whose holds were read by [`Shelves::with_holds_of`]: as many as are still held. A hold that ended
    /// by itself gave its pieces back before, so nothing can be refused.
    pub fn release(&mut self, tx: &mut Tx<'_>, released: &ReleaseHolds) -> Result<(), StoreError> {
        let mut going = self.kept_for(released.order);
        if let Some(lines) = &released.lines {
            let wanted = summed(lines);
            for kept in &mut going {
                let most = wanted.iter().find(|want| want.shelf == kept.shelf).map_or(0, |want| want.quantity);
                kept.quantity = kept.quantity.min(most);
            }
            going.retain(|pieces| pieces.quantity > 0);
        }
        let now = tx.context().now;
        let taken = self.take(released.order, &going, HoldState::Released, now);
        taken.map_err(|short| StoreError::misuse(format!("held pieces were not held: {short:?}")))
    }
}

/// Lets go of an order's pieces.
pub fn release_holds(tx: &mut Tx<'_>, released: &ReleaseHolds) -> Result<Nothing, CommandError> {
    let mut shelves = Shelves::with_holds_of(tx, &[released.order])?;
    shelves.release(tx, released)?;
    shelves.write(tx)?;
    Ok(Nothing)
}
