//! Receive stock: goods arrived at a warehouse and are on hand from now on. A fact.

use kernel::{Refusal, Timestamp, UnitPrice};
use store::{CommandError, Nothing, Tx};

use super::{at_or_now, checked_lines, checked_pieces, record_all, require_warehouse};
use crate::events::STOCK_RECEIVED;
use crate::model::{Movement, MovementKind, Shelf, VariantId, WarehouseId};
use crate::shelves::Shelves;

/// What arrived.
#[derive(Debug, Clone)]
pub struct ReceiveStock {
    pub warehouse: WarehouseId,
    pub lines: Vec<Received>,
    /// The delivery note, purchase order or the like.
    pub document: Option<String>,
    /// When it arrived; `None` is now.
    pub at: Option<Timestamp>,
}

/// One line of it.
#[derive(Debug, Clone)]
pub struct Received {
    pub variant: VariantId,
    pub quantity: i64,
    /// What a piece cost, before freight and duty.
    pub unit_cost: Option<UnitPrice>,
}

/// Adds the lines to on hand.
pub fn receive_stock(tx: &mut Tx<'_>, input: &ReceiveStock) -> Result<Nothing, CommandError> {
    let at = at_or_now(tx.context(), input.at)?;
    require_warehouse(tx, input.warehouse)?;
    checked_lines(input.lines.len())?;
    let mut movements = Vec::with_capacity(input.lines.len());
    for (place, line) in input.lines.iter().enumerate() {
        checked_pieces(place, line.quantity)?;
        if line.unit_cost.is_some_and(UnitPrice::is_negative) {
            return Err(Refusal::invalid("unit_cost_negative").at(format!("/lines/{place}/unit_cost")).into());
        }
        movements.push(Movement {
            shelf: Shelf::new(line.variant, input.warehouse),
            kind: MovementKind::Received,
            quantity: line.quantity,
            unit_cost: line.unit_cost,
            document: input.document.clone(),
            reason: None,
            at,
        });
    }
    let shelves = Shelves::of(tx, movements.iter().map(|movement| movement.shelf))?;
    record_all(tx, shelves, input.warehouse, input.document.as_deref(), movements, STOCK_RECEIVED)
}
