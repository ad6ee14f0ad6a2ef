//! All SQL that writes figures or reads them back to go on from.

use std::collections::HashMap;

use kernel::Timestamp;
use orders::OrderId;
use store::{Kind, Read, StoreError, Table, Tx, Value, args};

use crate::model::AsOf;

pub(crate) const FIGURE_PLACES: Table = Table {
    name: "figure_places",
    columns: &[
        ("id", Kind::Int),
        ("words", Kind::Text),
        ("country", Kind::Text),
        ("market", Kind::Text),
        ("channel", Kind::Text),
        ("entity", Kind::Text),
        ("currency", Kind::Text),
    ],
    key: &["id"],
};

pub(crate) const FIGURE_LINES: Table = Table {
    name: "figure_lines",
    columns: &[
        ("quarter_hour", Kind::Int),
        ("order_id", Kind::Int),
        ("line", Kind::Int),
        ("position", Kind::Int),
        ("place", Kind::Int),
        ("happened", Kind::Text),
        ("kind", Kind::Text),
        ("sku", Kind::Text),
        ("category", Kind::Text),
        ("tax_status", Kind::Text),
        ("quantity", Kind::Int),
        ("line_net", Kind::Int),
        ("line_tax", Kind::Int),
        ("orders", Kind::Int),
        ("units", Kind::Int),
        ("sales", Kind::Int),
        ("returns", Kind::Int),
        ("refunds", Kind::Int),
        ("credits", Kind::Int),
        ("tax_owed", Kind::Int),
        ("tax_not_determined", Kind::Int),
    ],
    key: &["quarter_hour", "order_id", "line", "position"],
};

pub(crate) const FIGURE_ORDERS: Table = Table {
    name: "figure_orders",
    columns: &[
        ("order_id", Kind::Int),
        ("quarter_hour", Kind::Int),
        ("place", Kind::Int),
        ("status", Kind::Text),
        ("waiting", Kind::Int),
    ],
    key: &["order_id"],
};

const FIGURE_STATE: Table = Table {
    name: "figure_state",
    columns: &[("id", Kind::Int), ("position", Kind::Int), ("at", Kind::Int)],
    key: &["id"],
};

/// An order as the figures know it.
#[derive(Debug, Clone)]
pub(crate) struct KnownOrder {
    pub(crate) quarter_hour: i64,
    pub(crate) place: i64,
    pub(crate) status: String,
    /// Somebody waits for goods of it.
    pub(crate) waiting: bool,
    /// What has to be written of it.
    pub(crate) write: Write,
}

/// What has to be written of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Write {
    Nothing,
    State,
    All,
}

/// Whether somebody waits for goods of an order in this state.
pub(crate) fn waits(status: &str, fulfilment: &str) -> bool {
    matches!(status, "open" | "held") && matches!(fulfilment, "unfulfilled" | "partly_shipped")
}

/// Orders as they stand now: those that are new, and of the others those whose state changed.
pub(crate) struct OrderRows {
    new: Vec<Vec<Value>>,
    changed: Vec<Vec<Value>>,
}

impl OrderRows {
    pub(crate) fn of(orders: HashMap<OrderId, KnownOrder>) -> Self {
        let mut orders: Vec<(OrderId, KnownOrder)> = orders.into_iter().collect();
        orders.sort_unstable_by_key(|(id, _)| *id);
        let (mut new, mut changed) = (Vec::new(), Vec::new());
        for (id, order) in orders {
            let KnownOrder { quarter_hour, place, status, waiting, write } = order;
            let state = [Value::from(status), Value::from(waiting)];
            match write {
                Write::Nothing => {}
                Write::State => changed.push(std::iter::once(Value::id(id)).chain(state).collect()),
                Write::All => {
                    let row = [Value::id(id), Value::Int(quarter_hour), Value::Int(place)];
                    new.push(row.into_iter().chain(state).collect());
                }
            }
        }
        Self { new, changed }
    }

    pub(crate) fn write(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        tx.upsert(&FIGURE_ORDERS, self.new.clone())?;
        tx.update(&FIGURE_ORDERS, &["status", "waiting"], self.changed.clone())
    }
}

