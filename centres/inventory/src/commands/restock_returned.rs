//! Restock what came back: returned goods that can be sold again become on hand. A fact.

use kernel::Timestamp;
use store::{CommandError, Tx};

use super::{at_or_now, checked_lines, checked_pieces, record_all, require_warehouse};
use crate::events::STOCK_RESTOCKED;
use crate::model::{Movement, MovementKind, Shelf, VariantId, WarehouseId};
use crate::shelves::Shelves;
use crate::worth::Worth;

/// What came back in a state to be sold.
#[derive(Debug, Clone)]
pub struct RestockReturned {
    pub warehouse: WarehouseId,
    pub lines: Vec<(VariantId, i64)>,
    /// The return's number.
    pub document: Option<String>,
    pub at: Option<Timestamp>,
}

/// Adds the pieces to on hand.
pub fn restock_returned(tx: &mut Tx<'_>, input: &RestockReturned) -> Result<Worth, CommandError> {
    let at = at_or_now(tx.context(), input.at)?;
    require_warehouse(tx, input.warehouse)?;
    checked_lines(input.lines.len())?;
    let mut movements = Vec::with_capacity(input.lines.len());
    for (place, (variant, quantity)) in input.lines.iter().enumerate() {
        movements.push(Movement {
            shelf: Shelf::new(*variant, input.warehouse),
            kind: MovementKind::Returned,
            quantity: checked_pieces(place, *quantity)?,
            unit_cost: None,
            document: input.document.clone(),
            reason: None,
            at,
        });
    }
    let shelves = Shelves::of(tx, movements.iter().map(|movement| movement.shelf))?;
    record_all(tx, shelves, input.warehouse, input.document.as_deref(), movements, STOCK_RESTOCKED)
}
