//! Release holds: an order, or a part of it, no longer wants its pieces.

use kernel::{Context, Timestamp};
use store::{CommandError, Nothing, StoreError, Tx};

use super::consume_holds::NotHeld;
use crate::model::{HoldState, OrderId, Pieces};
use crate::shelves::Shelves;

/// What is no longer wanted.
#[derive(Debug, Clone)]
pub struct ReleaseHolds {
    pub order: OrderId,
    /// The pieces; `None` is all that is still held.
    pub lines: Option<Vec<Pieces>>,
}

impl Shelves {
    /// Lets pieces of an order go, whose holds were read by [`Shelves::with_holds_of`].
    pub fn release(&mut self, now: Timestamp, released: &ReleaseHolds) -> Result<(), NotHeld> {
        match &released.lines {
            Some(lines) => self.take(released.order, lines, HoldState::Released, now),
            None => {
                let kept = self.kept_for(released.order);
                self.take(released.order, &kept, HoldState::Released, now)
            }
        }
    }
}

/// Lets go for many orders. To release everything of an order that holds nothing is no mistake.
pub fn release_holds_batch(
    tx: &mut Tx<'_>,
    releases: &[(&Context, &ReleaseHolds)],
) -> Result<Vec<Result<(), NotHeld>>, StoreError> {
    let orders: Vec<OrderId> = releases.iter().map(|(_, release)| release.order).collect();
    let mut shelves = Shelves::with_holds_of(tx, &orders)?;
    let ends = releases.iter().map(|(context, release)| shelves.release(context.now, release)).collect();
    shelves.write(tx)?;
    Ok(ends)
}

/// Lets go for one order.
pub fn release_holds(tx: &mut Tx<'_>, released: &ReleaseHolds) -> Result<Nothing, CommandError> {
    let mut shelves = Shelves::with_holds_of(tx, &[released.order])?;
    shelves.release(tx.context().now, released)?;
    shelves.write(tx)?;
    Ok(Nothing)
}
