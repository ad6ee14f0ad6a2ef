//! Write off: pieces are lost, broken or given away, with the reason. What is not there by the books cannot be lost, unless it is told
//! as a fact; what is there and promised can, and becomes a shortfall.

use kernel::{Refusal, Timestamp};
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
    /// Whether it is certain, so that it is recorded even where the books know of no such pieces.
    pub fact: bool,
    pub document: Option<String>,
    pub at: Option<Timestamp>,
}

/// Takes the pieces from on hand. Refuses `write_off_of_what_is_not_there`.
pub fn write_off(tx: &mut Tx<'_>, input: &WriteOff) -> Result<Worth, CommandError> {
    let at = at_or_now(tx.context(), input.at)?;
    checked_reason(&input.reason)?;
    require_warehouse(tx, input.warehouse)?;
    checked_lines(input.lines.len())?;
    let shelf = |variant: VariantId| Shelf::new(variant, input.warehouse);
    let shelves = Shelves::of(tx, input.lines.iter().map(|(variant, _)| shelf(*variant)))?;
    let mut movements = Vec::with_capacity(input.lines.len());
    for (place, (variant, quantity)) in input.lines.iter().enumerate() {
        let of_variant = input.lines.iter().take(place + 1).filter(|(other, _)| other == variant);
        let so_far = of_variant.fold(0i64, |sum, (_, quantity)| sum.saturating_add(*quantity));
        let there = shelves.balance(shelf(*variant)).on_hand.max(0);
        if so_far > there && !input.fact {
            return Err(Refusal::conflict("write_off_of_what_is_not_there")
                .at(format!("/lines/{place}/quantity"))
                .with("variant", variant)
                .with("wanted", so_far)
                .with("there", there)
                .into());
        }
        movements.push(Movement {
            shelf: shelf(*variant),
            kind: MovementKind::WrittenOff,
            quantity: -checked_pieces(place, *quantity)?,
            unit_cost: None,
            document: input.document.clone(),
            reason: Some(input.reason.clone()),
            at,
        });
    }
    record_all(tx, shelves, input.warehouse, input.document.as_deref(), movements, STOCK_WRITTEN_OFF)
}
