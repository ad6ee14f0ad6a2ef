//! Which prices are in this list?

use kernel::{Id, Timestamp};
use store::{Read, StoreError, Value};

use crate::model::{PriceEntry, PriceListId, VariantId};
use crate::store::{ENTRY_COLUMNS, read_entry};

/// Which entries of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PricesOf {
    pub list: PriceListId,
    pub variant: Option<VariantId>,
    /// Only those that hold then; `None`: the whole history, and what is planned.
    pub at: Option<Timestamp>,
    /// Only those after this one, in the order of the answer.
    pub after: Option<PriceEntry>,
    pub limit: i64,
}

/// Entries by variant, quantity break, beginning; `None` where there is no such list.
pub fn prices_of(read: &mut dyn Read, wanted: &PricesOf) -> Result<Option<Vec<PriceEntry>>, StoreError> {
    let list = read.query_one("SELECT currency FROM price_lists WHERE id = $1", &[Value::id(wanted.list)])?;
    let Some(currency) = list.map(|row| row.parsed(0)).transpose()? else { return Ok(None) };
    let after = wanted.after;
    let sql = format!(
        "SELECT {ENTRY_COLUMNS} FROM price_entries WHERE list = $1 AND ($2 = 0 OR variant = $2) \
         AND ($3 = 0 OR (valid_from <= $4 AND (valid_to IS NULL OR valid_to > $4))) \
         AND (variant, min_quantity, valid_from, id) > ($5, $6, $7, $8) \
         ORDER BY variant, min_quantity, valid_from, id LIMIT $9"
    );
    let rows = read.query(
        &sql,
        &[
            Value::id(wanted.list),
            Value::Int(wanted.variant.map_or(0, Id::number)),
            Value::from(wanted.at.is_some()),
            Value::from(wanted.at.unwrap_or_default()),
            Value::Int(after.map_or(-1, |entry| entry.variant.number())),
            Value::Int(after.map_or(-1, |entry| entry.min_quantity)),
            Value::Int(after.map_or(i64::MIN, |entry| entry.valid_from.ms())),
            Value::Int(after.map_or(-1, |entry| entry.id.number())),
            Value::Int(wanted.limit),
        ],
    )?;
    rows.iter().map(|row| read_entry(row, currency)).collect::<Result<_, _>>().map(Some)
}
