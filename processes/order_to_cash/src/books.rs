//! What each step of an order's life means in the books: which account is debited, which credited. Accounts and amounts only;
//! the ledger checks and writes.

use std::borrow::Cow;

use inventory::{ValueChange, Worth};
use kernel::{Money, MoneyError, RoundingMode, Timestamp};
use ledger::{Account, Cause, CostChange, CostStep, Entity, Exchange, NewEntry, NewTransfer, PartOf, Reference};
use orders::commands::{Part, line_share, share};
use orders::{Order, OrderId, OrderReasons};
use store::CommandError;
use tax::LineAnswer;

/// How amounts of an order come into its entity's books.
#[derive(Debug, Clone)]
pub struct Conversion {
    /// None where the order is in the books' own currency.
    pub exchange: Option<Exchange>,
}

impl Conversion {
    fn apply(&self, entity: &Entity, transfer: NewTransfer) -> Result<NewTransfer, MoneyError> {
        let Some(exchange) = &self.exchange else { return Ok(transfer) };
        let base = exchange.rate.convert(transfer.amount, entity.base_currency, RoundingMode::HalfUp)?;
        if base.minor() > ledger::LARGEST {
            return Err(MoneyError::Overflow);
        }
        Ok(transfer.in_base(base, exchange.clone()))
    }
}

/// A part of an order's price, in the order's currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amounts {
    pub goods: Money,
    pub carriage: Money,
    /// Own tax debts by what they are cut by: territory and scheme.
    pub taxes: Vec<(Cow<'static, str>, Money)>,
}

/// Placed: what the buyer will owe, pending until it is delivered.
pub fn placed(
    entity: &Entity,
    order: OrderId,
    at: Timestamp,
    amounts: &Amounts,
    conversion: &Conversion,
) -> Result<Option<NewEntry>, MoneyError> {
    let mut transfers = Vec::with_capacity(4);
    let mut add = |account: Account, amount: Money, tag: Option<Cow<'static, str>>| {
        let Some(transfer) = NewTransfer::signed(Account::Receivable, account, amount)? else { return Ok(()) };
        let transfer = conversion.apply(entity, transfer.pending())?;
        transfers.push(match tag {
            Some(tag) => transfer.tagged(tag),
            None => transfer,
        });
        Ok(())
    };
    add(Account::RevenueGoods, amounts.goods, None)?;
    add(Account::RevenueCarriage, amounts.carriage, None)?;
    for (tag, tax) in &amounts.taxes {
        add(Account::TaxPayable, *tax, Some(tag.clone()))?;
    }
    if transfers.is_empty() {
        return Ok(None);
    }
    let reference = Some(Reference::of(order));
    Ok(Some(NewEntry { entity: entity.code, reference, cause: Cause::Placed, at, transfers }))
}

/// Money moved between the buyer and us through a provider: paid, or (the other way round) refunded.
pub fn money_moved(
    entity: &Entity,
    order: OrderId,
    at: Timestamp,
    amount: Money,
    back: bool,
    conversion: &Conversion,
) -> Result<NewEntry, MoneyError> {
    let (debit, credit, cause) = if back {
        (Account::Receivable, Account::ProviderClearing, Cause::Refunded)
    } else {
        (Account::ProviderClearing, Account::Receivable, Cause::Paid)
    };
    let transfer = conversion.apply(entity, NewTransfer::new(debit, credit, amount))?;
    Ok(NewEntry { entity: entity.code, reference: Some(Reference::of(order)), cause, at, transfers: vec![transfer] })
}

/// What of the pending books belongs to parts of goods lines: goods at their net share, each own tax at its share.
pub fn shares(order: &Order, reasons: &OrderReasons, parts: &[Part]) -> Result<Vec<PartOf>, CommandError> {
    let mut found: Vec<PartOf> = Vec::new();
    let mut add = |credit: Account, tag: Option<String>, minor: i64| {
        if minor == 0 {
            return;
        }
        let amount = order.money(minor);
        match found.iter_mut().find(|part| part.credit == credit && part.tag == tag) {
            Some(part) => part.amount = order.money(part.amount.minor().saturating_add(minor)),
            None => found.push(PartOf { debit: Account::Receivable, credit, tag, amount }),
        }
    };
    for part in parts {
        let Some(line) = order.line(part.line) else { continue };
        let of = |total: i64| share(total, part.before, part.quantity, line.quantity, order.currency);
        add(Account::RevenueGoods, None, line_share(line, part.before, part.quantity, order.currency)?.net);
        match LineAnswer::stored(reasons.tax(line.line))? {
            Some(answer) => {
                for (tag, tax) in answer.own_debts() {
                    add(Account::TaxPayable, Some(tag), of(tax.minor())?);
                }
            }
            None => add(Account::TaxPayable, None, of(line.tax)?),
        }
    }
    Ok(found)
}

/// Shipped: what the pieces had cost leaves the inventory of their owners and is the seller's cost of goods, tagged with the variant.
/// Pieces of unknown cost are not in it.
pub fn shipped_cost(order: &Order, worth: &Worth, at: Timestamp) -> CostStep {
    let change = |change: &ValueChange| CostChange {
        owner: change.entity,
        value: change.value,
        against: Account::CostOfGoods,
        in_base: None,
        tag: change.variant.to_string(),
    };
    let changes = worth.0.iter().map(change).collect();
    CostStep { seller: order.entity, reference: Some(Reference::of(order.id)), cause: Cause::Shipped, at, changes }
}
