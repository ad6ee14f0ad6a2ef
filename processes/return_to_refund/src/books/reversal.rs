//! The transfers of an order that can be taken back, and how much of each has been.

use jiff::civil::Date;
use kernel::{CurrencyCode, Money, MoneyError, Refusal, RoundingMode, share_to_date};
use ledger::{Account, Cause, Entity, Entry, Exchange, NewTransfer, State, Transfer};
use store::CommandError;

/// A posted transfer between the receivable and another account, in minor units.
struct Slot {
    other: Account,
    /// The receivable was debited: the sale raised what the buyer owes.
    raised: bool,
    amount: Money,
    base: Money,
    exchange: Option<Exchange>,
    tag: Option<String>,
    booked_on: Date,
    gone: i64,
    now: i64,
}

impl Slot {
    fn left(&self) -> i64 {
        self.amount.minor().saturating_sub(self.gone).saturating_sub(self.now)
    }
    /// The base amount that goes with `now` more: cumulative, so that all parts together are the whole's base amount.
    fn base_now(&self) -> Result<Money, MoneyError> {
        let zero = Money::zero(self.base.currency());
        let upto = |part: i64| share_to_date(self.base, part, self.amount.minor(), zero);
        upto(self.gone.saturating_add(self.now))?.checked_sub(upto(self.gone)?)
    }
}

/// A reversal in the making. What is taken is taken from the oldest transfers first.
pub(super) struct Reversal {
    currency: CurrencyCode,
    slots: Vec<Slot>,
    /// What earlier reversals took back beyond the transfers there were (cents of rounding): above zero where the buyer's
    /// debt was lowered by it.
    beyond: i64,
    rounding: i64,
}

/// The month a correction belongs to stands behind the tag of the original debt: `FR/oss@2026-11`.
fn corrected(tag: &str, booked_on: Date) -> String {
    format!("{tag}@{:04}-{:02}", booked_on.year(), booked_on.month())
}

fn own_tag(tag: &str) -> &str {
    tag.split_once('@').map_or(tag, |(own, _)| own)
}

/// The account on the other side of the receivable, and whether the transfer raised the receivable.
fn other_side(transfer: &Transfer) -> Option<(Account, bool)> {
    match (transfer.debit, transfer.credit) {
        (Account::Receivable, other) => Some((other, true)),
        (other, Account::Receivable) => Some((other, false)),
        _ => None,
    }
}

impl Reversal {
    /// What of `entries` concerns these accounts, less what earlier entries of the cause `undo` took back.
    pub fn of(entries: &[Entry], undo: Cause, concerns: fn(Account) -> bool, currency: CurrencyCode) -> Self {
        let mut reversal = Self { currency, slots: Vec::new(), beyond: 0, rounding: 0 };
        let posted = |entry: &'_ Entry, undone: bool| (entry.cause == undo) == undone;
        let fits = |transfer: &&Transfer| transfer.state == State::Posted && transfer.amount.currency() == currency;
        for entry in entries.iter().filter(|entry| posted(entry, false)) {
            for transfer in entry.transfers.iter().filter(fits) {
                let Some((other, raised)) = other_side(transfer).filter(|(other, _)| concerns(*other)) else {
                    continue;
                };
                reversal.slots.push(Slot {
                    other,
                    raised,
                    amount: transfer.amount,
                    base: transfer.base,
                    exchange: transfer.exchange.clone(),
                    tag: transfer.tag.clone(),
                    booked_on: entry.booked_on,
                    gone: 0,
                    now: 0,
                });
            }
        }
        for entry in entries.iter().filter(|entry| posted(entry, true)) {
            for transfer in entry.transfers.iter().filter(fits) {
                let Some((other, raised)) = other_side(transfer).filter(|(other, _)| concerns(*other)) else {
                    continue;
                };
                let left = reversal.spread(other, !raised, transfer.tag.as_deref(), transfer.amount.minor(), true);
                let signed = if raised { left.saturating_neg() } else { left };
                reversal.beyond = reversal.beyond.saturating_add(signed);
            }
        }
        reversal
    }

    fn spread(&mut self, other: Account, raised: bool, tag: Option<&str>, minor: i64, before: bool) -> i64 {
        let same = |known: Option<&str>| match tag {
            None => true,
            Some(tag) => known == Some(own_tag(tag)),
        };
        let mut left = minor;
        for slot in &mut self.slots {
            if slot.other == other && slot.raised == raised && same(slot.tag.as_deref()) {
                let part = left.min(slot.left());
                let counter = if before { &mut slot.gone } else { &mut slot.now };
                *counter = counter.saturating_add(part);
                left = left.saturating_sub(part);
            }
        }
        left
    }

    /// Takes back so much of an account's part (below zero: of what lowered the price). What the books hold less, signed alike.
    pub fn take(&mut self, other: Account, tag: Option<&str>, minor: i64) -> i64 {
        if minor >= 0 {
            self.spread(other, true, tag, minor, false)
        } else {
            self.spread(other, false, tag, minor.saturating_neg(), false).saturating_neg()
        }
    }

    /// Takes back so much of what lowered the receivable, whatever the account (payments). What there was less.
    pub fn take_any(&mut self, minor: i64) -> i64 {
        let mut left = minor;
        for slot in self.slots.iter_mut().filter(|slot| !slot.raised) {
            let part = left.min(slot.left());
            slot.now = slot.now.saturating_add(part);
            left = left.saturating_sub(part);
        }
        left
    }

    /// Takes back all that is left, and what earlier reversals took beyond.
    pub fn take_rest(&mut self) {
        for slot in &mut self.slots {
            slot.now = slot.amount.minor().saturating_sub(slot.gone);
        }
        self.rounding = self.beyond.saturating_neg();
    }

    /// Lowers what the buyer owes by so much more, at the cost of rounding.
    pub fn round(&mut self, minor: i64) {
        self.rounding = minor;
    }

    /// The reversing transfers: as the originals, the other way round, in part, at their own rates.
    pub fn transfers(&self, entity: &Entity) -> Result<Vec<NewTransfer>, CommandError> {
        let mut transfers = Vec::with_capacity(self.slots.len().saturating_add(1));
        for slot in self.slots.iter().filter(|slot| slot.now > 0) {
            let amount = Money::new(slot.now, self.currency);
            let (debit, credit) =
                if slot.raised { (slot.other, Account::Receivable) } else { (Account::Receivable, slot.other) };
            let mut transfer = NewTransfer::new(debit, credit, amount);
            if let Some(exchange) = &slot.exchange {
                transfer = transfer.in_base(slot.base_now().map_err(Refusal::from)?, exchange.clone());
            }
            if let Some(tag) = &slot.tag {
                transfer = transfer.tagged(corrected(tag, slot.booked_on));
            }
            transfers.push(transfer);
        }
        let rounding = Money::new(self.rounding, self.currency);
        if let Some(mut transfer) =
            NewTransfer::signed(Account::Rounding, Account::Receivable, rounding).map_err(Refusal::from)?
        {
            if let Some(exchange) = self.slots.iter().find_map(|slot| slot.exchange.as_ref()) {
                let mode = RoundingMode::HalfUp;
                let base = exchange.rate.convert(transfer.amount, entity.base_currency, mode).map_err(Refusal::from)?;
                transfer = transfer.in_base(base, exchange.clone());
            }
            transfers.push(transfer);
        }
        Ok(transfers)
    }
}
