//! All SQL of the order centre: its tables' shapes, reading orders, writing what a command changed.

use std::collections::HashMap;

use kernel::{Context, Id, Timestamp, UnitPrice};
use store::{Kind, Read, Row, StoreError, Table, Tx, Value, args};

use crate::model::{
    Document, Order, OrderId, OrderLine, PaymentRecord, Return, ReturnId, ReturnLine, Shipment, ShipmentLine, Status,
};
use crate::new_order::NewOrder;

pub(crate) const ORDERS: Table = Table {
    name: "orders",
    columns: &[
        ("id", Kind::Int),
        ("channel", Kind::Text),
        ("shop", Kind::Text),
        ("external_number", Kind::Text),
        ("market", Kind::Text),
        ("entity", Kind::Text),
        ("currency", Kind::Text),
        ("buyer_kind", Kind::Text),
        ("person", Kind::Int),
        ("customer", Kind::Int),
        ("country", Kind::Text),
        ("status", Kind::Text),
        ("held_because", Kind::Text),
        ("payment", Kind::Text),
        ("fulfilment", Kind::Text),
        ("units", Kind::Int),
        ("net", Kind::Int),
        ("tax", Kind::Int),
        ("rounding", Kind::Int),
        ("gross", Kind::Int),
        ("paid", Kind::Int),
        ("refunded", Kind::Int),
        ("tax_status", Kind::Text),
        ("placed_at", Kind::Int),
        ("recorded_at", Kind::Int),
        ("changed_at", Kind::Int),
        ("version", Kind::Int),
        ("decisions", Kind::Text),
    ],
    key: &["id"],
};

pub(crate) const ORDER_LINES: Table = Table {
    name: "order_lines",
    columns: &[
        ("order_id", Kind::Int),
        ("line", Kind::Int),
        ("kind", Kind::Text),
        ("sku", Kind::Text),
        ("variant", Kind::Int),
        ("name", Kind::Text),
        ("quantity", Kind::Int),
        ("unit_price", Kind::Int),
        ("price_includes_tax", Kind::Int),
        ("net", Kind::Int),
        ("tax", Kind::Int),
        ("gross", Kind::Int),
        ("warehouse", Kind::Int),
        ("shipped", Kind::Int),
        ("delivered", Kind::Int),
        ("cancelled", Kind::Int),
        ("returned", Kind::Int),
        ("refunded", Kind::Int),
        ("category", Kind::Text),
        ("tax_class", Kind::Text),
        ("tax_status", Kind::Text),
        ("tax_answer", Kind::Text),
        ("price_answer", Kind::Text),
    ],
    key: &["order_id", "line"],
};

pub(crate) const SHIPMENTS: Table = Table {
    name: "shipments",
    columns: &[
        ("id", Kind::Int),
        ("order_id", Kind::Int),
        ("warehouse", Kind::Int),
        ("carrier", Kind::Text),
        ("tracking", Kind::Text),
        ("shipped_at", Kind::Int),
        ("delivered_at", Kind::Int),
    ],
    key: &["id"],
};

pub(crate) const SHIPMENT_LINES: Table = Table {
    name: "shipment_lines",
    columns: &[("shipment", Kind::Int), ("line", Kind::Int), ("quantity", Kind::Int)],
    key: &["shipment", "line"],
};

pub(crate) const ORDER_PAYMENTS: Table = Table {
    name: "order_payments",
    columns: &[
        ("id", Kind::Int),
        ("order_id", Kind::Int),
        ("kind", Kind::Text),
        ("method", Kind::Text),
        ("reference", Kind::Text),
        ("amount", Kind::Int),
        ("return_id", Kind::Int),
        ("at", Kind::Int),
    ],
    key: &["id"],
};

pub(crate) const ORDER_RETURNS: Table = Table {
    name: "order_returns",
    columns: &[
        ("id", Kind::Int),
        ("order_id", Kind::Int),
        ("state", Kind::Text),
        ("reason_code", Kind::Text),
        ("requested_at", Kind::Int),
        ("received_at", Kind::Int),
        ("version", Kind::Int),
    ],
    key: &["id"],
};

pub(crate) const ORDER_RETURN_LINES: Table = Table {
    name: "order_return_lines",
    columns: &[
        ("return_id", Kind::Int),
        ("line", Kind::Int),
        ("quantity", Kind::Int),
        ("received", Kind::Int),
        ("restocked", Kind::Int),
    ],
    key: &["return_id", "line"],
};

pub(crate) const ORDER_DOCUMENTS: Table = Table {
    name: "order_documents",
    columns: &[
        ("id", Kind::Int),
        ("order_id", Kind::Int),
        ("kind", Kind::Text),
        ("number", Kind::Text),
        ("corrects", Kind::Int),
        ("net", Kind::Int),
        ("tax", Kind::Int),
        ("gross", Kind::Int),
        ("issued_at", Kind::Int),
        ("facts", Kind::Text),
    ],
    key: &["id"],
};

