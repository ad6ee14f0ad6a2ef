//! Record a payment: the order's money axis and the books, in one transaction.

use ledger::Reference;
use orders::commands::RecordPayment;
use orders::{Payment, PaymentId};
use store::{CommandError, Tx};

use super::holds::promise_for_good;
use super::order_and_entity;
use crate::books::{Conversion, money_moved};

/// Records the payment; what was owed at another rate makes a difference. A message that comes twice changes nothing the second time, the books included.
pub fn pay(tx: &mut Tx<'_>, input: &RecordPayment, conversion: &Conversion) -> Result<PaymentId, CommandError> {
    let before = orders::queries::order_payments(tx, input.order)?;
    let id = orders::commands::record_payment(tx, input)?;
    if before.iter().any(|known| known.id == id) {
        return Ok(id);
    }
    let (order, entity) = order_and_entity(tx, input.order)?;
    let at = input.at.unwrap_or(tx.context().now).min(tx.context().now);
    let entry = money_moved(&entity, order.id, at, input.amount, false, conversion)?;
    ledger::post_fact(tx, &entry)?;
    ledger::realise_exchange(tx, &entity, &Reference::of(order.id), order.currency, entry.cause, at)?;
    if order.payment == Payment::Paid {
        promise_for_good(tx, &order)?;
    }
    Ok(id)
}