/// The numbers of places, by their words. One query.
pub(crate) fn known_places(read: &mut dyn Read, words: &[Value]) -> Result<HashMap<String, i64>, StoreError> {
    let rows = read.query_in("SELECT words, id FROM figure_places WHERE words IN {list}", &[], words)?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.int(1)?))).collect()
}

/// The number of the newest place.
pub(crate) fn newest_place(read: &mut dyn Read) -> Result<i64, StoreError> {
    let row = read.query_one("SELECT COALESCE(MAX(id), 0) FROM figure_places", &[])?;
    row.map_or(Ok(0), |row| row.int(0))
}

/// A line as it was placed.
#[derive(Debug, Clone)]
pub(crate) struct KnownLine {
    pub(crate) kind: String,
    pub(crate) sku: String,
    pub(crate) category: String,
    pub(crate) tax_status: String,
    pub(crate) quantity: i64,
    pub(crate) net: i64,
    pub(crate) tax: i64,
}

fn list(orders: &[OrderId]) -> Vec<Value> {
    orders.iter().copied().map(Value::id).collect()
}

/// Those of the orders that are known. One query.
pub(crate) fn known_orders(
    read: &mut dyn Read,
    orders: &[OrderId],
) -> Result<HashMap<OrderId, KnownOrder>, StoreError> {
    let rows = read.query_in(
        "SELECT order_id, quarter_hour, place, status, waiting FROM figure_orders WHERE order_id IN {list}",
        &[],
        &list(orders),
    )?;
    rows.iter()
        .map(|row| {
            let known = KnownOrder {
                quarter_hour: row.int(1)?,
                place: row.int(2)?,
                status: row.text(3)?.to_owned(),
                waiting: row.flag(4)?,
                write: Write::Nothing,
            };
            Ok((row.id(0)?, known))
        })
        .collect()
}

/// The lines of these orders, as they came: of a line's rows the first one told. One query.
pub(crate) fn known_lines(
    read: &mut dyn Read,
    orders: &[OrderId],
) -> Result<HashMap<(OrderId, i64), KnownLine>, StoreError> {
    let rows = read.query_in(
        "SELECT l.order_id, l.line, l.kind, l.sku, l.category, l.tax_status, l.quantity, l.line_net, \
         l.line_tax FROM figure_orders o JOIN figure_lines l \
         ON l.quarter_hour = o.quarter_hour AND l.order_id = o.order_id WHERE o.order_id IN {list} AND l.happened IN ('placed', 'returned') AND l.line > 0 ORDER BY l.position DESC",
        &[],
        &list(orders),
    )?;
    rows.iter()
        .map(|row| {
            let text = |place: usize| row.text(place).map(str::to_owned);
            let known = KnownLine {
                kind: text(2)?,
                sku: text(3)?,
                category: text(4)?,
                tax_status: text(5)?,
                quantity: row.int(6)?,
                net: row.int(7)?,
                tax: row.int(8)?,
            };
            Ok(((row.id(0)?, row.int(1)?), known))
        })
        .collect()
}

/// Notes the last event counted.
pub(crate) fn write_state(tx: &mut Tx<'_>, position: i64, at: Timestamp) -> Result<(), StoreError> {
    tx.upsert(&FIGURE_STATE, vec![vec![Value::Int(1), Value::Int(position), Value::from(at)]])
}

/// Up to where events are in the figures.
pub fn as_of(read: &mut dyn Read) -> Result<AsOf, StoreError> {
    let row = read.query_one("SELECT position, at FROM figure_state WHERE id = $1", &args![1i64])?;
    Ok(match row {
        None => AsOf { position: 0, at: None },
        Some(row) => AsOf { position: row.int(0)?, at: Some(row.at(1)?) },
    })
}

/// Throws all figures away.
pub(crate) fn clear(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM figure_lines",
        "DELETE FROM figure_orders",
        "DELETE FROM figure_places",
        "DELETE FROM figure_state",
    ] {
        tx.execute(sql, &[])?;
    }
    Ok(())
}
