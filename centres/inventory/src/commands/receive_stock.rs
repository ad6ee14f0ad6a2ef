//! Receive stock: goods arrived at a warehouse and are on hand from now on. A fact.

use kernel::{Money, Refusal, RoundingMode, Timestamp, UnitPrice};
use store::{CommandError, Tx};

use super::{at_or_now, checked_lines, checked_pieces, require_warehouse};
use crate::events::{STOCK_RECEIVED, StockChanged};
use crate::model::{Movement, MovementKind, Shelf, VariantId, WarehouseId};
use crate::shelves::Shelves;
use crate::worth::Worth;

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
    /// What a piece cost, before freight and duty; `None`: nobody said.
    pub unit_cost: Option<UnitPrice>,
}

/// Adds the lines to on hand. Their unit costs are in the currency the owner's stock is valued in.
pub fn receive_stock(tx: &mut Tx<'_>, input: &ReceiveStock) -> Result<Worth, CommandError> {
    let cost = |line: &Received| line.unit_cost.map(|cost| cost.times(line.quantity, RoundingMode::HalfUp)).transpose();
    let costs = input.lines.iter().map(cost).collect::<Result<Vec<_>, _>>().map_err(Refusal::from)?;
    receive_stock_costing(tx, input, &costs)
}

/// The same with what each line cost as a whole, in the currency the owner's stock is valued in; the unit costs, in whatever
/// currency they were paid, are kept with the movements. A line beyond `costs` is of unknown cost.
pub fn receive_stock_costing(
    tx: &mut Tx<'_>,
    input: &ReceiveStock,
    costs: &[Option<Money>],
) -> Result<Worth, CommandError> {
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
    let context = tx.context().clone();
    let mut shelves = Shelves::of(tx, movements.iter().map(|movement| movement.shelf))?;
    let told = StockChanged::by(input.document.as_deref(), &movements);
    let costs = costs.iter().copied().chain(std::iter::repeat(None));
    for (movement, cost) in movements.into_iter().zip(costs) {
        match cost {
            Some(cost) => shelves.record_costing(&context, movement, cost),
            None => shelves.record(&context, movement),
        }
    }
    let worth = shelves.write(tx)?;
    told.publish(tx, STOCK_RECEIVED, input.warehouse)?;
    Ok(worth)
}
