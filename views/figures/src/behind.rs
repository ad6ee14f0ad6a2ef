//! The rows behind a number: what of which order line it is made of, adding up to it exactly.

use kernel::{CurrencyCode, Id, Money, Refusal, Timestamp};
use orders::OrderId;
use store::{CommandError, Read, Row, StoreError, Value};

use crate::model::{Cell, Measure, Question};
use crate::stock;
use crate::trade::{by_line, column, source};
use crate::waiting;

/// Where a page of rows ended: quarter hour, order, line, event position; of stock: variant and warehouse.
pub type BehindPlace = [i64; 4];

/// What of a number one line of one order, or one place of stock, makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BehindRow {
    /// None of stock.
    pub order: Option<OrderId>,
    /// What the order's shop calls it; none where it has no number.
    pub order_number: Option<String>,
    /// 0 when the order as a whole is meant.
    pub line: i64,
    /// `placed`, `cancelled`, `returned`, `credited`, `refunded`, `waiting`; of stock `in_stock`, `in_transit` or `short`.
    pub happened: String,
    /// The quarter hour it happened in (its beginning); of stock the moment of asking.
    pub at: Timestamp,
    pub sku: String,
    /// The warehouse's code, or `in_transit`; empty of orders.
    pub warehouse: String,
    /// Its part of the number.
    pub part: Cell,
    pub(crate) place: BehindPlace,
}

/// A page of rows, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    pub rows: Vec<BehindRow>,
    /// Where the next page begins.
    pub next: Option<BehindPlace>,
}

/// The rows behind `measure` under the question's time and filter (its dimensions do not matter: pin them by the filter). An average has
/// no rows of its own: refuses `figures_without_rows`.
pub fn rows_behind(
    read: &mut dyn Read,
    question: &Question,
    measure: Measure,
    after: Option<BehindPlace>,
    limit: usize,
    now: Timestamp,
) -> Result<Behind, CommandError> {
    check_stock(question, measure)?;
    let mut rows = match measure {
        Measure::Average => {
            return Err(Refusal::invalid("figures_without_rows").at("measure").with("measure", "average").into());
        }
        Measure::Waiting => waiting_orders(read, question, after, limit)?,
        stock if stock.is_stock() => stock::behind(read, question, stock, after, limit.saturating_add(1), now)?,
        _ => lines(read, question, measure, after, limit)?,
    };
    let more = rows.len() > limit;
    rows.truncate(limit);
    let orders: Vec<OrderId> = rows.iter().filter_map(|row| row.order).collect();
    let numbers = orders::queries::order_numbers(read, &orders)?;
    for row in &mut rows {
        row.order_number = row.order.and_then(|order| numbers.get(&order).cloned());
    }
    let next = rows.last().filter(|_| more).map(|row| row.place);
    Ok(Behind { rows, next })
}

/// Refuses filters that a measure knows nothing of: leaving them out would answer another question.
pub(crate) fn check_stock(question: &Question, measure: Measure) -> Result<(), Refusal> {
    let unfit = match measure.is_stock() {
        true => stock::unfit(question),
        false => (!question.filter.warehouse.is_empty()).then_some("warehouse"),
    };
    match unfit {
        None => Ok(()),
        Some(word) => {
            let refusal = Refusal::invalid("figures_dimension_unfit").at("/filters");
            Err(refusal.with("measure", measure.word()).with("dimension", word))
        }
    }
}