pub(crate) fn order_row(order: &NewOrder, context: &Context) -> Vec<Value> {
    let paid_by_nothing = order.gross == 0;
    vec![
        Value::id(order.id),
        Value::from(order.channel.as_str()),
        Value::from(order.shop.as_str()),
        Value::from(order.external_number.as_deref()),
        Value::from(order.market.as_str()),
        Value::from(order.entity.as_str()),
        Value::from(order.currency.as_str()),
        Value::word(order.buyer_kind.word()),
        Value::from(order.person),
        Value::from(order.customer),
        Value::from(order.country.as_str()),
        Value::word(if order.held_because.is_some() { "held" } else { "open" }),
        order.held_because.map_or(Value::Null, Value::word),
        Value::word(if paid_by_nothing { "paid" } else { "unpaid" }),
        Value::word("unfulfilled"),
        Value::Int(order.units()),
        Value::Int(order.net),
        Value::Int(order.tax),
        Value::Int(order.rounding),
        Value::Int(order.gross),
        Value::Int(0),
        Value::Int(0),
        Value::word(order.tax_status.word()),
        Value::from(order.placed_at),
        Value::from(context.now),
        Value::from(context.now),
        Value::Int(1),
        Value::from(order.decisions.as_str()),
    ]
}

pub(crate) fn line_rows(order: &NewOrder) -> impl Iterator<Item = Vec<Value>> {
    order.lines.iter().zip(1i64..).map(|(line, number)| {
        vec![
            Value::id(order.id),
            Value::Int(number),
            Value::word(line.kind.word()),
            Value::from(line.sku.as_str()),
            Value::from(line.variant),
            Value::from(line.name.as_str()),
            Value::Int(line.quantity),
            Value::Int(line.unit_price.micros()),
            Value::from(line.price_includes_tax),
            Value::Int(line.net),
            Value::Int(line.tax),
            Value::Int(line.gross),
            Value::from(line.warehouse),
            Value::Int(0),
            Value::Int(0),
            Value::Int(0),
            Value::Int(0),
            Value::Int(0),
            Value::from(line.category.as_deref()),
            Value::from(line.tax_class.as_str()),
            Value::word(line.tax_status.word()),
            Value::from(line.tax_answer.as_str()),
            Value::from(line.price_answer.as_str()),
        ]
    })
}

const ORDER_COLUMNS: &str = "id, channel, shop, external_number, market, entity, currency, buyer_kind, person, customer, country, \
     status, held_because, payment, fulfilment, units, net, tax, rounding, gross, paid, refunded, tax_status, placed_at, recorded_at, \
     changed_at, version, decisions";

const LINE_COLUMNS: &str = "order_id, line, kind, sku, variant, name, quantity, unit_price, price_includes_tax, net, tax, gross, \
     warehouse, shipped, delivered, cancelled, returned, refunded, category, tax_class, tax_status, tax_answer, price_answer";

fn read_order(row: &Row) -> Result<Order, StoreError> {
    Ok(Order {
        id: row.id(0)?,
        channel: row.parsed(1)?,
        shop: row.parsed(2)?,
        external_number: row.opt_text(3)?.map(str::to_owned),
        market: row.parsed(4)?,
        entity: row.parsed(5)?,
        currency: row.parsed(6)?,
        buyer_kind: row.parsed(7)?,
        person: row.opt_int(8)?,
        customer: row.opt_int(9)?,
        country: row.parsed(10)?,
        status: row.parsed(11)?,
        held_because: row.opt_text(12)?.map(str::to_owned),
        payment: row.parsed(13)?,
        fulfilment: row.parsed(14)?,
        units: row.int(15)?,
        net: row.int(16)?,
        tax: row.int(17)?,
        rounding: row.int(18)?,
        gross: row.int(19)?,
        paid: row.int(20)?,
        refunded: row.int(21)?,
        tax_status: row.parsed(22)?,
        placed_at: row.at(23)?,
        recorded_at: row.at(24)?,
        changed_at: row.at(25)?,
        version: row.int(26)?,
        decisions: row.text(27)?.to_owned(),
        lines: Vec::new(),
    })
}

