//! The SQL of stock: its tables' shapes and the questions asked inside the writer.

use std::collections::BTreeMap;

use kernel::{EntityCode, Id, Timestamp};
use store::{Kind, Read, Row, StoreError, Table, Value, args};

use crate::model::{Balance, HoldId, OrderId, Shelf, VariantId, WarehouseId};
use crate::worth::Pool;

pub(crate) const WAREHOUSES: Table = Table {
    name: "warehouses",
    columns: &[
        ("id", Kind::Int),
        ("code", Kind::Text),
        ("country", Kind::Text),
        ("postcode", Kind::Text),
        ("zone", Kind::Text),
        ("entity", Kind::Text),
        ("active", Kind::Int),
        ("created_at", Kind::Int),
        ("version", Kind::Int),
    ],
    key: &["id"],
};
pub(crate) const BALANCES: Table = Table {
    name: "stock_balances",
    columns: &[
        ("variant", Kind::Int),
        ("warehouse", Kind::Int),
        ("on_hand", Kind::Int),
        ("held", Kind::Int),
        ("buffer", Kind::Int),
        ("shortfall", Kind::Int),
    ],
    key: &["variant", "warehouse"],
};
pub(crate) const MOVEMENTS: Table = Table {
    name: "stock_movements",
    columns: &[
        ("variant", Kind::Int),
        ("id", Kind::Int),
        ("warehouse", Kind::Int),
        ("kind", Kind::Text),
        ("quantity", Kind::Int),
        ("unit_cost_micros", Kind::Int),
        ("unit_cost_currency", Kind::Text),
        ("document", Kind::Text),
        ("reason", Kind::Text),
        ("at", Kind::Int),
        ("recorded_at", Kind::Int),
        ("actor", Kind::Text),
    ],
    key: &["variant", "id"],
};
pub(crate) const HOLDS: Table = Table {
    name: "stock_holds",
    columns: &[
        ("for_order", Kind::Int),
        ("id", Kind::Int),
        ("variant", Kind::Int),
        ("warehouse", Kind::Int),
        ("quantity", Kind::Int),
        ("open", Kind::Int),
        ("state", Kind::Text),
        ("expires_at", Kind::Int),
        ("created_at", Kind::Int),
        ("ended_at", Kind::Int),
    ],
    key: &["for_order", "id"],
};
pub(crate) const SHORTFALLS: Table = Table {
    name: "stock_shortfalls",
    columns: &[
        ("variant", Kind::Int),
        ("warehouse", Kind::Int),
        ("quantity", Kind::Int),
        ("cause", Kind::Text),
        ("document", Kind::Text),
        ("owner", Kind::Text),
        ("since", Kind::Int),
    ],
    key: &["variant", "warehouse"],
};
pub(crate) const COSTS: Table = Table {
    name: "stock_costs",
    columns: &[
        ("variant", Kind::Int),
        ("entity", Kind::Text),
        ("currency", Kind::Text),
        ("known", Kind::Int),
        ("value", Kind::Int),
        ("unknown", Kind::Int),
        ("last_known", Kind::Int),
        ("last_value", Kind::Int),
    ],
    key: &["variant", "entity"],
};
pub(crate) const TRANSFERS: Table = Table {
    name: "stock_transfers",
    columns: &[
        ("id", Kind::Int),
        ("variant", Kind::Int),
        ("from_warehouse", Kind::Int),
        ("to_warehouse", Kind::Int),
        ("sent", Kind::Int),
        ("arrived", Kind::Int),
        ("lost", Kind::Int),
        ("document", Kind::Text),
        ("sent_at", Kind::Int),
        ("ended_at", Kind::Int),
    ],
    key: &["id", "variant"],
};

/// A hold that still keeps pieces.
#[derive(Debug, Clone)]
pub(crate) struct OpenHold {
    pub(crate) order: OrderId,
    pub(crate) id: HoldId,
    pub(crate) shelf: Shelf,
    pub(crate) open: i64,
    pub(crate) expires_at: Option<Timestamp>,
}

pub(crate) fn ids<I: Id>(list: impl IntoIterator<Item = I>) -> Vec<Value> {
    list.into_iter().map(Value::id).collect()
}

/// A shelf in columns `place` and `place + 1`.
pub(crate) fn shelf_at(row: &Row, place: usize) -> Result<Shelf, StoreError> {
    Ok(Shelf { variant: row.id(place)?, warehouse: row.id(place + 1)? })
}

/// The balances of variants in all warehouses.
pub(crate) fn balances_of(read: &mut dyn Read, variants: &[VariantId]) -> Result<Vec<Balance>, StoreError> {
    let rows = read.query_in(
        "SELECT variant, warehouse, on_hand, held, buffer FROM {each} JOIN stock_balances ON variant = each.value",
        &[],
        &ids(variants.iter().copied()),
    )?;
    rows.iter().map(balance).collect()
}

/// The balances of shelves of one warehouse.
pub(crate) fn balances_in(read: &mut dyn Read, shelves: &[Shelf]) -> Result<Vec<Balance>, StoreError> {
    let Some(first) = shelves.first() else { return Ok(Vec::new()) };
    let rows = read.query_in(
        "SELECT variant, warehouse, on_hand, held, buffer FROM stock_balances WHERE warehouse = $1 AND variant IN {list}",
        &[Value::id(first.warehouse)],
        &ids(shelves.iter().map(|shelf| shelf.variant)),
    )?;
    rows.iter().map(balance).collect()
}

