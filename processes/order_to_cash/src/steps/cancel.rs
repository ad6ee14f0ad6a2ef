//! Cancel pieces: the order's line, the stock they were promised, what was pending for them in the books, and the credit note where an
//! invoice claims them.

use access::RegionCode;
use ledger::{Cause, Parts, Step};
use orders::commands::{CancelLine, LineCancelled, cancel_line, issue_correction};
use store::{CommandError, Tx};
use vault::KeptByLaw;

use super::holds::{give_back, pieces};
use super::invoice::draw_credit_note;
use super::{entity_of, settle, settle_pieces};
use crate::paper::is_invoiced;

/// Cancels the pieces, frees what is still held of their stock and voids their share of what is pending. What an invoice of the order
/// claimed for them is taken back by a credit note.
pub fn cancel(tx: &mut Tx<'_>, input: &CancelLine, region: &RegionCode) -> Result<LineCancelled, CommandError> {
    cancel_keeping(tx, input, region, None)
}

/// Like [`cancel`], and keeps the buyer as long as the law wants the credit note kept.
pub(crate) fn cancel_keeping(
    tx: &mut Tx<'_>,
    input: &CancelLine,
    region: &RegionCode,
    kept: Option<&KeptByLaw>,
) -> Result<LineCancelled, CommandError> {
    let cancelled = cancel_line(tx, input)?;
    let order = &cancelled.order;
    if let (Some(variant), Some(warehouse)) = (cancelled.variant, cancelled.warehouse) {
        give_back(tx, input.order, vec![pieces(variant, warehouse, cancelled.piece.quantity)])?;
    }
    let at = tx.context().now;
    if cancelled.all {
        settle(tx, order, Cause::Cancelled, at, Step::Void(Parts::Rest))?;
    } else {
        settle_pieces(tx, order, Cause::Cancelled, at, &[cancelled.piece], Step::Void)?;
        if cancelled.complete {
            // What is still wanted was delivered before: carriage and rounding are earned from now on.
            settle(tx, order, Cause::Delivered, at, Step::Post(Parts::Rest))?;
        }
    }
    if cancelled.taken.gross > 0 && is_invoiced(tx, order.id)? {
        let entity = entity_of(tx, order)?;
        issue_correction(tx, &cancelled.taken, |tx, _, paper| draw_credit_note(tx, &entity, region, paper))?;
        if let Some(kept) = kept {
            vault::keep_copy_by_law(tx, kept)?;
        }
    }
    Ok(cancelled)
}