fn read_line(row: &Row, currency: kernel::CurrencyCode) -> Result<OrderLine, StoreError> {
    Ok(OrderLine {
        line: row.int(1)?,
        kind: row.parsed(2)?,
        sku: row.text(3)?.to_owned(),
        variant: row.opt_int(4)?,
        name: row.text(5)?.to_owned(),
        quantity: row.int(6)?,
        unit_price: UnitPrice::new(row.int(7)?, currency),
        price_includes_tax: row.flag(8)?,
        net: row.int(9)?,
        tax: row.int(10)?,
        gross: row.int(11)?,
        warehouse: row.opt_int(12)?,
        shipped: row.int(13)?,
        delivered: row.int(14)?,
        cancelled: row.int(15)?,
        returned: row.int(16)?,
        refunded: row.int(17)?,
        category: row.opt_text(18)?.map(str::to_owned),
        tax_class: row.text(19)?.to_owned(),
        tax_status: row.parsed(20)?,
        tax_answer: row.text(21)?.to_owned(),
        price_answer: row.text(22)?.to_owned(),
    })
}

/// Orders with their lines, in the order asked; those not there are left out. Two queries, however many orders.
pub(crate) fn orders_by_id(read: &mut dyn Read, ids: &[OrderId]) -> Result<Vec<Order>, StoreError> {
    let list: Vec<Value> = ids.iter().copied().map(Value::id).collect();
    let mut found: HashMap<i64, Order> = HashMap::with_capacity(ids.len());
    for row in read.query_in(&format!("SELECT {ORDER_COLUMNS} FROM orders WHERE id IN {{list}}"), &[], &list)? {
        let order = read_order(&row)?;
        found.insert(order.id.number(), order);
    }
    let lines = read.query_in(
        &format!("SELECT {LINE_COLUMNS} FROM order_lines WHERE order_id IN {{list}} ORDER BY order_id, line"),
        &[],
        &list,
    )?;
    for row in lines {
        if let Some(order) = found.get_mut(&row.int(0)?) {
            let line = read_line(&row, order.currency)?;
            order.lines.push(line);
        }
    }
    Ok(ids.iter().filter_map(|id| found.remove(&id.number())).collect())
}

/// Orders without their lines, by a condition on the orders table.
pub(crate) fn orders_where(read: &mut dyn Read, condition: &str, args: &[Value]) -> Result<Vec<Order>, StoreError> {
    read.query(&format!("SELECT {ORDER_COLUMNS} FROM orders WHERE {condition}"), args)?.iter().map(read_order).collect()
}

/// Orders without their lines, by a condition with a list.
pub(crate) fn orders_in(
    read: &mut dyn Read,
    condition: &str,
    args: &[Value],
    list: &[Value],
) -> Result<Vec<Order>, StoreError> {
    read.query_in(&format!("SELECT {ORDER_COLUMNS} FROM orders WHERE {condition}"), args, list)?
        .iter()
        .map(read_order)
        .collect()
}

/// Writes what a command changed on the order row itself.
pub(crate) fn save_order(tx: &mut Tx<'_>, order: &Order) -> Result<(), StoreError> {
    tx.update(
        &ORDERS,
        &[
            "customer", "status", "held_because", "payment", "fulfilment", "units", "net", "tax", "rounding", "gross", "paid",
            "refunded", "tax_status", "changed_at", "version",
        ],
        vec![vec![
            Value::id(order.id),
            Value::from(order.customer),
            Value::word(order.status.word()),
            Value::from(order.held_because.as_deref().filter(|_| order.status == Status::Held)),
            Value::word(order.payment.word()),
            Value::word(order.fulfilment.word()),
            Value::Int(order.units),
            Value::Int(order.net),
            Value::Int(order.tax),
            Value::Int(order.rounding),
            Value::Int(order.gross),
            Value::Int(order.paid),
            Value::Int(order.refunded),
            Value::word(order.tax_status.word()),
            Value::from(order.changed_at),
            Value::Int(order.version),
        ]],
    )
}

/// Writes the counters of the given lines.
pub(crate) fn save_lines(tx: &mut Tx<'_>, order: &Order, lines: &[i64]) -> Result<(), StoreError> {
    let rows = order
        .lines
        .iter()
        .filter(|line| lines.contains(&line.line))
        .map(|line| {
            vec![
                Value::id(order.id),
                Value::Int(line.line),
                Value::Int(line.shipped),
                Value::Int(line.delivered),
                Value::Int(line.cancelled),
                Value::Int(line.returned),
                Value::Int(line.refunded),
            ]
        })
        .collect();
    tx.update(&ORDER_LINES, &["shipped", "delivered", "cancelled", "returned", "refunded"], rows)
}

