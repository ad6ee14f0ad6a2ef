//! Count stock: so many pieces were found. A fact: on hand becomes the number counted, and where fewer were found than are
//! promised a shortfall arises.

use std::collections::BTreeSet;

use kernel::{Refusal, Timestamp};
use store::{CommandError, Tx};

use super::{at_or_now, checked_lines, record_all, require_warehouse};
use crate::events::STOCK_COUNTED;
use crate::model::{MOST_PIECES, Movement, MovementKind, Shelf, VariantId, WarehouseId};
use crate::shelves::Shelves;
use crate::worth::Worth;

/// What was found.
#[derive(Debug, Clone)]
pub struct CountStock {
    pub warehouse: WarehouseId,
    /// Each variant once, with the pieces found.
    pub lines: Vec<(VariantId, i64)>,
    /// The count sheet.
    pub document: Option<String>,
    pub at: Option<Timestamp>,
}

/// Sets on hand to what was counted. Lines that agree with the books leave no movement.
pub fn count_stock(tx: &mut Tx<'_>, input: &CountStock) -> Result<Worth, CommandError> {
    let at = at_or_now(tx.context(), input.at)?;
    require_warehouse(tx, input.warehouse)?;
    checked_lines(input.lines.len())?;
    let shelf = |variant: VariantId| Shelf::new(variant, input.warehouse);
    let shelves = Shelves::of(tx, input.lines.iter().map(|(variant, _)| shelf(*variant)))?;
    let mut movements = Vec::with_capacity(input.lines.len());
    let mut seen = BTreeSet::new();
    for (place, (variant, found)) in input.lines.iter().enumerate() {
        if !(0..=MOST_PIECES).contains(found) {
            let field = format!("/lines/{place}/found");
            return Err(Refusal::invalid("invalid_count").at(field).with("found", found).into());
        }
        if !seen.insert(*variant) {
            let field = format!("/lines/{place}/variant");
            return Err(Refusal::invalid("variant_counted_twice").at(field).with("variant", variant).into());
        }
        let quantity = found - shelves.balance(shelf(*variant)).on_hand;
        if quantity == 0 {
            continue;
        }
        movements.push(Movement {
            shelf: shelf(*variant),
            kind: MovementKind::Counted,
            quantity,
            unit_cost: None,
            document: input.document.clone(),
            reason: None,
            at,
        });
    }
    record_all(tx, shelves, input.warehouse, input.document.as_deref(), movements, STOCK_COUNTED)
}
