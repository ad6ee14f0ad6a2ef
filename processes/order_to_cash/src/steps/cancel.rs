//! Cancel pieces: the order's line, the stock they were promised, and what was pending for them in the books.

use ledger::{Cause, Parts, Step};
use orders::commands::{CancelLine, LineCancelled, cancel_line};
use store::{CommandError, Tx};

use super::holds::{give_back, pieces};
use super::{settle, settle_pieces};

/// Cancels the pieces, frees what is still held of their stock and voids their share of what is pending.
pub fn cancel(tx: &mut Tx<'_>, input: &CancelLine) -> Result<LineCancelled, CommandError> {
    let cancelled = cancel_line(tx, input)?;
    let order = &cancelled.order;
    if let (Some(variant), Some(warehouse)) = (cancelled.variant, cancelled.warehouse) {
        give_back(tx, input.order, vec![pieces(variant, warehouse, cancelled.piece.quantity)])?;
    }
    let at = tx.context().now;
    if cancelled.all {
        settle(tx, order, Cause::Cancelled, at, Step::Void(Parts::Rest))?;
        return Ok(cancelled);
    }
    settle_pieces(tx, order, Cause::Cancelled, at, &[cancelled.piece], Step::Void)?;
    if cancelled.complete {
        // What is still wanted was delivered before: carriage and rounding are earned from now on.
        settle(tx, order, Cause::Delivered, at, Step::Post(Parts::Rest))?;
    }
    Ok(cancelled)
}
