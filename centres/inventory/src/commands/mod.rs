//! One verb a file.

use kernel::{Context, Id, Refusal, Timestamp};
use store::{CommandError, Read, Tx, args};

use crate::events::StockChanged;
use crate::model::{MOST_PIECES, Movement, WarehouseId};
use crate::shelves::Shelves;
use crate::worth::Worth;

pub mod adjust_stock;
pub mod assign_shortfall;
pub mod confirm_holds;
pub mod consume_holds;
pub mod count_stock;
pub mod create_warehouse;
pub mod edit_warehouse;
pub mod hold_promised;
pub mod hold_stock;
pub mod receive_stock;
pub mod receive_transfer;
pub mod record_history;
pub mod release_expired_holds;
pub mod release_holds;
pub mod restock_returned;
pub mod send_transfer;
pub mod set_buffers;
pub mod tell_costs;
pub mod write_off;

/// The most lines of one command; longer work comes in chunks.
pub const MOST_LINES: usize = 2_000;

/// A business time, which may lie in the past and not in the future.
fn at_or_now(context: &Context, at: Option<Timestamp>) -> Result<Timestamp, Refusal> {
    match at {
        Some(at) if at > context.now => Err(Refusal::invalid("stock_time_in_future").at("/at").with("at", at)),
        at => Ok(at.unwrap_or(context.now)),
    }
}

fn checked_lines(count: usize) -> Result<(), Refusal> {
    if (1..=MOST_LINES).contains(&count) {
        return Ok(());
    }
    Err(Refusal::invalid("stock_lines_out_of_range").at("/lines").with("count", count).with("most", MOST_LINES))
}

/// Pieces of a line: more than none, and no more than anybody has.
fn checked_pieces(line: usize, quantity: i64) -> Result<i64, Refusal> {
    if (1..=MOST_PIECES).contains(&quantity) {
        return Ok(quantity);
    }
    Err(Refusal::invalid("invalid_pieces").at(format!("/lines/{line}/quantity")).with("quantity", quantity))
}

fn checked_reason(reason: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() { Err(Refusal::invalid("reason_required").at("/reason")) } else { Ok(()) }
}

fn require_warehouse(tx: &mut Tx<'_>, warehouse: WarehouseId) -> Result<(), CommandError> {
    let found = tx.query_one("SELECT id FROM warehouses WHERE id = $1", &args![warehouse.number()])?;
    match found {
        Some(_) => Ok(()),
        None => Err(Refusal::not_found("warehouse_not_found").at("/warehouse").with("warehouse", warehouse).into()),
    }
}

/// Records one warehouse's movements as they are and tells them; what they did to the worth of stock.
fn record_all(
    tx: &mut Tx<'_>,
    mut shelves: Shelves,
    warehouse: WarehouseId,
    document: Option<&str>,
    movements: Vec<Movement>,
    told_as: &'static str,
) -> Result<Worth, CommandError> {
    let context = tx.context().clone();
    let told = StockChanged::by(document, &movements);
    for movement in movements {
        shelves.record(&context, movement);
    }
    let worth = shelves.write(tx)?;
    told.publish(tx, told_as, warehouse)?;
    Ok(worth)
}