pub(crate) fn balance(row: &Row) -> Result<Balance, StoreError> {
    Ok(Balance { shelf: shelf_at(row, 0)?, on_hand: row.int(2)?, held: row.int(3)?, buffer: row.int(4)? })
}

fn open_hold(row: &Row) -> Result<OpenHold, StoreError> {
    Ok(OpenHold {
        order: row.id(0)?,
        id: row.id(1)?,
        shelf: shelf_at(row, 2)?,
        open: row.int(4)?,
        expires_at: row.opt_at(5)?,
    })
}

/// The open holds of orders, oldest first within an order.
pub(crate) fn open_holds_of(read: &mut dyn Read, orders: &[OrderId]) -> Result<Vec<OpenHold>, StoreError> {
    let rows = read.query_in(
        "SELECT for_order, id, variant, warehouse, open, expires_at FROM stock_holds
         WHERE for_order IN {list} AND state = 'held' ORDER BY for_order, id",
        &[],
        &ids(orders.iter().copied()),
    )?;
    rows.iter().map(open_hold).collect()
}

/// The open holds of variants whose time is up at `until`.
pub(crate) fn expired_holds_of(
    read: &mut dyn Read,
    variants: &[VariantId],
    until: Timestamp,
) -> Result<Vec<OpenHold>, StoreError> {
    let rows = read.query_in(
        "SELECT for_order, id, variant, warehouse, open, expires_at FROM stock_holds
         WHERE state = 'held' AND expires_at IS NOT NULL AND expires_at <= $1 AND variant IN {list}
         ORDER BY expires_at, for_order, id",
        &args![until],
        &ids(variants.iter().copied()),
    )?;
    rows.iter().map(open_hold).collect()
}

/// The open holds whose time is up at `until`, longest ago first.
pub(crate) fn expired_holds(read: &mut dyn Read, until: Timestamp, limit: i64) -> Result<Vec<OpenHold>, StoreError> {
    let rows = read.query(
        "SELECT for_order, id, variant, warehouse, open, expires_at FROM stock_holds
         WHERE state = 'held' AND expires_at IS NOT NULL AND expires_at <= $1
         ORDER BY expires_at, for_order, id LIMIT $2",
        &args![until, limit],
    )?;
    rows.iter().map(open_hold).collect()
}

/// A variant's stock of one owner.
pub(crate) type Owned = (VariantId, EntityCode);

/// What is known of the worth of variants.
pub(crate) fn pools_of(read: &mut dyn Read, variants: &[VariantId]) -> Result<BTreeMap<Owned, Pool>, StoreError> {
    let rows = read.query_in(
        "SELECT variant, entity, currency, known, value, unknown, last_known, last_value FROM stock_costs
         WHERE variant IN {list}",
        &[],
        &ids(variants.iter().copied()),
    )?;
    rows.iter().map(pool).collect()
}

pub(crate) fn pool(row: &Row) -> Result<(Owned, Pool), StoreError> {
    let pool = Pool {
        currency: row.parsed(2)?,
        known: row.int(3)?,
        value: row.int(4)?,
        unknown: row.int(5)?,
        last: (row.int(6)?, row.int(7)?),
    };
    Ok(((row.id(0)?, row.parsed(1)?), pool))
}

/// Who owns what lies in these warehouses.
pub(crate) fn owners(
    read: &mut dyn Read,
    warehouses: &[WarehouseId],
) -> Result<BTreeMap<WarehouseId, EntityCode>, StoreError> {
    let sql = "SELECT id, entity FROM warehouses WHERE id IN {list}";
    let rows = read.query_in(sql, &[], &ids(warehouses.iter().copied()))?;
    rows.iter().map(|row| Ok((row.id(0)?, row.parsed(1)?))).collect()
}

/// The pieces each owner has of variants, on shelves and in transit.
pub(crate) fn pieces_owned(read: &mut dyn Read, variants: &[VariantId]) -> Result<BTreeMap<Owned, i64>, StoreError> {
    let list = ids(variants.iter().copied());
    let mut pieces = BTreeMap::new();
    for sql in [
        "SELECT b.variant, w.entity, CAST(SUM(b.on_hand) AS BIGINT) FROM stock_balances b
         JOIN warehouses w ON w.id = b.warehouse WHERE b.variant IN {list} GROUP BY b.variant, w.entity",
        "SELECT t.variant, w.entity, CAST(SUM(t.sent - t.arrived - t.lost) AS BIGINT) FROM stock_transfers t
         JOIN warehouses w ON w.id = t.from_warehouse WHERE t.ended_at IS NULL AND t.variant IN {list}
         GROUP BY t.variant, w.entity",
    ] {
        for row in read.query_in(sql, &[], &list)? {
            let of: &mut i64 = pieces.entry((row.id(0)?, row.parsed(1)?)).or_default();
            *of = of.saturating_add(row.int(2)?);
        }
    }
    Ok(pieces)
}
