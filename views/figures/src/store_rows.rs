//! All SQL that writes figures or reads them back to go on from.

use std::collections::HashMap;

use kernel::Timestamp;
use orders::OrderId;
use store::{Kind, Read, StoreError, Table, Tx, Value, args};

use crate::model::AsOf;

pub(crate) const FIGURE_LINES: Table = Table {
    name: "figure_lines",
    columns: &[
        ("quarter_hour", Kind::Int),
        ("order_id", Kind::Int),
        ("line", Kind::Int),
        ("position", Kind::Int),
        ("happened", Kind::Text),
        ("country", Kind::Text),
        ("market", Kind::Text),
        ("channel", Kind::Text),
        ("entity", Kind::Text),
        ("currency", Kind::Text),
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
        ("country", Kind::Text),
        ("market", Kind::Text),
        ("channel", Kind::Text),
        ("entity", Kind::Text),
        ("currency", Kind::Text),
        ("status", Kind::Text),
        ("held_because", Kind::Text),
        ("payment", Kind::Text),
        ("fulfilment", Kind::Text),
        ("version", Kind::Int),
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
    pub(crate) country: String,
    pub(crate) market: String,
    pub(crate) channel: String,
    pub(crate) entity: String,
    pub(crate) currency: String,
    pub(crate) status: String,
    pub(crate) held_because: Option<String>,
    pub(crate) payment: String,
    pub(crate) fulfilment: String,
    pub(crate) version: i64,
}

impl KnownOrder {
    /// Somebody waits for goods of it.
    fn waiting(&self) -> bool {
        matches!(self.status.as_str(), "open" | "held")
            && matches!(self.fulfilment.as_str(), "unfulfilled" | "partly_shipped")
    }

    pub(crate) fn into_row(self, id: OrderId) -> Vec<Value> {
        let waiting = self.waiting();
        vec![
            Value::id(id),
            Value::Int(self.quarter_hour),
            Value::from(self.country),
            Value::from(self.market),
            Value::from(self.channel),
            Value::from(self.entity),
            Value::from(self.currency),
            Value::from(self.status),
            Value::from(self.held_because),
            Value::from(self.payment),
            Value::from(self.fulfilment),
            Value::Int(self.version),
            Value::from(waiting),
        ]
    }
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
        "SELECT order_id, quarter_hour, country, market, channel, entity, currency, status, held_because, payment, fulfilment, \
         version FROM figure_orders WHERE order_id IN {list}",
        &[],
        &list(orders),
    )?;
    rows.iter()
        .map(|row| {
            let text = |place: usize| row.text(place).map(str::to_owned);
            let known = KnownOrder {
                quarter_hour: row.int(1)?,
                country: text(2)?,
                market: text(3)?,
                channel: text(4)?,
                entity: text(5)?,
                currency: text(6)?,
                status: text(7)?,
                held_because: row.opt_text(8)?.map(str::to_owned),
                payment: text(9)?,
                fulfilment: text(10)?,
                version: row.int(11)?,
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
    for sql in ["DELETE FROM figure_lines", "DELETE FROM figure_orders", "DELETE FROM figure_state"] {
        tx.execute(sql, &[])?;
    }
    Ok(())
}
