//! What moved an account?

use kernel::{EntityCode, Id};
use store::{Read, StoreError, Way, args};

use crate::account::Account;
use crate::model::{Entry, EntryId, Transfer};
use crate::store_rows::{ENTRY, TRANSFER, TRANSFER_WIDTH, entry, transfer};

/// A transfer of a statement with the head of its entry (whose own `transfers` are not filled).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementLine {
    pub entry: Entry,
    pub transfer: Transfer,
}

/// Where a page of a statement ended: the entry and the place of its last line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatementPlace {
    pub entry: EntryId,
    pub place: i64,
}

/// The transfers of an account after one, in the order they were recorded in; at most `limit`.
pub fn account_statement(
    read: &mut dyn Read,
    entity: EntityCode,
    account: Account,
    way: Way,
    after: Option<StatementPlace>,
    limit: i64,
) -> Result<Vec<StatementLine>, StoreError> {
    let (follows, order) = (way.follows(), way.order());
    // The transfers are walked in their own order; CROSS JOIN keeps SQLite from sorting the whole account instead.
    let sql = format!(
        "SELECT {TRANSFER}, {ENTRY} FROM ledger_transfers t CROSS JOIN ledger_entries e \
         WHERE e.id = t.entry AND e.entity = $1 AND (t.debit = $2 OR t.credit = $2) \
         AND t.entry {follows}= $3 AND (t.entry {follows} $3 OR t.place {follows} $4) \
         ORDER BY t.entry {order}, t.place {order} LIMIT $5"
    );
    let (entry_number, place) = after.map_or((way.start(), way.start()), |after| (after.entry.number(), after.place));
    let rows = read.query(&sql, &args![entity.as_str(), account.as_str(), entry_number, place, limit])?;
    rows.iter()
        .map(|row| {
            let head = entry(row, TRANSFER_WIDTH)?;
            Ok(StatementLine { transfer: transfer(row, head.base_currency)?, entry: head })
        })
        .collect()
}
