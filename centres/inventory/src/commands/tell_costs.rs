//! Tell costs: what pieces cost that are there already and came without a cost. A fact.

use kernel::{Money, Refusal};
use store::{CommandError, Tx};

use super::{checked_lines, checked_pieces, require_warehouse};
use crate::model::{MovementKind, Shelf, VariantId, WarehouseId};
use crate::shelves::{Moved, Shelves};
use crate::worth::{Effect, Worth};

/// What pieces cost, told later.
#[derive(Debug, Clone)]
pub struct TellCosts {
    /// Any warehouse of the owner whose pieces they are.
    pub warehouse: WarehouseId,
    pub lines: Vec<CostTold>,
    /// How the pieces had come: received, or transferred in from another owner.
    pub kind: MovementKind,
}

/// So many pieces cost so much together, in the currency the owner's stock is valued in. Of pieces beyond those whose cost is
/// unknown nothing is told; of pieces transferred in just now they are those that had left before they came.
#[derive(Debug, Clone, Copy)]
pub struct CostTold {
    pub variant: VariantId,
    pub quantity: i64,
    pub cost: Money,
}

/// Makes unknown costs known.
pub fn tell_costs(tx: &mut Tx<'_>, input: &TellCosts) -> Result<Worth, CommandError> {
    require_warehouse(tx, input.warehouse)?;
    checked_lines(input.lines.len())?;
    let mut shelves = Shelves::default();
    for (place, line) in input.lines.iter().enumerate() {
        let pieces = checked_pieces(place, line.quantity)?;
        if line.cost.is_negative() {
            return Err(Refusal::invalid("unit_cost_negative").at(format!("/lines/{place}/unit_cost")).into());
        }
        let shelf = Shelf::new(line.variant, input.warehouse);
        let effect = match input.kind {
            MovementKind::TransferIn => Effect::Came(line.cost),
            _ => Effect::Told(line.cost),
        };
        shelves.worth_moves(Moved { shelf, kind: input.kind, pieces, effect });
    }
    Ok(shelves.write(tx)?)
}
