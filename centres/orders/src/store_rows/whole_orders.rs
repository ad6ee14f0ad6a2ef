//! Orders and their lines: written when placed, read whole, changed by commands.

use std::collections::HashMap;

use kernel::{Context, Id, Timestamp, UnitPrice};
use store::{Read, Row, StoreError, Tx, Value, args};

use super::tables::{ORDER_LINES, ORDERS};
use crate::model::{Order, OrderId, OrderLine, Status};
use crate::new_order::NewOrder;
use crate::reasons::{OrderReasons, Reasons};

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
        Value::Null,
    ]
}

pub(crate) fn reasons_row(order: OrderId, reasons: &Reasons) -> Vec<Value> {
    vec![Value::id(order), Value::Blob(reasons.packed().to_vec())]
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
        ]
    })
}

const ORDER_COLUMNS: &str = "id, channel, shop, external_number, market, entity, currency, buyer_kind, person, customer, country, \
     status, held_because, payment, fulfilment, units, net, tax, rounding, gross, paid, refunded, tax_status, placed_at, recorded_at, \
     changed_at, version, held_until";

const LINE_COLUMNS: &str = "order_id, line, kind, sku, variant, name, quantity, unit_price, price_includes_tax, net, tax, gross, \
     warehouse, shipped, delivered, cancelled, returned, refunded, category, tax_class, tax_status";

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
        held_until: row.opt_at(27)?,
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

/// Why an order, read with its lines, is as it is. One query.
pub(crate) fn reasons_of(read: &mut dyn Read, order: &Order) -> Result<OrderReasons, StoreError> {
    let row = read.query_one("SELECT packed FROM order_reasons WHERE order_id = $1", &[Value::id(order.id)])?;
    let Some(row) = row else { return Ok(OrderReasons::default()) };
    let (decisions, lines) = Reasons::of_packed(row.blob(0)?).open()?;
    Ok(OrderReasons { decisions, lines: order.lines.iter().map(|line| line.line).zip(lines).collect() })
}

/// Orders whose hold's time is over, longest ago first.
pub(crate) fn ended_holds(read: &mut dyn Read, now: Timestamp, limit: u16) -> Result<Vec<OrderId>, StoreError> {
    let sql =
        "SELECT id FROM orders WHERE held_until IS NOT NULL AND held_until <= $1 ORDER BY held_until, id LIMIT $2";
    read.query(sql, &args![now, i64::from(limit)])?.iter().map(|row| row.id(0)).collect()
}

/// Those of these orders that fit all conditions, without their lines, in no order.
pub(crate) fn orders_of(
    read: &mut dyn Read,
    ids: &[Value],
    conditions: &[String],
    args: &[Value],
) -> Result<Vec<Order>, StoreError> {
    // CROSS: SQLite reads each by its key. Left the choice, it reads all orders that fit and looks which of them are in the list.
    let mut sql = format!("SELECT {ORDER_COLUMNS} FROM {{each}} CROSS JOIN orders WHERE id = each.value");
    for condition in conditions {
        sql.push_str(" AND ");
        sql.push_str(condition);
    }
    read.query_in(&sql, args, ids)?.iter().map(read_order).collect()
}

/// Writes what a command changed on the order row itself.
pub(crate) fn save_order(tx: &mut Tx<'_>, order: &Order) -> Result<(), StoreError> {
    tx.update(
        &ORDERS,
        &[
            "customer",
            "status",
            "held_because",
            "held_until",
            "payment",
            "fulfilment",
            "units",
            "net",
            "tax",
            "rounding",
            "gross",
            "paid",
            "refunded",
            "tax_status",
            "changed_at",
            "version",
        ],
        vec![vec![
            Value::id(order.id),
            Value::from(order.customer),
            Value::word(order.status.word()),
            Value::from(order.held_because.as_deref().filter(|_| order.status == Status::Held)),
            Value::from(order.held_until.filter(|_| order.status == Status::Held)),
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
