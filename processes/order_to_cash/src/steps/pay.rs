//! Record a payment: the order's money axis and the books, in one transaction.

use ledger::Reference;
use orders::Payment;
use orders::commands::{PaymentRecorded, RecordPayment, record_payment};
use store::{CommandError, Tx};

use super::entity_of;
use super::holds::promise_for_good;
use crate::books::{Conversion, money_moved};

/// Records the payment; what was owed at another rate makes a difference. A message that comes twice changes nothing the second time, the books included.
pub fn pay(tx: &mut Tx<'_>, input: &RecordPayment, conversion: &Conversion) -> Result<PaymentRecorded, CommandError> {
    let paid = record_payment(tx, input)?;
    if paid.repeated {
        return Ok(paid);
    }
    let order = &paid.order;
    let entity = entity_of(tx, order)?;
    let at = input.at.unwrap_or(tx.context().now).min(tx.context().now);
    let entry = money_moved(&entity, order.id, at, input.amount, false, conversion)?;
    ledger::post_fact(tx, &entry)?;
    ledger::realise_exchange(tx, &entity, &Reference::of(order.id), order.currency, entry.cause, at)?;
    if matches!(order.payment, Payment::Paid | Payment::Overpaid) {
        promise_for_good(tx, order)?;
    }
    Ok(paid)
}
