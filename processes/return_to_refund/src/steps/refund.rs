//! Refund: money that goes back, on the order and in the books.

use kernel::{Id, Money, Refusal};
use orders::commands::{RecordRefund, RefundedLine, record_refund};
use orders::{Credit, Order, OrderId, PaymentId, PaymentKind, ReturnId};
use store::{CommandError, Tx};

use super::order_and_entity;
use crate::books;

/// A refund as the provider carried it out.
#[derive(Debug, Clone)]
pub struct RefundOrder {
    pub order: OrderId,
    pub return_id: Option<ReturnId>,
    /// None: all that is paid too much now, after what was cancelled, credited and refunded before.
    pub amount: Option<Money>,
    pub method: String,
    /// The provider's number of it; the same one again changes nothing.
    pub reference: String,
}

/// Records the refund. A message that comes twice changes nothing the second time, the books included.
pub fn refund(tx: &mut Tx<'_>, input: &RefundOrder) -> Result<PaymentId, CommandError> {
    let (order, entity) = order_and_entity(tx, input.order)?;
    let known = orders::queries::order_payments(tx, input.order)?;
    let earlier = known.iter().find(|record| {
        record.kind == PaymentKind::Refund && record.method == input.method && record.reference == input.reference
    });
    let credits = orders::queries::order_credits(tx, input.order)?;
    let amount = match (input.amount, earlier) {
        (Some(amount), _) => amount,
        (None, Some(earlier)) => order.money(earlier.amount),
        (None, None) => order.money(paid_too_much(&order, &credits)),
    };
    if input.amount.is_none() && !amount.is_positive() {
        return Err(Refusal::conflict("nothing_to_refund").with("order", order.id).into());
    }
    let record = RecordRefund {
        order: order.id,
        return_id: input.return_id,
        amount,
        method: input.method.clone(),
        reference: input.reference.clone(),
        lines: lines_of(&order, &credits, amount.minor()),
    };
    let id = record_refund(tx, &record)?;
    if known.iter().any(|record| record.id == id) {
        return Ok(id);
    }
    let now = tx.context().now;
    let entries = ledger::entries_of(tx, order.id.number())?;
    if let Some(entry) = books::refunded(&entity, &order, amount, &entries, now)? {
        ledger::post_entry(tx, &entry)?;
    }
    Ok(id)
}

/// What was paid and not refunded, less what the order still costs after its credits.
pub(crate) fn paid_too_much(order: &Order, credits: &[Credit]) -> i64 {
    let credited = credits.iter().fold(0i64, |sum, credit| sum.saturating_add(credit.gross));
    let owed = order.gross.saturating_sub(credited).max(0);
    order.paid.saturating_sub(order.refunded).saturating_sub(owed).max(0)
}

/// Which lines a refund is for: of each credited line its cumulative credit less what was refunded before, until the amount is
/// used up. So the k-th refund of a line is the rounded share to date less the refunds before it.
fn lines_of(order: &Order, credits: &[Credit], amount: i64) -> Vec<RefundedLine> {
    let mut left = amount.max(0);
    let mut parts = Vec::new();
    for line in &order.lines {
        let of_line = credits.iter().flat_map(|credit| &credit.lines).filter(|part| part.line == line.line);
        let credited = of_line.fold(0i64, |sum, part| sum.saturating_add(part.net).saturating_add(part.tax));
        let gross = credited.min(line.gross).saturating_sub(line.refunded).clamp(0, left);
        if gross > 0 {
            left = left.saturating_sub(gross);
            parts.push(RefundedLine { line: line.line, gross });
        }
    }
    parts
}
