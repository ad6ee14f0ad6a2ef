//! The list of orders, newest first, by filters, a page at a time.

use kernel::id::first_id_at;
use kernel::{ChannelCode, CountryCode, Id, MarketCode, Timestamp};
use store::find::{FindQuery, Word};
use store::{Read, StoreError, Value, args};

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
    /// Whether all candidates fit (but for codes that differ only by `-` and `_`): then no more of them are looked at than a page
    /// holds.
    fn is_exact(&self) -> bool {
        let held = self.held_because.is_some();
        let kinds = [self.customer.is_some(), held, self.has_standing() && !(held && self.is_held()), self.has_codes()];
        kinds.iter().filter(|asked| **asked).count() <= 1
    }

    /// Whether it asks where orders stand.
    fn has_standing(&self) -> bool {
        self.status.is_some() || self.payment.is_some() || self.fulfilment.is_some()
    }

    /// Whether it asks for held orders and nothing else of where they stand.
    fn is_held(&self) -> bool {
        self.status == Some(Status::Held) && self.payment.is_none() && self.fulfilment.is_none()
    }

    fn has_codes(&self) -> bool {
        self.market.is_some() || self.channel.is_some() || self.country.is_some()
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

/// The next `window` ids that may fit, newest first, and the last of them: from the narrowest source there is.
fn candidates(
    read: &mut dyn Read,
    filter: &OrderFilter,
    floor: i64,
    below: i64,
    window: usize,
) -> Result<(Vec<Value>, i64), StoreError> {
    let within = Within { floor, below, window };
    let numbers = if let Some(customer) = filter.customer {
        within.ids(read, "customer = $4", &[Value::Int(customer)])?
    } else if let Some(reason) = &filter.held_because {
        within.ids(read, "status = 'held' AND held_because = $4", &[Value::from(reason.as_str())])?
    } else {
        match (filter.has_standing(), filter.has_codes()) {
            (false, false) => within.ids(read, "id > 0", &[])?,
            (true, false) => within.standing(read, filter)?,
            (false, true) => within.coded(read, filter)?,
            (true, true) => narrower(within.standing(read, filter)?, within.coded(read, filter)?, window),
        }
    };
    let last = numbers.last().copied().unwrap_or(below);
    Ok((numbers.into_iter().map(Value::Int).collect(), last))
}

/// Of two sources the one that holds fewer orders: its newest reach back farther.
fn narrower(one: Vec<i64>, other: Vec<i64>, window: usize) -> Vec<i64> {
    let reach = |ids: &[i64]| if ids.len() < window { 0 } else { ids.last().copied().unwrap_or(0) };
    if reach(&one) <= reach(&other) { one } else { other }
}

/// Which ids are looked for: from `floor` on, below `below`, the newest `window`.
struct Within {
    floor: i64,
    below: i64,
    window: usize,
}

impl Within {
    fn limit(&self) -> i64 {
        i64::try_from(self.window).unwrap_or(i64::MAX)
    }

    /// By a condition whose index holds the ids in order; its arguments are `$4` and on.
    fn ids(&self, read: &mut dyn Read, condition: &str, of: &[Value]) -> Result<Vec<i64>, StoreError> {
        let sql = format!("SELECT id FROM orders WHERE id < $1 AND id >= $2 AND {condition} ORDER BY id DESC LIMIT $3");
        let mut args = args![self.below, self.floor, self.limit()].to_vec();
        args.extend_from_slice(of);
        read.query(&sql, &args)?.iter().map(|row| row.int(0)).collect()
    }

    /// By where orders stand: the newest of each standing that fits.
    fn standing(&self, read: &mut dyn Read, filter: &OrderFilter) -> Result<Vec<i64>, StoreError> {
        let mut numbers = Vec::new();
        for standing in standings(read)? {
            if standing.fits(filter) {
                let condition = "status = $4 AND payment = $5 AND fulfilment = $6";
                numbers.extend(self.ids(read, condition, &standing.values())?);
            }
        }
        numbers.sort_unstable_by_key(|number| std::cmp::Reverse(*number));
        numbers.truncate(self.window);
        Ok(numbers)
    }

    /// By market, channel and country, which are words of the index.
    fn coded(&self, read: &mut dyn Read, filter: &OrderFilter) -> Result<Vec<i64>, StoreError> {
        let tokens = [
            filter.market.map(|market| format!("m_{}", words::token(market.as_str()))),
            filter.channel.map(|channel| format!("c_{}", words::token(channel.as_str()))),
            filter.country.map(|country| format!("d_{}", words::token(country.as_str()))),
        ];
        let all_of = tokens.into_iter().flatten().map(|token| vec![Word::exact(token)]).collect();
        let query = FindQuery { all_of, before: self.below, from: self.floor, limit: self.window };
        read.find(words::INDEX, &query)
    }
}

/// Where some orders stand.
struct Standing {
    status: String,
    payment: String,
    fulfilment: String,
}

impl Standing {
    fn fits(&self, filter: &OrderFilter) -> bool {
        filter.status.is_none_or(|word| word.word() == self.status)
            && filter.payment.is_none_or(|word| word.word() == self.payment)
            && filter.fulfilment.is_none_or(|word| word.word() == self.fulfilment)
    }

    fn values(&self) -> [Value; 3] {
        [&self.status, &self.payment, &self.fulfilment].map(|word| Value::from(word.as_str()))
    }
}

/// The standings there are, each found by one step in the index.
fn standings(read: &mut dyn Read) -> Result<Vec<Standing>, StoreError> {
    let mut found: Vec<Standing> = Vec::new();
    loop {
        let after = found.last().map_or([Value::word(""), Value::word(""), Value::word("")], Standing::values);
        let sql = "SELECT status, payment, fulfilment FROM orders WHERE (status, payment, fulfilment) > ($1, $2, $3) \
             ORDER BY status, payment, fulfilment LIMIT 1";
        let Some(row) = read.query_one(sql, &after)? else { return Ok(found) };
        let word = |place| row.text(place).map(str::to_owned);
        found.push(Standing { status: word(0)?, payment: word(1)?, fulfilment: word(2)? });
    }
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
