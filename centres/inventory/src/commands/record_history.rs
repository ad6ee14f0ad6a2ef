//! Record history: movements that happened elsewhere before Hanse knew of them (a file's sales, opening balances worked out from
//! them), many at once. Facts: nothing is refused for lack of stock, what goes below zero becomes a shortfall.

use std::collections::BTreeSet;

use kernel::Refusal;
use store::{CommandError, Read, Tx};

use super::{at_or_now, checked_lines};
use crate::events::HistoryRecorded;
use crate::model::{MOST_PIECES, Movement, MovementKind, WarehouseId};
use crate::shelves::Shelves;
use crate::store::ids;
use crate::worth::Worth;

/// The kinds that history is made of.
const KINDS: &[MovementKind] = &[
    MovementKind::Opening,
    MovementKind::OpeningDerived,
    MovementKind::Received,
    MovementKind::Sold,
    MovementKind::Returned,
    MovementKind::WrittenOff,
];

/// Appends up to 2,000 movements over any shelves: one read a warehouse and one write a table. For an opening balance give kind
/// `Opening`, or `OpeningDerived` when nobody counted it. No movements are no mistake.
pub fn record_history(tx: &mut Tx<'_>, movements: &[Movement]) -> Result<Worth, CommandError> {
    if movements.is_empty() {
        return Ok(Worth::default());
    }
    checked_lines(movements.len())?;
    let context = tx.context().clone();
    let warehouses: BTreeSet<WarehouseId> = movements.iter().map(|movement| movement.shelf.warehouse).collect();
    let known = tx.query_in("SELECT id FROM warehouses WHERE id IN {list}", &[], &ids(warehouses.iter().copied()))?;
    let known = known.iter().map(|row| row.id(0)).collect::<Result<BTreeSet<WarehouseId>, _>>()?;
    for (place, movement) in movements.iter().enumerate() {
        let field = |name: &str| format!("/movements/{place}/{name}");
        let warehouse = movement.shelf.warehouse;
        if !known.contains(&warehouse) {
            let refusal = Refusal::not_found("warehouse_not_found").at(field("warehouse")).with("warehouse", warehouse);
            return Err(refusal.into());
        }
        let most = movement.quantity.saturating_abs();
        if !KINDS.contains(&movement.kind) || !(1..=MOST_PIECES).contains(&most) {
            return Err(Refusal::invalid("invalid_history")
                .at(field("kind"))
                .with("kind", movement.kind.as_str())
                .with("quantity", movement.quantity)
                .into());
        }
        at_or_now(&context, Some(movement.at))?;
    }
    let mut shelves = Shelves::of(tx, movements.iter().map(|movement| movement.shelf))?;
    for movement in movements {
        shelves.record(&context, movement.clone());
    }
    let worth = shelves.write(tx)?;
    HistoryRecorded { movements: movements.len() }.publish(tx)?;
    Ok(worth)
}