pub(crate) fn shipments_of(read: &mut dyn Read, order: OrderId) -> Result<Vec<Shipment>, StoreError> {
    let rows = read.query(
        "SELECT id, warehouse, carrier, tracking, shipped_at, delivered_at FROM shipments WHERE order_id = $1 ORDER BY id",
        &args![order.number()],
    )?;
    let ids: Vec<Value> = rows.iter().map(|row| row.int(0).map(Value::Int)).collect::<Result<_, _>>()?;
    let mut shipments = Vec::with_capacity(rows.len());
    for row in &rows {
        shipments.push(Shipment {
            id: row.id(0)?,
            warehouse: row.int(1)?,
            carrier: row.opt_text(2)?.map(str::to_owned),
            tracking: row.opt_text(3)?.map(str::to_owned),
            shipped_at: row.at(4)?,
            delivered_at: row.opt_at(5)?,
            lines: Vec::new(),
        });
    }
    let lines = read.query_in(
        "SELECT shipment, line, quantity FROM shipment_lines WHERE shipment IN {list} ORDER BY shipment, line",
        &[],
        &ids,
    )?;
    for row in &lines {
        let number = row.int(0)?;
        if let Some(shipment) = shipments.iter_mut().find(|shipment| shipment.id.number() == number) {
            shipment.lines.push(ShipmentLine { line: row.int(1)?, quantity: row.int(2)? });
        }
    }
    Ok(shipments)
}

pub(crate) fn payments_of(read: &mut dyn Read, order: OrderId) -> Result<Vec<PaymentRecord>, StoreError> {
    read.query(
        "SELECT id, kind, method, reference, amount, return_id, at FROM order_payments WHERE order_id = $1 ORDER BY id",
        &args![order.number()],
    )?
    .iter()
    .map(|row| {
        Ok(PaymentRecord {
            id: row.id(0)?,
            kind: row.parsed(1)?,
            method: row.text(2)?.to_owned(),
            reference: row.text(3)?.to_owned(),
            amount: row.int(4)?,
            return_id: row.opt_id(5)?,
            at: row.at(6)?,
        })
    })
    .collect()
}

const RETURN_COLUMNS: &str = "id, order_id, state, reason_code, requested_at, received_at, version";

pub(crate) fn returns_where(read: &mut dyn Read, condition: &str, args: &[Value]) -> Result<Vec<Return>, StoreError> {
    let rows = read.query(&format!("SELECT {RETURN_COLUMNS} FROM order_returns WHERE {condition}"), args)?;
    let ids: Vec<Value> = rows.iter().map(|row| row.int(0).map(Value::Int)).collect::<Result<_, _>>()?;
    let mut returns = Vec::with_capacity(rows.len());
    for row in &rows {
        returns.push(Return {
            id: row.id(0)?,
            order: row.id(1)?,
            state: row.parsed(2)?,
            reason_code: row.text(3)?.to_owned(),
            requested_at: row.at(4)?,
            received_at: row.opt_at(5)?,
            version: row.int(6)?,
            lines: Vec::new(),
        });
    }
    let lines = read.query_in(
        "SELECT return_id, line, quantity, received, restocked FROM order_return_lines WHERE return_id IN {list} ORDER BY return_id, line",
        &[],
        &ids,
    )?;
    for row in &lines {
        let id: ReturnId = row.id(0)?;
        if let Some(found) = returns.iter_mut().find(|candidate| candidate.id == id) {
            found.lines.push(ReturnLine {
                line: row.int(1)?,
                quantity: row.int(2)?,
                received: row.int(3)?,
                restocked: row.int(4)?,
            });
        }
    }
    Ok(returns)
}

pub(crate) fn documents_of(read: &mut dyn Read, order: OrderId) -> Result<Vec<Document>, StoreError> {
    read.query(
        "SELECT id, order_id, kind, number, corrects, net, tax, gross, issued_at, facts FROM order_documents WHERE order_id = $1 \
         ORDER BY id",
        &args![order.number()],
    )?
    .iter()
    .map(|row| {
        Ok(Document {
            id: row.id(0)?,
            order: row.id(1)?,
            kind: row.parsed(2)?,
            number: row.text(3)?.to_owned(),
            corrects: row.opt_id(4)?,
            net: row.int(5)?,
            tax: row.int(6)?,
            gross: row.int(7)?,
            issued_at: row.at(8)?,
            facts: row.text(9)?.to_owned(),
        })
    })
    .collect()
}

/// Which of these external numbers of one channel and shop are taken, and by which order.
pub(crate) fn external_numbers(
    read: &mut dyn Read,
    numbers: &[&str],
) -> Result<HashMap<(String, String, String), OrderId>, StoreError> {
    let list: Vec<Value> = numbers.iter().map(|number| Value::from(*number)).collect();
    let rows = read.query_in(
        "SELECT channel, shop, external_number, id FROM orders WHERE external_number IS NOT NULL AND external_number IN {list}",
        &[],
        &list,
    )?;
    rows.iter()
        .map(|row| {
            let key = (row.text(0)?.to_owned(), row.text(1)?.to_owned(), row.text(2)?.to_owned());
            Ok((key, row.id(3)?))
        })
        .collect()
}

pub(crate) fn at_or(at: Option<Timestamp>, now: Timestamp) -> Timestamp {
    at.unwrap_or(now).min(now)
}
