//! Receive stock: goods arrived at a warehouse and are on hand from now on. A fact.

use kernel::{Refusal, Timestamp, UnitPrice};
use store::{CommandError, Nothing, Tx};

use super::{at_or_now, checked_pieces};
use crate::events::{EventLine, STOCK_RECEIVED, StockChanged};
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
    let context = tx.context().clone();
    let at = at_or_now(&context, input.at)?;
    super::require_warehouse(tx, input.warehouse)?;
    for (place, line) in input.lines.iter().enumerate() {
        checked_pieces(place, line.quantity)?;
        if line.unit_cost.is_some_and(UnitPrice::is_negative) {
            return Err(Refusal::invalid("unit_cost_negative").at(format!("/lines/{place}/unit_cost")).into());
        }
    }
    let mut shelves = Shelves::of(tx, input.lines.iter().map(|line| line.variant))?;
    for line in &input.lines {
        let movement = Movement {
            shelf: Shelf::new(line.variant, input.warehouse),
            kind: MovementKind::Received,
            quantity: line.quantity,
            unit_cost: line.unit_cost,
            document: input.document.clone(),
            reason: None,
            at,
        };
        shelves.record(&context, movement);
    }
    shelves.write(tx)?;
    let told = input.lines.iter().map(|line| EventLine {
        variant: line.variant,
        warehouse: input.warehouse,
        quantity: line.quantity,
    });
    StockChanged { document: input.document.as_deref(), lines: told.collect() }.publish(
        tx,
        STOCK_RECEIVED,
        input.warehouse,
    )?;
    Ok(Nothing)
}
