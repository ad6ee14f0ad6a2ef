//! Taking back what the books say of an order: which transfers of a sale or a payment are reversed, in which parts, and at which
//! rate. Nothing is reckoned anew: a reversal takes its amounts, rates and tags from the transfers it reverses.

mod cost;
mod reversal;

use kernel::Timestamp;
use ledger::{Account, Cause, Entity, Entry, NewEntry, NewTransfer, Receivable, Reference};

use orders::commands::{Credited, share};
use orders::{CreditLine, LineKind, Order, OrderLine, OrderReasons};
use store::CommandError;
use tax::LineAnswer;

pub(crate) use cost::{Became, CostBack, CostLeft, lost_cost, lost_tag, returned_cost};
use kernel::{Money, Refusal};
use reversal::Reversal;

/// What a sale moves against the receivable.
fn of_sale(account: Account) -> bool {
    use Account::{Discounts, RevenueCarriage, RevenueGoods, Rounding, TaxPayable};
    matches!(account, RevenueGoods | RevenueCarriage | Discounts | Rounding | TaxPayable)
}

/// Credited: revenue and own tax go back at their exact share, out of what deliveries earned. `None` where the books hold
/// nothing of it. With the last credit all that is left of the sale goes back.
pub(crate) fn credited(
    entity: &Entity,
    order: &Order,
    reasons: &OrderReasons,
    credited: &Credited,
    entries: &[Entry],
    at: Timestamp,
) -> Result<Option<NewEntry>, CommandError> {
    let mut sale = Reversal::of(entries, Cause::Credited, of_sale, order.currency);
    if credited.complete {
        let earned = Receivable::of(entries, entity, order.currency)?.earned().minor();
        let missing = credited.credit.gross.saturating_sub(earned);
        in_books(order, missing, 2usize.saturating_mul(order.lines.len()))?;
        sale.take_rest();
        return entry(entity, order, Cause::Credited, at, sale.transfers(entity)?);
    }
    // Rounding by group or document can leave a cent less in the books than the lines' own shares: it is taken from rounding.
    let mut beyond = 0i64;
    let mut wants = 0usize;
    for part in &credited.credit.lines {
        let Some(line) = order.line(part.line) else { continue };
        for Want { account, tag, minor } in wanted(line, part, order, reasons)? {
            beyond = beyond.saturating_add(sale.take(account, tag.as_deref(), minor));
            wants = wants.saturating_add(1);
        }
    }
    in_books(order, beyond.saturating_abs(), wants)?;
    sale.round(beyond);
    entry(entity, order, Cause::Credited, at, sale.transfers(entity)?)
}

/// Refuses to give back what the books do not hold, but for cents of rounding.
fn in_books(order: &Order, missing: i64, cents: usize) -> Result<(), Refusal> {
    if usize::try_from(missing).is_ok_and(|missing| missing > cents) {
        let missing = order.money(missing).amount();
        return Err(Refusal::conflict("sale_not_in_books").with("order", order.id).with("missing", missing));
    }
    Ok(())
}

/// Refunded: money leaves where the payments put it, at the payments' rates.
pub(crate) fn refunded(
    entity: &Entity,
    order: &Order,
    amount: Money,
    entries: &[Entry],
    at: Timestamp,
) -> Result<Option<NewEntry>, CommandError> {
    let mut payments = Reversal::of(entries, Cause::Refunded, Account::is_money, order.currency);
    let beyond = payments.take_any(amount.minor());
    if beyond > 0 {
        let missing = order.money(beyond).amount();
        return Err(Refusal::conflict("payment_not_in_books").with("order", order.id).with("missing", missing).into());
    }
    entry(entity, order, Cause::Refunded, at, payments.transfers(entity)?)
}

fn entry(
    entity: &Entity,
    order: &Order,
    cause: Cause,
    at: Timestamp,
    transfers: Vec<NewTransfer>,
) -> Result<Option<NewEntry>, CommandError> {
    if transfers.is_empty() {
        return Ok(None);
    }
    Ok(Some(NewEntry { entity: entity.code, reference: Some(Reference::of(order.id)), cause, at, transfers }))
}

/// So much of an account's part in the sale; below zero where the line lowered the price.
struct Want {
    account: Account,
    /// Whose tax, declared how; none where that is not known.
    tag: Option<String>,
    minor: i64,
}

fn wanted(
    line: &OrderLine,
    part: &CreditLine,
    order: &Order,
    reasons: &OrderReasons,
) -> Result<Vec<Want>, CommandError> {
    let account = match line.kind {
        LineKind::Goods | LineKind::Voucher | LineKind::Adjustment => Account::RevenueGoods,
        LineKind::Carriage => Account::RevenueCarriage,
        LineKind::Discount => Account::Discounts,
    };
    let mut wants = vec![Want { account, tag: None, minor: part.net }];
    let Some(answer) = LineAnswer::stored(reasons.tax(line.line))? else {
        wants.push(Want { account: Account::TaxPayable, tag: None, minor: part.tax });
        return Ok(wants);
    };
    for (tag, tax) in answer.own_debts() {
        let minor = share(tax.minor(), part.before, part.quantity, line.quantity, order.currency)?;
        wants.push(Want { account: Account::TaxPayable, tag: Some(tag), minor });
    }
    Ok(wants)
}
