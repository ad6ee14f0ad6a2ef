//! Adjust stock: correct on hand by a difference, with its reason. A decision, so it never takes what is promised; told as a
//! fact (the pieces are certainly gone) it does, and what is missing becomes a shortfall.

use kernel::{Refusal, Timestamp};
use store::{CommandError, Tx};

use super::{at_or_now, checked_lines, checked_pieces, checked_reason, record_all, require_warehouse};
use crate::events::STOCK_ADJUSTED;
use crate::model::{Movement, MovementKind, Shelf, VariantId, WarehouseId};
use crate::shelves::Shelves;
use crate::worth::Worth;

/// The correction.
#[derive(Debug, Clone)]
pub struct AdjustStock {
    pub warehouse: WarehouseId,
    /// Each with its difference, up or down.
    pub lines: Vec<(VariantId, i64)>,
    pub reason: String,
    /// Whether it is certain, so that it is recorded even where it breaks promises.
    pub fact: bool,
    pub document: Option<String>,
    pub at: Option<Timestamp>,
}

/// Moves on hand by the differences: all of them or none.
pub fn adjust_stock(tx: &mut Tx<'_>, input: &AdjustStock) -> Result<Worth, CommandError> {
    let at = at_or_now(tx.context(), input.at)?;
    checked_reason(&input.reason)?;
    require_warehouse(tx, input.warehouse)?;
    checked_lines(input.lines.len())?;
    let shelf = |variant: VariantId| Shelf::new(variant, input.warehouse);
    let shelves = Shelves::of(tx, input.lines.iter().map(|(variant, _)| shelf(*variant)))?;
    let mut movements = Vec::with_capacity(input.lines.len());
    for (place, (variant, difference)) in input.lines.iter().enumerate() {
        checked_pieces(place, difference.saturating_abs())?;
        let of_variant = input.lines.iter().take(place + 1).filter(|(other, _)| other == variant);
        let so_far = of_variant.fold(0i64, |sum, (_, difference)| sum.saturating_add(*difference));
        let balance = shelves.balance(shelf(*variant));
        let free = (balance.on_hand - balance.held).max(0);
        if *difference < 0 && so_far.saturating_add(free) < 0 && !input.fact {
            return Err(Refusal::conflict("adjustment_takes_held_stock")
                .at(format!("/lines/{place}/difference"))
                .with("variant", variant)
                .with("difference", difference)
                .with("free", free)
                .into());
        }
        movements.push(Movement {
            shelf: shelf(*variant),
            kind: MovementKind::Adjusted,
            quantity: *difference,
            unit_cost: None,
            document: input.document.clone(),
            reason: Some(input.reason.clone()),
            at,
        });
    }
    record_all(tx, shelves, input.warehouse, input.document.as_deref(), movements, STOCK_ADJUSTED)
}
