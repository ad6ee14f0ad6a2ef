//! Records money that goes back to the buyer.

use kernel::{Id, Money, Refusal};
use serde_json::json;
use store::{CommandError, Tx, Value, args};

use super::record_payment::earlier;
use super::{put_down, take_up};
use crate::model::{OrderId, OrderLine, PaymentId, PaymentKind, ReturnId};
use crate::standing::Standing;
use crate::store_rows::{ORDER_PAYMENTS, returns_where};
use crate::transitions::Action;

/// What of the refund belongs to a line (gross, minor units).
#[derive(Debug, Clone, Copy)]
pub struct RefundedLine {
    pub line: i64,
    pub gross: i64,
}

/// A refund as recorded.
#[derive(Debug, Clone)]
pub struct RecordRefund {
    pub order: OrderId,
    pub return_id: Option<ReturnId>,
    pub amount: Money,
    pub method: String,
    pub reference: String,
    pub lines: Vec<RefundedLine>,
}

/// Records the refund. More than was paid and not yet refunded is refused here; a chargeback beyond it is a fact and comes as a
/// shortfall of money.
pub fn record_refund(tx: &mut Tx<'_>, input: &RecordRefund) -> Result<PaymentId, CommandError> {
    if let Some((id, order, amount)) = earlier(tx, PaymentKind::Refund, &input.method, &input.reference)? {
        let same = order == input.order && amount == input.amount.minor();
        return if same { Ok(id) } else { Err(Refusal::conflict("payment_reference_taken").at("/reference").into()) };
    }
    let mut order = take_up(tx, input.order, None, Action::Refund)?.order;
    if input.amount.currency() != order.currency {
        let refusal = Refusal::invalid("payment_currency").at("/amount/currency").with("currency", order.currency);
        return Err(refusal.into());
    }
    let left = order.paid.saturating_sub(order.refunded);
    if !input.amount.is_positive() || input.amount.minor() > left {
        let refusal = Refusal::conflict("more_than_left_to_refund").at("/amount").with("wanted", input.amount.amount());
        return Err(refusal.with("left", order.money(left).amount()).into());
    }
    if let Some(id) = input.return_id
        && !returns_where(tx, "id = $1", &args![id.number()])?.iter().any(|found| found.order == order.id)
    {
        return Err(Refusal::not_found("return_not_found").at("/return").with("return", id).into());
    }
    let of_lines = input.lines.iter().fold(0i64, |sum, part| sum.saturating_add(part.gross));
    if of_lines > input.amount.minor() {
        let refusal =
            Refusal::invalid("lines_beyond_refund").at("/lines").with("lines", order.money(of_lines).amount());
        return Err(refusal.with("amount", input.amount.amount()).into());
    }
    let mut touched = Vec::new();
    for (place, part) in input.lines.iter().enumerate() {
        let line = order.lines.iter_mut().find(|line| line.line == part.line);
        let fits = |line: &&mut OrderLine| part.gross >= 0 && line.refunded.saturating_add(part.gross) <= line.gross;
        let Some(line) = line.filter(fits) else {
            return Err(Refusal::conflict("line_refunded_beyond_price")
                .at(format!("/lines/{place}"))
                .with("line", part.line)
                .into());
        };
        line.refunded = line.refunded.saturating_add(part.gross);
        touched.push(part.line);
    }
    let id: PaymentId = tx.context().new_id();
    let now = tx.context().now;
    tx.insert(
        &ORDER_PAYMENTS,
        vec![vec![
            Value::id(id),
            Value::id(order.id),
            Value::word(PaymentKind::Refund.word()),
            Value::from(input.method.as_str()),
            Value::from(input.reference.as_str()),
            Value::Int(input.amount.minor()),
            Value::opt_id(input.return_id),
            Value::from(now),
        ]],
    )?;
    order.refunded = order.refunded.saturating_add(input.amount.minor());
    let lines: Vec<_> = input.lines.iter().map(|l| json!({ "line": l.line, "gross": l.gross })).collect();
    let facts = json!({
        "payment_id": id, "return": input.return_id, "amount": input.amount.minor(), "currency": order.currency, "lines": lines,
    });
    put_down(tx, order, &touched, "orders.refund_recorded.v1", &facts)?;
    Ok(id)
}

/// Which lines money that goes back is for: of each credited line its cumulative credit less what was refunded before, until the
/// amount (minor units) is used up. So the k-th refund of a line is the rounded share to date less the refunds before it. What is
/// refunded before its credit belongs to no line until the credit comes.
pub fn refunded_lines(standing: &Standing, amount: i64) -> Vec<RefundedLine> {
    let Standing { order, credits, .. } = standing;
    let mut left = amount.max(0);
    let mut parts = Vec::new();
    for line in &order.lines {
        let of_line = credits.iter().flat_map(|credit| &credit.lines).filter(|part| part.line == line.line);
        let elsewhere = standing.credited_elsewhere(line);
        let credited = of_line.fold(elsewhere, |sum, part| sum.saturating_add(part.net).saturating_add(part.tax));
        let gross = credited.min(line.gross).saturating_sub(line.refunded).clamp(0, left);
        if gross > 0 {
            left = left.saturating_sub(gross);
            parts.push(RefundedLine { line: line.line, gross });
        }
    }
    parts
}
