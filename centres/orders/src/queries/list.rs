//! The list of orders, newest first, by filters, a page at a time.

use kernel::id::first_id_at;
use kernel::{ChannelCode, CountryCode, Id, MarketCode, Timestamp};
use store::find::{FindQuery, Word};
use store::{Read, StoreError, Value};

use crate::model::{Fulfilment, Order, OrderId, Payment, Status};
use crate::store_rows::orders_in;
use crate::words;

/// What a list is filtered by; everything given must hold.
#[derive(Debug, Clone, Default)]
pub struct OrderFilter {
    pub status: Option<Status>,
    pub held_because: Option<String>,
    pub payment: Option<Payment>,
    pub fulfilment: Option<Fulfilment>,
    pub market: Option<MarketCode>,
    pub channel: Option<ChannelCode>,
    pub country: Option<CountryCode>,
    pub customer: Option<i64>,
    /// By the time the order was recorded (its id's time).
    pub recorded_from: Option<Timestamp>,
    pub recorded_to: Option<Timestamp>,
}

impl OrderFilter {
    /// Whether the candidates of [`candidates`] all fit (but for codes that differ only by `-` and `_`): then no more of them are
    /// looked at than a page holds.
    fn is_exact(&self) -> bool {
        let codes = self.market.is_some() || self.channel.is_some() || self.country.is_some();
        let axes = self.payment.is_some() || self.fulfilment.is_some();
        let held =
            matches!(self.status, None | Some(Status::Held)) && (self.status.is_some() || self.held_because.is_some());
        match (self.customer, held) {
            (Some(_), _) => !codes && !axes && self.status.is_none() && self.held_because.is_none(),
            (None, true) => !codes && !axes,
            (None, false) => !axes && self.status.is_none() && self.held_because.is_none(),
        }
    }
}

/// How many orders one step of a scan looks at before it widens its window.
const FIRST_WINDOW: usize = 400;
/// A scan never looks at more than this many orders for one page; what then misses is said by a cursor without rows.
const SCAN_LIMIT: usize = 20_000;

/// A page of orders without lines, newest first, and the id to go on from.
pub fn list_orders(
    read: &mut dyn Read,
    filter: &OrderFilter,
    before: Option<OrderId>,
    limit: usize,
) -> Result<(Vec<Order>, Option<OrderId>), StoreError> {
    let floor = filter.recorded_from.map_or(0, |at| first_id_at(at.ms()));
    let ceiling = filter.recorded_to.map_or(i64::MAX, |at| first_id_at(at.ms()));
    let mut below = before.map_or(i64::MAX, Id::number).min(ceiling);
    let mut found: Vec<Order> = Vec::with_capacity(limit);
    let mut window = if filter.is_exact() { limit.max(1) } else { FIRST_WINDOW.max(limit) };
    let mut looked_at = 0usize;
    loop {
        let (ids, last) = candidates(read, filter, floor, below, window)?;
        looked_at = looked_at.saturating_add(ids.len());
        let exhausted = ids.len() < window;
        let fitting = if ids.is_empty() { Vec::new() } else { fit(read, filter, &ids)? };
        for order in fitting {
            below = order.id.number();
            found.push(order);
            if found.len() == limit {
                return Ok((found, Some(OrderId::from_number(below))));
            }
        }
        if exhausted {
            return Ok((found, None));
        }
        below = last;
        if looked_at >= SCAN_LIMIT {
            return Ok((found, Some(OrderId::from_number(below))));
        }
        window = window.saturating_mul(2).min(4_000);
    }
}

/// The next `window` ids that may fit: from the narrowest index there is.
fn candidates(
    read: &mut dyn Read,
    filter: &OrderFilter,
    floor: i64,
    below: i64,
    window: usize,
) -> Result<(Vec<Value>, i64), StoreError> {
    let limit = i64::try_from(window).unwrap_or(i64::MAX);
    let range = [Value::Int(below), Value::Int(floor), Value::Int(limit)];
    let numbers: Vec<i64> = if let Some(customer) = filter.customer {
        let sql = "SELECT id FROM orders WHERE id < $1 AND id >= $2 AND customer = $4 ORDER BY id DESC LIMIT $3";
        let [a, b, c] = range;
        read.query(sql, &[a, b, c, Value::Int(customer)])?.iter().map(|row| row.int(0)).collect::<Result<_, _>>()?
    } else if filter.status == Some(Status::Held) || filter.status.is_none() && filter.held_because.is_some() {
        let sql = match filter.held_because {
            Some(_) => {
                "SELECT id FROM orders WHERE id < $1 AND id >= $2 AND status = 'held' AND held_because = $4 ORDER BY id DESC LIMIT $3"
            }
            None => "SELECT id FROM orders WHERE id < $1 AND id >= $2 AND status = 'held' ORDER BY id DESC LIMIT $3",
        };
        let mut args = range.to_vec();
        args.extend(filter.held_because.as_deref().map(Value::from));
        read.query(sql, &args)?.iter().map(|row| row.int(0)).collect::<Result<_, _>>()?
    } else {
        let tokens: Vec<Vec<Word>> = [
            filter.market.map(|market| format!("m_{}", words::token(market.as_str()))),
            filter.channel.map(|channel| format!("c_{}", words::token(channel.as_str()))),
            filter.country.map(|country| format!("d_{}", words::token(country.as_str()))),
        ]
        .into_iter()
        .flatten()
        .map(|token| vec![Word::exact(token)])
        .collect();
        if tokens.is_empty() {
            let sql = "SELECT id FROM orders WHERE id < $1 AND id >= $2 ORDER BY id DESC LIMIT $3";
            read.query(sql, &range)?.iter().map(|row| row.int(0)).collect::<Result<_, _>>()?
        } else {
            read.find(words::INDEX, &FindQuery { all_of: tokens, before: below, from: floor, limit: window })?
        }
    };
    let last = numbers.last().copied().unwrap_or(below);
    Ok((numbers.into_iter().map(Value::Int).collect(), last))
}

fn fit(read: &mut dyn Read, filter: &OrderFilter, ids: &[Value]) -> Result<Vec<Order>, StoreError> {
    let mut conditions = vec!["id IN {list}".to_owned()];
    let mut args: Vec<Value> = Vec::new();
    let mut add = |column: &str, value: Option<Value>| {
        if let Some(value) = value {
            args.push(value);
            conditions.push(format!("{column} = ${}", args.len()));
        }
    };
    add("status", filter.status.map(|word| Value::word(word.word())));
    add("held_because", filter.held_because.as_deref().map(Value::from));
    add("payment", filter.payment.map(|word| Value::word(word.word())));
    add("fulfilment", filter.fulfilment.map(|word| Value::word(word.word())));
    add("market", filter.market.map(|code| Value::from(code.as_str())));
    add("channel", filter.channel.map(|code| Value::from(code.as_str())));
    add("country", filter.country.map(|code| Value::from(code.as_str())));
    add("customer", filter.customer.map(Value::Int));
    let condition = format!("{} ORDER BY id DESC", conditions.join(" AND "));
    orders_in(read, &condition, &args, ids)
}
