//! Do the books keep their laws? Asked by the simulator after every step and by `hanse verify`.
//!
//! That debits equal credits needs no check: a transfer has one amount. What is checked is what the shape does not give.

use std::fmt;

use kernel::CurrencyCode;
use store::{Read, StoreError, Value, args};

use crate::model::EntryId;

/// A law that does not hold. Whatever it is, a program's mistake or damage, never somebody's input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Violation {
    /// An entry that moves nothing.
    EntryWithoutTransfers { entry: EntryId },
    /// A transfer whose entry is not there.
    TransferWithoutEntry { entry: EntryId, place: i64 },
    /// A pending transfer was posted and voided for more than its amount or its base amount.
    SettledBeyondPending { entry: EntryId, place: i64, pending: i64, settled: i64 },
    /// All of a pending transfer was settled, but not all of its base amount.
    BaseLost { entry: EntryId, place: i64, pending: i64, settled: i64 },
    /// A transfer settles what is not there, is not pending, or is between other accounts or of another thing.
    SettlesAStranger { entry: EntryId, place: i64 },
    /// An amount in the base currency is not its own base amount, or one in another currency has no rate.
    BaseAmountWrong { entry: EntryId, place: i64 },
    /// An account that is not in the entity's chart.
    UnknownAccount { entry: EntryId, place: i64 },
    /// Nothing is open of a thing's receivable in its foreign currency, but something in the base currency. Told at its newest entry.
    ExchangeLeft { entry: EntryId, left: i64 },
    /// Recorded after its day was closed.
    BookedOnClosedDay { entry: EntryId },
    /// What the companies owe each other in a currency does not cancel out over all their books.
    CompaniesDisagree { currency: CurrencyCode, left: i64 },
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EntryWithoutTransfers { entry } => write!(out, "{entry} moves nothing"),
            Self::TransferWithoutEntry { entry, place } => write!(out, "transfer {place} of {entry} has no entry"),
            Self::SettledBeyondPending { entry, place, pending, settled } => {
                write!(out, "transfer {place} of {entry}: {settled} settled of {pending} pending")
            }
            Self::BaseLost { entry, place, pending, settled } => {
                write!(out, "transfer {place} of {entry}: base {settled} settled of {pending}, though all is settled")
            }
            Self::SettlesAStranger { entry, place } => {
                write!(out, "transfer {place} of {entry} settles what is not its pending transfer")
            }
            Self::BaseAmountWrong { entry, place } => write!(out, "transfer {place} of {entry}: base amount wrong"),
            Self::UnknownAccount { entry, place } => {
                write!(out, "transfer {place} of {entry}: account not in the chart")
            }
            Self::ExchangeLeft { entry, left } => {
                write!(out, "the receivable of {entry} is even in its currency and {left} off in the books' own")
            }
            Self::BookedOnClosedDay { entry } => write!(out, "{entry} is booked on a day that was closed before"),
            Self::CompaniesDisagree { currency, left } => {
                write!(out, "between own companies {left} {currency} (minor units) stand on one side only")
            }
        }
    }
}

/// Checks all books. Reads every entry.
pub fn verify(read: &mut dyn Read) -> Result<Vec<Violation>, StoreError> {
    let mut violations = check(read, None)?;
    let orphans = read.query(
        "SELECT t.entry, t.place FROM ledger_transfers t LEFT JOIN ledger_entries e ON e.id = t.entry \
         WHERE e.id IS NULL ORDER BY t.entry, t.place",
        &[],
    )?;
    for row in orphans {
        violations.push(Violation::TransferWithoutEntry { entry: row.id(0)?, place: row.int(1)? });
    }
    let uneven = read.query(
        "SELECT currency, CAST(SUM(CASE WHEN debit = 'intercompany' THEN amount ELSE -amount END) AS BIGINT) \
         FROM ledger_transfers WHERE state = 'posted' AND (debit = 'intercompany' OR credit = 'intercompany') \
         GROUP BY currency HAVING SUM(CASE WHEN debit = 'intercompany' THEN amount ELSE -amount END) <> 0 ORDER BY currency",
        &[],
    )?;
    for row in uneven {
        violations.push(Violation::CompaniesDisagree { currency: row.parsed(0)?, left: row.int(1)? });
    }
    Ok(violations)
}

/// Checks the entries of one reference: what a step may have broken.
pub fn verify_reference(read: &mut dyn Read, reference: i64) -> Result<Vec<Violation>, StoreError> {
    check(read, Some(reference))
}

