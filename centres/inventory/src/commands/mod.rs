//! One verb a file.

use kernel::{Context, Refusal, Timestamp};
use store::{CommandError, Read, Tx, args};

use crate::model::{MOST_PIECES, WarehouseId};

pub mod consume_holds;
pub mod create_warehouse;
pub mod hold_stock;
pub mod receive_stock;

/// A business time, which may lie in the past and not in the future.
fn at_or_now(context: &Context, at: Option<Timestamp>) -> Result<Timestamp, Refusal> {
    match at {
        Some(at) if at > context.now => Err(Refusal::invalid("stock_time_in_future").at("/at").with("at", at)),
        at => Ok(at.unwrap_or(context.now)),
    }
}

/// Pieces of a line: more than none, and no more than anybody has.
fn checked_pieces(line: usize, quantity: i64) -> Result<i64, Refusal> {
    if (1..=MOST_PIECES).contains(&quantity) {
        return Ok(quantity);
    }
    Err(Refusal::invalid("invalid_pieces").at(format!("/lines/{line}/quantity")).with("quantity", quantity))
}

fn require_warehouse(tx: &mut Tx<'_>, warehouse: WarehouseId) -> Result<(), CommandError> {
    use kernel::Id as _;
    let found = tx.query_one("SELECT id FROM warehouses WHERE id = $1", &args![warehouse.number()])?;
    match found {
        Some(_) => Ok(()),
        None => Err(Refusal::not_found("warehouse_not_found").at("/warehouse").with("warehouse", warehouse).into()),
    }
}
