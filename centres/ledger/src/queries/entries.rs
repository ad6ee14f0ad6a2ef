//! What did each step of a thing do to the books?

use std::collections::HashMap;

use kernel::Id;
use store::{Read, Row, StoreError, Value, args};

use crate::model::{Entry, EntryId};
use crate::store_rows::{ENTRY, TRANSFER, entry as entry_of, transfer};

/// The entries of one reference (an order's id number), oldest first, with their transfers.
pub fn entries_of(read: &mut dyn Read, reference: i64) -> Result<Vec<Entry>, StoreError> {
    entries_of_many(read, &[reference])
}

/// The entries of several references, oldest first.
pub fn entries_of_many(read: &mut dyn Read, references: &[i64]) -> Result<Vec<Entry>, StoreError> {
    let list: Vec<Value> = references.iter().copied().map(Value::Int).collect();
    let sql = format!("SELECT {ENTRY} FROM ledger_entries e WHERE e.reference IN {{list}} ORDER BY e.id");
    let rows = read.query_in(&sql, &[], &list)?;
    with_transfers(read, &rows)
}

/// One entry.
pub fn entry(read: &mut dyn Read, id: EntryId) -> Result<Option<Entry>, StoreError> {
    let sql = format!("SELECT {ENTRY} FROM ledger_entries e WHERE e.id = $1");
    let rows = read.query(&sql, &args![id.number()])?;
    Ok(with_transfers(read, &rows)?.pop())
}

fn with_transfers(read: &mut dyn Read, rows: &[Row]) -> Result<Vec<Entry>, StoreError> {
    let mut entries: Vec<Entry> = rows.iter().map(|row| entry_of(row, 0)).collect::<Result<_, _>>()?;
    let places: HashMap<EntryId, usize> = entries.iter().enumerate().map(|(place, e)| (e.id, place)).collect();
    let list: Vec<Value> = entries.iter().map(|entry| Value::id(entry.id)).collect();
    let sql = format!("SELECT {TRANSFER} FROM ledger_transfers t WHERE t.entry IN {{list}} ORDER BY t.entry, t.place");
    for row in read.query_in(&sql, &[], &list)? {
        let id: EntryId = row.id(0)?;
        if let Some(entry) = places.get(&id).and_then(|place| entries.get_mut(*place)) {
            entry.transfers.push(transfer(&row, entry.base_currency)?);
        }
    }
    Ok(entries)
}
