//! Records money that came in for an order.

use kernel::{Id, Money, Refusal, Timestamp};
use serde_json::json;
use store::{Answer, CommandError, Read, Tx, Value, args};

use super::{load, put_down, take_up};
use crate::model::{Order, OrderId, PaymentId, PaymentKind};
use crate::store_rows::{ORDER_PAYMENTS, happened};
use crate::transitions::Action;

/// A payment as the provider or the bank reported it. A fact: paying more than is owed is recorded too.
#[derive(Debug, Clone)]
pub struct RecordPayment {
    pub order: OrderId,
    pub amount: Money,
    /// How it was paid: `card`, `bank_transfer`, `alipay` …
    pub method: String,
    /// The provider's own number of it; unique per method, so a message that comes twice counts once.
    pub reference: String,
    pub at: Option<Timestamp>,
}

/// A recorded payment, and the order after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentRecorded {
    pub id: PaymentId,
    pub order: Order,
    /// It was recorded before, and nothing was written.
    pub repeated: bool,
}

impl Answer for PaymentRecorded {
    fn reference(&self) -> String {
        self.id.to_string()
    }
}

/// Records the payment. The same method and reference again answers with the payment recorded before.
pub fn record_payment(tx: &mut Tx<'_>, input: &RecordPayment) -> Result<PaymentRecorded, CommandError> {
    let earlier = earlier(tx, PaymentKind::Payment, &input.method, &input.reference)?;
    if let Some((id, order, amount)) = earlier {
        let same = order == input.order && amount == input.amount.minor();
        if !same {
            return Err(Refusal::conflict("payment_reference_taken").at("/reference").into());
        }
        return Ok(PaymentRecorded { id, order: load(tx, order)?, repeated: true });
    }
    let mut order = take_up(tx, input.order, None, Action::Pay)?.order;
    if input.amount.currency() != order.currency {
        let refusal = Refusal::invalid("payment_currency").at("/amount/currency").with("currency", order.currency);
        return Err(refusal.into());
    }
    if !input.amount.is_positive() {
        return Err(Refusal::invalid("payment_not_positive")
            .at("/amount")
            .with("amount", input.amount.amount())
            .into());
    }
    let id: PaymentId = tx.context().new_id();
    let at = happened(&order, input.at, tx.context().now)?;
    tx.insert(
        &ORDER_PAYMENTS,
        vec![vec![
            Value::id(id),
            Value::id(order.id),
            Value::word(PaymentKind::Payment.word()),
            Value::from(input.method.as_str()),
            Value::from(input.reference.as_str()),
            Value::Int(input.amount.minor()),
            Value::Null,
            Value::from(at),
        ]],
    )?;
    order.paid = order.paid.saturating_add(input.amount.minor());
    let facts = json!({ "payment_id": id, "amount": input.amount.minor(), "currency": order.currency, "method": input.method, "at": at });
    let order = put_down(tx, order, &[], "orders.payment_recorded.v1", &facts)?;
    Ok(PaymentRecorded { id, order, repeated: false })
}

/// An earlier record with this reference: its id, order and amount.
pub(super) fn earlier(
    read: &mut dyn Read,
    kind: PaymentKind,
    method: &str,
    reference: &str,
) -> Result<Option<(PaymentId, OrderId, i64)>, CommandError> {
    for (text, field) in [(method, "/method"), (reference, "/reference")] {
        if text.is_empty() || text.len() > 120 || text.chars().any(char::is_control) {
            return Err(Refusal::invalid("invalid_payment_reference").at(field).into());
        }
    }
    kernel::must_name_nobody(reference, "/reference")?;
    let row = read.query_one(
        "SELECT id, order_id, amount FROM order_payments WHERE kind = $1 AND method = $2 AND reference = $3",
        &args![kind.word(), method, reference],
    )?;
    Ok(match row {
        None => None,
        Some(row) => Some((PaymentId::from_number(row.int(0)?), row.id(1)?, row.int(2)?)),
    })
}
