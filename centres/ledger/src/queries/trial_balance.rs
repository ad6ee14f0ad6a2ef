//! What does each account of an entity stand at?

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::{CurrencyCode, EntityCode, Money, MoneyError, Refusal};
use store::{CommandError, Read, StoreError, args};

use crate::account::{Account, AccountKind};
use crate::model::State;
use crate::new_entry::PostRefusal;
use crate::store_rows::{accounts, entities_of};

/// The balances of an entity's accounts in its base currency, at the end of a day of its books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrialBalance {
    pub entity: EntityCode,
    pub base_currency: CurrencyCode,
    pub on: Date,
    /// Accounts with any movement, in the order of their codes.
    pub lines: Vec<BalanceLine>,
    pub total: BalanceTotal,
}

/// What all accounts come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BalanceTotal {
    pub debits: Money,
    pub credits: Money,
    /// Debits less credits: zero where the books balance.
    pub balance: Money,
    pub pending_debits: Money,
    pub pending_credits: Money,
}

impl BalanceTotal {
    fn of(lines: &[BalanceLine], currency: CurrencyCode) -> Result<Self, MoneyError> {
        let sum = |of: fn(&BalanceLine) -> Money| {
            lines.iter().try_fold(Money::zero(currency), |sum, line| sum.checked_add(of(line)))
        };
        let (debits, credits) = (sum(|line| line.debits)?, sum(|line| line.credits)?);
        Ok(Self {
            debits,
            credits,
            balance: debits.checked_sub(credits)?,
            pending_debits: sum(|line| line.pending_debits)?,
            pending_credits: sum(|line| line.pending_credits)?,
        })
    }
}

/// One account. All amounts in the base currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BalanceLine {
    pub account: Account,
    pub kind: AccountKind,
    pub debits: Money,
    pub credits: Money,
    /// Debits less credits: above zero a debit balance. Over all accounts they sum to zero.
    pub balance: Money,
    /// Reserved and neither posted nor void: not in the balance.
    pub pending_debits: Money,
    pub pending_credits: Money,
}

#[derive(Default)]
struct Sums {
    debits: i64,
    credits: i64,
    pending_debits: i64,
    pending_credits: i64,
}

/// The trial balance of an entity as of a day: every transfer booked on or before it. Reads all transfers of the entity.
pub fn trial_balance(read: &mut dyn Read, entity: EntityCode, on: Date) -> Result<TrialBalance, CommandError> {
    let books = entities_of(read, &[entity])?;
    let base_currency = books.get(&entity).ok_or(PostRefusal::UnknownEntity { entity })?.base_currency;
    let rows = read.query(
        "SELECT t.debit, t.credit, t.state, CASE WHEN t.of_entry IS NULL THEN 0 ELSE 1 END AS settles, \
         CAST(SUM(t.base_amount) AS BIGINT) \
         FROM ledger_entries e JOIN ledger_transfers t ON t.entry = e.id \
         WHERE e.entity = $1 AND e.booked_on <= $2 GROUP BY t.debit, t.credit, t.state, settles",
        &args![entity.as_str(), on.to_string()],
    )?;
    let mut sums: BTreeMap<Account, Sums> = BTreeMap::new();
    for row in rows {
        let (debit, credit, state): (Account, Account, State) = (row.parsed(0)?, row.parsed(1)?, row.parsed(2)?);
        let (settles, amount) = (row.flag(3)?, row.int(4)?);
        // What settles a pending transfer takes away from what is pending; a void part does nothing else.
        let posted = if state == State::Posted { amount } else { 0 };
        let pending = match (state, settles) {
            (State::Pending, _) => amount,
            (_, true) => amount.saturating_neg(),
            _ => 0,
        };
        let of = sums.entry(debit).or_default();
        of.debits = add(of.debits, posted)?;
        of.pending_debits = add(of.pending_debits, pending)?;
        let of = sums.entry(credit).or_default();
        of.credits = add(of.credits, posted)?;
        of.pending_credits = add(of.pending_credits, pending)?;
    }
    let chart = accounts(read, Some(entity))?;
    let mut lines = Vec::with_capacity(sums.len());
    for (account, sums) in sums {
        let own = || chart.iter().find(|known| known.account == account).map(|known| known.kind);
        let unknown = || StoreError::misuse(format!("the account {account} is not in the chart of {entity}"));
        let money = |minor| Money::new(minor, base_currency);
        lines.push(BalanceLine {
            account,
            kind: account.kind().or_else(own).ok_or_else(unknown)?,
            debits: money(sums.debits),
            credits: money(sums.credits),
            balance: money(sums.debits).checked_sub(money(sums.credits)).map_err(Refusal::from)?,
            pending_debits: money(sums.pending_debits),
            pending_credits: money(sums.pending_credits),
        });
    }
    lines.sort_by(|a, b| a.account.as_str().cmp(b.account.as_str()));
    let total = BalanceTotal::of(&lines, base_currency).map_err(Refusal::from)?;
    Ok(TrialBalance { entity, base_currency, on, lines, total })
}

fn add(sum: i64, amount: i64) -> Result<i64, Refusal> {
    sum.checked_add(amount).ok_or_else(|| MoneyError::Overflow.into())
}
