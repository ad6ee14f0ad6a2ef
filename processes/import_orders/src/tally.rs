//! What an import did so far, kept with the job's position: so the report of a job that was struck is that of one that was not.

use std::collections::BTreeMap;

use kernel::CurrencyCode;
use ledger::Account;
use serde::{Deserialize, Serialize};

use crate::states::States;

/// Counts of one import. Amounts in minor units, exact ones in millionths, per currency where they are money.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Tally {
    pub products_new: u64,
    pub products_known: u64,
    pub customers_new: u64,
    pub customers_known: u64,
    pub openings: u64,
    pub opening_pieces: i64,
    /// By what they became.
    pub invoices: BTreeMap<String, Invoices>,
    /// By kind of line and currency.
    pub kinds: BTreeMap<String, Kind>,
    /// By kind, home or abroad, status, currency, and rate or reason.
    pub taxes: BTreeMap<String, Tax>,
    pub movements: BTreeMap<String, Movements>,
    pub returns: Returns,
    pub books: Books,
    /// Invoices in another currency than the books', of whose day nobody knows the rate: their rows wait in quarantine.
    pub unbooked: u64,
    pub open_orders: u64,
    pub states: States,
    pub refused: Refused,
    /// Rows that a person left out in another import of the file.
    pub left_out_before: u64,
    /// Rows that wait in an earlier import already, by that import.
    pub waiting_elsewhere: BTreeMap<String, u64>,
}

/// What was booked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Books {
    pub entries: u64,
    /// By account and currency: debits less credits.
    pub accounts: BTreeMap<String, i64>,
    /// The same of what is pending: owed for orders that were not delivered yet.
    pub pending: BTreeMap<String, i64>,
}

impl Books {
    /// Counts a transfer between two accounts.
    pub fn book(&mut self, debit: Account, credit: Account, currency: CurrencyCode, amount: i64, pending: bool) {
        if amount == 0 {
            return;
        }
        let told = if pending { &mut self.pending } else { &mut self.accounts };
        *told.entry(key(&[debit.as_str(), currency.as_str()])).or_default() += amount;
        *told.entry(key(&[credit.as_str(), currency.as_str()])).or_default() -= amount;
    }

    /// Adds what was booked beside it.
    pub fn add(&mut self, other: &Self) {
        self.entries = self.entries.saturating_add(other.entries);
        for (sums, more) in [(&mut self.accounts, &other.accounts), (&mut self.pending, &other.pending)] {
            for (key, amount) in more {
                let sum = sums.entry(key.clone()).or_default();
                *sum = sum.saturating_add(*amount);
            }
        }
    }

    /// Whether debits and credits are the same.
    pub fn balanced(&self) -> bool {
        [&self.accounts, &self.pending].iter().all(|sums| sums.values().sum::<i64>() == 0)
    }
}

/// What could be read and was refused when it was to be written; its rows stand in quarantine.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Refused {
    /// Nothing of these was taken over.
    pub invoices: u64,
    pub lines: u64,
    pub exact: i128,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Invoices {
    pub new: u64,
    /// Taken over before, and the same.
    pub known: u64,
    /// Taken over before; rows were added.
    pub extended: u64,
    /// Taken over before, and the file now says something else: left as they were.
    pub different: u64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kind {
    pub lines: u64,
    /// Of these, taken over before.
    pub known: u64,
    pub exact: i64,
    /// Rounded to minor units, as booked; includes what was taken over before.
    pub amount: i64,
    pub tax: i64,
    pub on_orders: u64,
    pub in_bookings: u64,
    pub in_stock_only: u64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tax {
    pub lines: u64,
    pub net: i64,
    pub tax: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Movements {
    pub count: u64,
    pub pieces: i64,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Returns {
    /// Cancellation lines by how sure their match is.
    pub lines: BTreeMap<String, u64>,
    pub pieces: i64,
    pub pieces_unmatched: i64,
}

impl Tally {
    /// Adds what another chunk did.
    pub fn add(&mut self, other: Self) {
        self.products_new += other.products_new;
        self.products_known += other.products_known;
        self.customers_new += other.customers_new;
        self.customers_known += other.customers_known;
        self.openings += other.openings;
        self.opening_pieces += other.opening_pieces;
        self.books.add(&other.books);
        self.left_out_before += other.left_out_before;
        self.unbooked += other.unbooked;
        self.open_orders += other.open_orders;
        self.states.add(other.states);
        self.returns.pieces += other.returns.pieces;
        self.returns.pieces_unmatched += other.returns.pieces_unmatched;
        self.refused.invoices += other.refused.invoices;
        self.refused.lines += other.refused.lines;
        self.refused.exact += other.refused.exact;
        for (key, count) in other.waiting_elsewhere {
            *self.waiting_elsewhere.entry(key).or_default() += count;
        }
        for (key, count) in other.returns.lines {
            *self.returns.lines.entry(key).or_default() += count;
        }
        for (key, one) in other.invoices {
            let sum = self.invoices.entry(key).or_default();
            sum.new += one.new;
            sum.known += one.known;
            sum.extended += one.extended;
            sum.different += one.different;
        }
        for (key, one) in other.kinds {
            let sum = self.kinds.entry(key).or_default();
            sum.lines += one.lines;
            sum.known += one.known;
            sum.exact += one.exact;
            sum.amount += one.amount;
            sum.tax += one.tax;
            sum.on_orders += one.on_orders;
            sum.in_bookings += one.in_bookings;
            sum.in_stock_only += one.in_stock_only;
        }
        for (key, one) in other.taxes {
            let sum = self.taxes.entry(key).or_default();
            sum.lines += one.lines;
            sum.net += one.net;
            sum.tax += one.tax;
        }
        for (key, one) in other.movements {
            let sum = self.movements.entry(key).or_default();
            sum.count += one.count;
            sum.pieces += one.pieces;
        }
    }
}

/// Two parts of a key of the maps above.
pub(crate) fn key(parts: &[&str]) -> String {
    parts.join("|")
}
