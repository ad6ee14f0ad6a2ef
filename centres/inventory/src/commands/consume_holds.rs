//! Ship what was held: the pieces leave, and the promise of them is kept. In parts, until nothing is held any more.

use kernel::{Context, Refusal, Timestamp};
use store::{CommandError, StoreError, Tx};

use crate::model::{HoldState, Movement, MovementKind, OrderId, Pieces, VariantId};
use crate::shelves::{Shelves, summed};
use crate::worth::Worth;

/// What left for an order.
#[derive(Debug, Clone)]
pub struct ConsumeHolds {
    pub order: OrderId,
    pub lines: Vec<Pieces>,
    /// The shipment's number.
    pub document: Option<String>,
    /// When it left; `None` is now.
    pub at: Option<Timestamp>,
}

/// More was to be taken than is held for the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotHeld {
    pub order: OrderId,
    pub variant: VariantId,
    pub wanted: i64,
    pub held: i64,
}

impl From<NotHeld> for Refusal {
    fn from(refused: NotHeld) -> Self {
        Refusal::conflict("stock_not_held")
            .with("order", refused.order)
            .with("variant", refused.variant)
            .with("wanted", refused.wanted)
            .with("held", refused.held)
    }
}

impl Shelves {
    /// Ships from an order's holds, which were read by [`Shelves::with_holds_of`]: held and on hand go down together, so no
    /// shortfall changes.
    pub fn consume(&mut self, context: &Context, shipped: &ConsumeHolds) -> Result<(), NotHeld> {
        let at = shipped.at.unwrap_or(context.now);
        self.take(shipped.order, &shipped.lines, HoldState::Consumed, context.now)?;
        for line in summed(&shipped.lines) {
            let movement = Movement {
                shelf: line.shelf,
                kind: MovementKind::Shipped,
                quantity: -line.quantity,
                unit_cost: None,
                document: Some(shipped.document.clone().unwrap_or_else(|| shipped.order.to_string())),
                reason: None,
                at,
            };
            self.record(context, movement);
        }
        Ok(())
    }
}

/// Ships for many orders: two reads and one write a table; and what all of them together did to the worth of stock.
pub fn consume_holds_batch(
    tx: &mut Tx<'_>,
    shipments: &[(&Context, &ConsumeHolds)],
) -> Result<(Vec<Result<(), NotHeld>>, Worth), StoreError> {
    let orders: Vec<OrderId> = shipments.iter().map(|(_, shipped)| shipped.order).collect();
    let mut shelves = Shelves::with_holds_of(tx, &orders)?;
    let ends = shipments.iter().map(|(context, shipped)| shelves.consume(context, shipped)).collect();
    let worth = shelves.write(tx)?;
    Ok((ends, worth))
}

/// Ships for one order.
pub fn consume_holds(tx: &mut Tx<'_>, shipped: &ConsumeHolds) -> Result<Worth, CommandError> {
    let context = tx.context().clone();
    let mut shelves = Shelves::with_holds_of(tx, &[shipped.order])?;
    shelves.consume(&context, shipped)?;
    Ok(shelves.write(tx)?)
}
