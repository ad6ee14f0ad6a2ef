//! The shortfall queue, oldest first.

use kernel::{Id, Timestamp};
use store::{Read, StoreError, args};

use crate::model::Shelf;
use crate::store::shelf_at;

/// What is missing on a shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortfall {
    pub shelf: Shelf,
    pub quantity: i64,
    /// The kind of movement that made it.
    pub cause: String,
    /// The paper of that movement.
    pub document: Option<String>,
    /// Who takes care of it.
    pub owner: Option<String>,
    pub since: Timestamp,
}

/// How many shelves are short, counted up to `at_most`.
pub fn count_shortfalls(read: &mut dyn Read, at_most: i64) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM stock_shortfalls LIMIT $1) short";
    read.query_one(sql, &args![at_most])?.map_or(Ok(0), |row| row.int(0))
}

/// Up to `limit` shortfalls that come after `after` in the queue.
pub fn list_shortfalls(
    read: &mut dyn Read,
    after: Option<(Timestamp, Shelf)>,
    limit: i64,
) -> Result<Vec<Shortfall>, StoreError> {
    let (since, variant, warehouse) = after.map_or((i64::MIN, i64::MIN, i64::MIN), |(since, shelf)| {
        (since.ms(), shelf.variant.number(), shelf.warehouse.number())
    });
    let rows = read.query(
        "SELECT variant, warehouse, quantity, cause, document, owner, since FROM stock_shortfalls
         WHERE since >= $1 AND (since > $1 OR variant > $2 OR (variant = $2 AND warehouse > $3))
         ORDER BY since, variant, warehouse LIMIT $4",
        &args![since, variant, warehouse, limit],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Shortfall {
                shelf: shelf_at(row, 0)?,
                quantity: row.int(2)?,
                cause: row.text(3)?.to_owned(),
                document: row.opt_text(4)?.map(str::to_owned),
                owner: row.opt_text(5)?.map(str::to_owned),
                since: row.at(6)?,
            })
        })
        .collect()
}
