//! What goods cost in the books of who sells them, also where another own company owns them.

use jiff::civil::Date;
use kernel::{CurrencyCode, EntityCode, Money, Rate, Refusal, RoundingMode, Timestamp};
use store::{CommandError, Read, Tx};

use super::post_entries::{books_of, post_fact};
use crate::account::Account;
use crate::model::{Cause, Entity, Exchange, Reference};
use crate::new_entry::{NewEntry, NewTransfer, PostRefusal};

/// What a step of trade did to the worth of goods.
#[derive(Debug, Clone)]
pub struct CostStep {
    /// Who bears what goods cost that left, and gets it back for goods that came.
    pub seller: EntityCode,
    pub reference: Option<Reference>,
    pub cause: Cause,
    pub at: Timestamp,
    pub changes: Vec<CostChange>,
}

/// The inventory of an owner is worth more (above zero) or less (below).
#[derive(Debug, Clone)]
pub struct CostChange {
    pub owner: EntityCode,
    /// In the owner's base currency.
    pub value: Money,
    /// What stands against it in the seller's books.
    pub against: Account,
    /// What it is in the seller's books, where an earlier step says so; else the day's rate does.
    pub in_base: Option<(Money, Exchange)>,
    pub tag: String,
}

/// Books a step: facts, an entry a company. The seller's own goods stand against `against` at once. Goods of another company leave
/// its inventory against the account between own companies (内部往来) and reach the seller's books through the same account, at the
/// same amount in the owner's currency: at cost, since nobody agreed on another price. `rate` is asked for the rate from one currency
/// into another on a day, and its source; where it refuses, the step is refused. Reads the seller's books only where an owner is another.
pub fn post_cost(
    tx: &mut Tx<'_>,
    step: &CostStep,
    rate: impl Fn(&mut dyn Read, CurrencyCode, CurrencyCode, Date) -> Result<(Rate, String), CommandError>,
) -> Result<(), CommandError> {
    let mut parts = Vec::with_capacity(step.changes.len());
    let mut seller = None;
    for CostChange { owner, value, against, in_base, tag } in &step.changes {
        let mut add = |entity: EntityCode, transfer: NewTransfer| {
            parts.push((entity, step.cause, transfer.tagged(tag.clone())));
        };
        let stands = if *owner == step.seller { *against } else { Account::Intercompany };
        let changed = NewTransfer::signed(Account::Inventory, stands, *value).map_err(Refusal::from)?;
        let Some(changed) = changed else { continue };
        add(*owner, changed);
        if *owner == step.seller {
            continue;
        }
        let Some(cost) = NewTransfer::signed(Account::Intercompany, *against, *value).map_err(Refusal::from)? else {
            continue;
        };
        let cost = match in_base {
            Some((base, exchange)) => cost.in_base(*base, exchange.clone()),
            None => {
                let books = match &mut seller {
                    Some(known) => known,
                    none => none.insert(Books::of(tx, step.seller)?),
                };
                books.take(tx, cost, step.at, &rate)?
            }
        };
        add(step.seller, cost);
    }
    let entries = NewEntry::by_entity(step.reference.as_ref(), step.at, parts);
    entries.iter().try_for_each(|entry| post_fact(tx, entry).map(drop))
}

/// A company's books, and the rates into them that this step asked for.
struct Books {
    entity: Entity,
    rates: Vec<(CurrencyCode, Exchange)>,
}

impl Books {
    fn of(tx: &mut Tx<'_>, code: EntityCode) -> Result<Self, CommandError> {
        let found = books_of(tx, [code])?.remove(&code);
        Ok(Self { entity: found.ok_or(PostRefusal::UnknownEntity { entity: code })?, rates: Vec::new() })
    }

    /// The transfer with its amount in these books' currency.
    fn take(
        &mut self,
        tx: &mut Tx<'_>,
        transfer: NewTransfer,
        at: Timestamp,
        rate: impl Fn(&mut dyn Read, CurrencyCode, CurrencyCode, Date) -> Result<(Rate, String), CommandError>,
    ) -> Result<NewTransfer, CommandError> {
        let (from, into) = (transfer.amount.currency(), self.entity.base_currency);
        if from == into {
            return Ok(transfer);
        }
        let known = self.rates.iter().find(|(currency, _)| *currency == from).map(|(_, exchange)| exchange.clone());
        let exchange = match known {
            Some(exchange) => exchange,
            None => {
                let (rate, source) = rate(tx, from, into, self.entity.day_of(at))?;
                let exchange = Exchange { rate, source: source.into() };
                self.rates.push((from, exchange.clone()));
                exchange
            }
        };
        let base = exchange.rate.convert(transfer.amount, into, RoundingMode::HalfUp).map_err(Refusal::from)?;
        Ok(transfer.in_base(base, exchange))
    }
}
