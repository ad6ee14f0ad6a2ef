//! Refund: money that goes back, on the order and in the books.

use kernel::{Id, Money, Refusal};
use orders::commands::{RecordRefund, record_refund, refunded_lines};
use orders::transitions::{Action, check, refund_needs_amount};
use orders::{OrderId, PaymentId, PaymentKind, ReturnId};
use store::{CommandError, Tx};

use super::{order_and_entity, post};
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
    let standing = orders::queries::order_standing(tx, input.order)?;
    let standing = standing.ok_or_else(|| Refusal::not_found("order_not_found").with("order", input.order))?;
    let amount = match (input.amount, earlier) {
        (Some(amount), _) => amount,
        (None, Some(earlier)) => order.money(earlier.amount),
        (None, None) => {
            check(&standing, Action::Refund)?;
            if refund_needs_amount(&standing) {
                return Err(Refusal::invalid("refund_amount_wanted").at("/amount").with("order", order.id).into());
            }
            order.money(standing.paid_too_much())
        }
    };
    let record = RecordRefund {
        order: order.id,
        return_id: input.return_id,
        amount,
        method: input.method.clone(),
        reference: input.reference.clone(),
        lines: refunded_lines(&standing, amount.minor()),
    };
    let id = record_refund(tx, &record)?;
    if known.iter().any(|record| record.id == id) {
        return Ok(id);
    }
    let now = tx.context().now;
    let entries = ledger::entries_of(tx, order.id.number())?;
    if let Some(entry) = books::refunded(&entity, &order, amount, &entries, now)? {
        post(tx, &order, &entity, &entry)?;
    }
    Ok(id)
}
