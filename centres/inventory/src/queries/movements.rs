//! The movements of a variant, in the order they were recorded in.

use kernel::{CurrencyCode, Id, Timestamp, UnitPrice};
use store::{Read, Row, StoreError, Way, args};

use crate::model::{MovementId, MovementKind, VariantId, WarehouseId};

/// A movement as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedMovement {
    pub id: MovementId,
    pub warehouse: WarehouseId,
    pub kind: MovementKind,
    pub quantity: i64,
    pub unit_cost: Option<UnitPrice>,
    pub document: Option<String>,
    pub reason: Option<String>,
    /// When it happened.
    pub at: Timestamp,
    /// When Hanse learnt of it.
    pub recorded_at: Timestamp,
    pub actor: String,
}

/// Up to `limit` movements after one (from the first when `None`), in one warehouse or all.
pub fn list_movements(
    read: &mut dyn Read,
    variant: VariantId,
    warehouse: Option<WarehouseId>,
    way: Way,
    after: Option<MovementId>,
    limit: i64,
) -> Result<Vec<RecordedMovement>, StoreError> {
    let after = after.map_or(way.start(), Id::number);
    let (follows, order) = (way.follows(), way.order());
    let any = i64::from(warehouse.is_none());
    let sql = format!(
        "SELECT id, warehouse, kind, quantity, unit_cost_micros, unit_cost_currency, document, reason, at, recorded_at, actor \
         FROM stock_movements WHERE variant = $1 AND id {follows} $2 AND ($3 = 1 OR warehouse = $4) \
         ORDER BY id {order} LIMIT $5"
    );
    let args = args![variant.number(), after, any, warehouse.map_or(0, Id::number), limit];
    let rows = read.query(&sql, &args)?;
    rows.iter().map(movement).collect()
}

fn movement(row: &Row) -> Result<RecordedMovement, StoreError> {
    let currency: Option<CurrencyCode> = row.opt_parsed(5)?;
    Ok(RecordedMovement {
        id: row.id(0)?,
        warehouse: row.id(1)?,
        kind: row.parsed(2)?,
        quantity: row.int(3)?,
        unit_cost: row.opt_int(4)?.zip(currency).map(|(micros, currency)| UnitPrice::new(micros, currency)),
        document: row.opt_text(6)?.map(str::to_owned),
        reason: row.opt_text(7)?.map(str::to_owned),
        at: row.at(8)?,
        recorded_at: row.at(9)?,
        actor: row.text(10)?.to_owned(),
    })
}