fn lines(
    read: &mut dyn Read,
    question: &Question,
    measure: Measure,
    after: Option<BehindPlace>,
    limit: usize,
) -> Result<Vec<BehindRow>, CommandError> {
    let Some((_, name)) = column(measure) else { return Ok(Vec::new()) };
    let (tables, mut conditions) = source(question, question.from, question.until);
    if let Some([quarter_hour, order, line, position]) = after {
        let mut place = |value: i64| conditions.arg(Value::Int(value));
        let (q, o, l, p) = (place(quarter_hour), place(order), place(line), place(position));
        conditions.texts.push(format!("(l.quarter_hour, l.order_id, l.line, l.position) > ({q}, {o}, {l}, {p})"));
    }
    let orders_by_line = measure == Measure::Orders && by_line(question);
    if orders_by_line {
        // An order counts once, by the first of its lines that fit.
        let mut within = crate::trade::Conditions::default();
        std::mem::swap(&mut within.args, &mut conditions.args);
        within.lines(&question.filter);
        let fits = within.texts.join(" AND ").replace("l.", "f.");
        std::mem::swap(&mut within.args, &mut conditions.args);
        let fits = if fits.is_empty() { String::new() } else { format!(" AND {fits}") };
        conditions.texts.push("l.happened = 'placed'".to_owned());
        conditions.texts.push(format!(
            "l.line = (SELECT MIN(f.line) FROM figure_lines f WHERE f.quarter_hour = l.quarter_hour AND f.order_id = l.order_id \
             AND f.happened = 'placed'{fits})"
        ));
    } else {
        conditions.texts.push(format!("l.{name} <> 0"));
    }
    let part = if orders_by_line { "1".to_owned() } else { format!("l.{name}") };
    let most = conditions.arg(waiting::limit(limit.saturating_add(1)));
    let sql = format!(
        "SELECT l.quarter_hour, l.order_id, l.line, l.position, l.happened, l.sku, p.currency, {part} FROM {tables} {} \
         ORDER BY l.quarter_hour, l.order_id, l.line, l.position LIMIT {most}",
        conditions.text()
    );
    let rows = read.query(&sql, &conditions.args)?;
    Ok(rows.iter().map(|row| behind(row, measure)).collect::<Result<_, _>>()?)
}

fn behind(row: &Row, measure: Measure) -> Result<BehindRow, StoreError> {
    let place = [row.int(0)?, row.int(1)?, row.int(2)?, row.int(3)?];
    let part = row.int(7)?;
    let currency: CurrencyCode = row.parsed(6)?;
    Ok(BehindRow {
        order: Some(OrderId::from_number(place[1])),
        order_number: None,
        line: place[2],
        happened: row.text(4)?.to_owned(),
        at: Timestamp::of_quarter_hour(place[0]),
        sku: row.text(5)?.to_owned(),
        warehouse: String::new(),
        part: if measure.is_money() { Cell::Money(Money::new(part, currency)) } else { Cell::Count(part) },
        place,
    })
}

fn waiting_orders(
    read: &mut dyn Read,
    question: &Question,
    after: Option<BehindPlace>,
    limit: usize,
) -> Result<Vec<BehindRow>, CommandError> {
    let mut conditions = waiting::conditions(question);
    if let Some([quarter_hour, order, ..]) = after {
        let (q, o) = (conditions.arg(Value::Int(quarter_hour)), conditions.arg(Value::Int(order)));
        conditions.texts.push(format!("(o.quarter_hour, o.order_id) > ({q}, {o})"));
    }
    let most = conditions.arg(waiting::limit(limit.saturating_add(1)));
    let sql = format!(
        "SELECT o.quarter_hour, o.order_id FROM figure_orders o JOIN figure_places p ON p.id = o.place {} ORDER BY o.quarter_hour, o.order_id LIMIT {most}",
        conditions.text()
    );
    let rows = read.query(&sql, &conditions.args)?;
    let rows = rows.iter().map(|row| {
        let place = [row.int(0)?, row.int(1)?, 0, 0];
        Ok(BehindRow {
            order: Some(OrderId::from_number(place[1])),
            order_number: None,
            line: 0,
            happened: "waiting".to_owned(),
            at: Timestamp::of_quarter_hour(place[0]),
            sku: String::new(),
            warehouse: String::new(),
            part: Cell::Count(1),
            place,
        })
    });
    Ok(rows.collect::<Result<_, StoreError>>()?)
}
