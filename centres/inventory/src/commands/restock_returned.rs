//! Restock what came back: returned goods that can be sold again become on hand. A fact.

use kernel::{Money, Timestamp};
use store::{CommandError, Tx};

use super::{at_or_now, checked_lines, checked_pieces, require_warehouse};
use crate::events::{STOCK_RESTOCKED, StockChanged};
use crate::model::{Movement, MovementKind, Shelf, VariantId, WarehouseId};
use crate::shelves::Shelves;
use crate::worth::Worth;

/// What came back in a state to be sold.
#[derive(Debug, Clone)]
pub struct RestockReturned {
    pub warehouse: WarehouseId,
    pub lines: Vec<CameBack>,
    /// The return's number.
    pub document: Option<String>,
    pub at: Option<Timestamp>,
}

/// Pieces that came back.
#[derive(Debug, Clone, Copy)]
pub struct CameBack {
    pub variant: VariantId,
    pub quantity: i64,
    /// What they had cost when they left, all of them, in the currency the owner's stock is valued in; none where nobody knows.
    pub cost: Option<Money>,
}

/// Adds the pieces to on hand, worth what they had cost.
pub fn restock_returned(tx: &mut Tx<'_>, input: &RestockReturned) -> Result<Worth, CommandError> {
    let at = at_or_now(tx.context(), input.at)?;
    require_warehouse(tx, input.warehouse)?;
    checked_lines(input.lines.len())?;
    let mut movements = Vec::with_capacity(input.lines.len());
    for (place, line) in input.lines.iter().enumerate() {
        movements.push(Movement {
            shelf: Shelf::new(line.variant, input.warehouse),
            kind: MovementKind::Returned,
            quantity: checked_pieces(place, line.quantity)?,
            unit_cost: None,
            document: input.document.clone(),
            reason: None,
            at,
        });
    }
    let context = tx.context().clone();
    let mut shelves = Shelves::of(tx, movements.iter().map(|movement| movement.shelf))?;
    let told = StockChanged::by(input.document.as_deref(), &movements);
    for (movement, line) in movements.into_iter().zip(&input.lines) {
        match line.cost {
            Some(cost) => shelves.record_costing(&context, movement, cost),
            None => shelves.record_unknown(&context, movement),
        }
    }
    let worth = shelves.write(tx)?;
    told.publish(tx, STOCK_RESTOCKED, input.warehouse)?;
    Ok(worth)
}
