//! What is on its way.

use std::collections::BTreeMap;

use kernel::{Id, Timestamp};
use store::{Read, StoreError, args};

use crate::model::{Shelf, TransferId, VariantId, WarehouseId};
use crate::store::{ids, shelf_at};

/// A transfer's line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferLine {
    pub variant: VariantId,
    pub from: WarehouseId,
    pub to: WarehouseId,
    pub sent: i64,
    pub arrived: i64,
    pub lost: i64,
    pub document: Option<String>,
    pub sent_at: Timestamp,
    /// When nothing of it was in transit any more.
    pub ended_at: Option<Timestamp>,
}

impl TransferLine {
    pub fn in_transit(&self) -> i64 {
        self.sent - self.arrived - self.lost
    }
}

/// The lines of a transfer; empty when there is none of that id.
pub fn transfer(read: &mut dyn Read, id: TransferId) -> Result<Vec<TransferLine>, StoreError> {
    let rows = read.query(
        "SELECT variant, from_warehouse, to_warehouse, sent, arrived, lost, document, sent_at, ended_at
         FROM stock_transfers WHERE id = $1 ORDER BY variant",
        &args![id.number()],
    )?;
    rows.iter()
        .map(|row| {
            Ok(TransferLine {
                variant: row.id(0)?,
                from: row.id(1)?,
                to: row.id(2)?,
                sent: row.int(3)?,
                arrived: row.int(4)?,
                lost: row.int(5)?,
                document: row.opt_text(6)?.map(str::to_owned),
                sent_at: row.at(7)?,
                ended_at: row.opt_at(8)?,
            })
        })
        .collect()
}

/// Pieces on their way to shelves, for some variants.
pub fn in_transit(read: &mut dyn Read, variants: &[VariantId]) -> Result<BTreeMap<Shelf, i64>, StoreError> {
    let rows = read.query_in(
        "SELECT variant, to_warehouse, CAST(SUM(sent - arrived - lost) AS BIGINT) FROM stock_transfers
         WHERE ended_at IS NULL AND variant IN {list} GROUP BY variant, to_warehouse",
        &[],
        &ids(variants.iter().copied()),
    )?;
    rows.iter().map(|row| Ok((shelf_at(row, 0)?, row.int(2)?))).collect()
}
