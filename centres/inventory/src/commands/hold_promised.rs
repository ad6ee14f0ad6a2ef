//! Hold what was promised elsewhere: orders that are taken over still open. Facts, many at once.

use store::{CommandError, Tx};

use super::checked_lines;
use crate::model::{OrderId, Pieces};
use crate::shelves::Shelves;

/// Holds up to 2,000 lines of pieces for the orders they were promised to, without a time limit: one read a warehouse and one write
/// a table. Nothing is refused for lack of stock: what is not there becomes a shortfall and stands in its queue.
pub fn hold_promised(tx: &mut Tx<'_>, promised: &[(OrderId, Pieces)]) -> Result<(), CommandError> {
    if promised.is_empty() {
        return Ok(());
    }
    checked_lines(promised.len())?;
    for (line, (_, pieces)) in promised.iter().enumerate() {
        super::checked_pieces(line, pieces.quantity)?;
    }
    let context = tx.context().clone();
    let mut shelves = Shelves::of(tx, promised.iter().map(|(_, pieces)| pieces.shelf))?;
    for of_order in promised.chunk_by(|one, other| one.0 == other.0) {
        let lines: Vec<Pieces> = of_order.iter().map(|(_, pieces)| *pieces).collect();
        if let Some((order, _)) = of_order.first() {
            shelves.hold_promised(tx, &context, *order, &lines)?;
        }
    }
    shelves.write(tx)?;
    Ok(())
}