fn check(read: &mut dyn Read, reference: Option<i64>) -> Result<Vec<Violation>, StoreError> {
    let only = if reference.is_some() { "AND e.reference = $1" } else { "" };
    let args: Vec<Value> = reference.map(|number| args![number].to_vec()).unwrap_or_default();
    let mut violations = Vec::new();

    let sql = format!(
        "SELECT e.id FROM ledger_entries e WHERE NOT EXISTS (SELECT 1 FROM ledger_transfers t WHERE t.entry = e.id) \
         {only} ORDER BY e.id"
    );
    for row in read.query(&sql, &args)? {
        violations.push(Violation::EntryWithoutTransfers { entry: row.id(0)? });
    }

    let sql = format!(
        "SELECT p.entry, p.place, p.amount, p.base_amount, CAST(SUM(s.amount) AS BIGINT), \
         CAST(SUM(s.base_amount) AS BIGINT) \
         FROM ledger_entries e CROSS JOIN ledger_transfers s \
         JOIN ledger_transfers p ON p.entry = s.of_entry AND p.place = s.of_place \
         WHERE s.entry = e.id {only} GROUP BY p.entry, p.place, p.amount, p.base_amount ORDER BY p.entry, p.place"
    );
    for row in read.query(&sql, &args)? {
        let (entry, place): (EntryId, i64) = (row.id(0)?, row.int(1)?);
        let (amount, base, settled, settled_base) = (row.int(2)?, row.int(3)?, row.int(4)?, row.int(5)?);
        if settled > amount {
            violations.push(Violation::SettledBeyondPending { entry, place, pending: amount, settled });
        } else if settled_base > base {
            violations.push(Violation::SettledBeyondPending { entry, place, pending: base, settled: settled_base });
        } else if settled == amount && settled_base != base {
            violations.push(Violation::BaseLost { entry, place, pending: base, settled: settled_base });
        }
    }

    let sql = format!(
        "SELECT s.entry, s.place FROM ledger_entries e CROSS JOIN ledger_transfers s \
         LEFT JOIN ledger_transfers p ON p.entry = s.of_entry AND p.place = s.of_place \
         LEFT JOIN ledger_entries pe ON pe.id = p.entry \
         WHERE s.entry = e.id AND s.of_entry IS NOT NULL {only} AND (pe.id IS NULL OR p.state <> 'pending' \
         OR p.debit <> s.debit OR p.credit <> s.credit OR p.currency <> s.currency OR pe.entity <> e.entity \
         OR pe.reference IS NULL OR e.reference IS NULL OR pe.reference <> e.reference) ORDER BY s.entry, s.place"
    );
    for row in read.query(&sql, &args)? {
        violations.push(Violation::SettlesAStranger { entry: row.id(0)?, place: row.int(1)? });
    }

    let sql = format!(
        "SELECT t.entry, t.place FROM ledger_entries e CROSS JOIN ledger_transfers t WHERE t.entry = e.id {only} \
         AND CASE WHEN t.currency = e.base_currency THEN t.amount <> t.base_amount OR t.rate IS NOT NULL \
         ELSE t.rate IS NULL END ORDER BY t.entry, t.place"
    );
    for row in read.query(&sql, &args)? {
        violations.push(Violation::BaseAmountWrong { entry: row.id(0)?, place: row.int(1)? });
    }

    let sql = format!(
        "SELECT t.entry, t.place FROM ledger_entries e CROSS JOIN ledger_transfers t \
         LEFT JOIN ledger_accounts d ON d.code = t.debit AND (d.entity IS NULL OR d.entity = e.entity) \
         LEFT JOIN ledger_accounts c ON c.code = t.credit AND (c.entity IS NULL OR c.entity = e.entity) \
         WHERE t.entry = e.id {only} AND (d.code IS NULL OR c.code IS NULL) ORDER BY t.entry, t.place"
    );
    for row in read.query(&sql, &args)? {
        violations.push(Violation::UnknownAccount { entry: row.id(0)?, place: row.int(1)? });
    }

    let sql = format!(
        "SELECT MAX(e.id), CAST(SUM(CASE WHEN t.debit = 'receivable' THEN t.base_amount ELSE -t.base_amount END) AS BIGINT) \
         FROM ledger_entries e CROSS JOIN ledger_transfers t WHERE t.entry = e.id AND t.state = 'posted' \
         AND (t.debit = 'receivable' OR t.credit = 'receivable') AND e.reference IS NOT NULL {only} \
         GROUP BY e.entity, e.reference HAVING MAX(CASE WHEN t.currency = e.base_currency THEN 0 ELSE 1 END) = 1 \
         AND SUM(CASE WHEN t.currency = e.base_currency THEN 0 WHEN t.debit = 'receivable' THEN t.amount ELSE -t.amount END) = 0 \
         AND SUM(CASE WHEN t.debit = 'receivable' THEN t.base_amount ELSE -t.base_amount END) <> 0 ORDER BY 1"
    );
    for row in read.query(&sql, &args)? {
        violations.push(Violation::ExchangeLeft { entry: row.id(0)?, left: row.int(1)? });
    }

    let sql = format!(
        "SELECT e.id FROM ledger_entries e WHERE EXISTS (SELECT 1 FROM period_closings c WHERE c.entity = e.entity \
         AND c.until >= e.booked_on AND c.closed_at < e.recorded_at) {only} ORDER BY e.id"
    );
    for row in read.query(&sql, &args)? {
        violations.push(Violation::BookedOnClosedDay { entry: row.id(0)? });
    }
    Ok(violations)
}
