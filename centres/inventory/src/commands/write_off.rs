//! Write off: pieces are lost, broken or given away. A fact, with its reason.

use kernel::Timestamp;
use store::{CommandError, Tx};

use super::{at_or_now, checked_lines, checked_pieces, checked_reason, record_all, require_warehouse};
use crate::events::STOCK_WRITTEN_OFF;
use crate::model::{Movement, MovementKind, Shelf, VariantId, WarehouseId};
use crate::shelves::Shelves;
use crate::worth::Worth;

/// What is gone.
#[derive(Debug, Clone)]
pub struct WriteOff {
    pub warehouse: WarehouseId,
    pub lines: Vec<(VariantId, i64)>,
    pub reason: String,
    pub document: Option<String>,
    pub at: Option<Timestamp>,
}

/// Takes the pieces from on hand.
pub fn write_off(tx: &mut Tx<'_>, input: &WriteOff) -> Result<Worth, CommandError> {
    let at = at_or_now(tx.context(), input.at)?;
    checked_reason(&input.reason)?;
    require_warehouse(tx, input.warehouse)?;
    checked_lines(input.lines.len())?;
    let mut movements = Vec::with_capacity(input.lines.len());
    for (place, (variant, quantity)) in input.lines.iter().enumerate() {
        movements.push(Movement {
            shelf: Shelf::new(*variant, input.warehouse),
            kind: MovementKind::WrittenOff,
            quantity: -checked_pieces(place, *quantity)?,
            unit_cost: None,
            document: input.document.clone(),
            reason: Some(input.reason.clone()),
            at,
        });
    }
    let shelves = Shelves::of(tx, movements.iter().map(|movement| movement.shelf))?;
    record_all(tx, shelves, input.warehouse, input.document.as_deref(), movements, STOCK_WRITTEN_OFF)
}
