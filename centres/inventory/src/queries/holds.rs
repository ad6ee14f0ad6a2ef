//! The holds of orders.

use kernel::Timestamp;
use store::{Read, StoreError};

use crate::model::{HoldId, HoldState, OrderId, Shelf};
use crate::store::{expired_holds, ids, shelf_at};

/// A hold as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    pub order: OrderId,
    pub id: HoldId,
    pub shelf: Shelf,
    /// What was promised.
    pub quantity: i64,
    /// What is still kept of it.
    pub open: i64,
    pub state: HoldState,
    pub expires_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

/// Whether a hold's time is up and its pieces are still kept.
pub fn holds_are_over(read: &mut dyn Read, now: Timestamp) -> Result<bool, StoreError> {
    Ok(!expired_holds(read, now, 1)?.is_empty())
}

/// All holds of orders, open or ended, by order, oldest first.
pub fn holds_of(read: &mut dyn Read, orders: &[OrderId]) -> Result<Vec<Hold>, StoreError> {
    let rows = read.query_in(
        "SELECT for_order, id, variant, warehouse, quantity, open, state, expires_at, created_at, ended_at
         FROM stock_holds WHERE for_order IN {list} ORDER BY for_order, id",
        &[],
        &ids(orders.iter().copied()),
    )?;
    rows.iter()
        .map(|row| {
            Ok(Hold {
                order: row.id(0)?,
                id: row.id(1)?,
                shelf: shelf_at(row, 2)?,
                quantity: row.int(4)?,
                open: row.int(5)?,
                state: row.parsed(6)?,
                expires_at: row.opt_at(7)?,
                created_at: row.at(8)?,
                ended_at: row.opt_at(9)?,
            })
        })
        .collect()
}
