//! Record a payment: the order's money axis and the books, in one transaction.

use kernel::Id;
use orders::PaymentId;
use orders::commands::RecordPayment;
use store::{CommandError, Tx};

use super::order_and_entity;
use crate::books::{Conversion, money_moved};

/// Records the payment. A message that comes twice changes nothing the second time, the books included.
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
    // What is paid for is promised for good: the hold no longer ends by itself. Where it ended before, the goods' side shows it.
    inventory::confirm_holds_batch(tx, &[inventory::OrderId::from_number(order.id.number())])?;
    Ok(id)
}
