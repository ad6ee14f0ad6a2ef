//! The list of orders, by filters, in an order, a page at a time.
//!
//! A page never reads or sorts all orders. Where an index says that few orders can fit, these are read and sorted. Else the orders are
//! walked in the order of the list, which an index holds, in windows that grow; newest first they are walked by the narrowest of the
//! filters' indexes.

mod queues;
mod sources;

use std::collections::HashMap;

use kernel::{ChannelCode, CountryCode, EntityCode, Id, MarketCode, Refusal, ShopCode, Timestamp};
use store::{Read, StoreError, Value};

use crate::model::{Fulfilment, Order, OrderId, Payment, Status, TaxStatus};
use crate::store_rows::orders_of;
pub use queues::{OrderQueues, order_queues};
use sources::{few, step};

/// What a list is filtered by; everything given must hold, and of several values any.
#[derive(Debug, Clone, Default)]
pub struct OrderFilter {
    pub status: Vec<Status>,
    pub held_because: Vec<String>,
    pub payment: Vec<Payment>,
    pub fulfilment: Vec<Fulfilment>,
    pub tax_status: Vec<TaxStatus>,
    pub market: Vec<MarketCode>,
    pub channel: Vec<ChannelCode>,
    pub shop: Vec<ShopCode>,
    pub entity: Vec<EntityCode>,
    pub country: Vec<CountryCode>,
    /// Any of these.
    pub customer: Vec<i64>,
    /// What the channel's number begins with, as it is written.
    pub number: Option<String>,
    pub placed_from: Option<Timestamp>,
    pub placed_until: Option<Timestamp>,
    /// By the time the order was recorded (its id's time).
    pub recorded_from: Option<Timestamp>,
    pub recorded_to: Option<Timestamp>,
}

impl OrderFilter {
    /// From which number on, and before which.
    fn numbers(&self) -> (String, String) {
        let prefix = self.number.clone().unwrap_or_default();
        // No letter comes after this one.
        let end = format!("{prefix}\u{10FFFF}");
        (prefix, end)
    }

    fn placed(&self) -> (i64, i64) {
        (self.placed_from.map_or(i64::MIN, Timestamp::ms), self.placed_until.map_or(i64::MAX, Timestamp::ms))
    }
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OrderSort {
    /// By when they were recorded, newest first.
    #[default]
    Newest,
    /// By when they were placed.
    Placed { descending: bool },
    /// By the channel's number, as text; orders without one are not in such a list.
    Number { descending: bool },
}

impl OrderSort {
    const WORDS: [(&'static str, Self); 5] = [
        ("-recorded_at", Self::Newest),
        ("placed_at", Self::Placed { descending: false }),
        ("-placed_at", Self::Placed { descending: true }),
        ("number", Self::Number { descending: false }),
        ("-number", Self::Number { descending: true }),
    ];

    const fn descends(self) -> bool {
        match self {
            Self::Newest => true,
            Self::Placed { descending } | Self::Number { descending } => descending,
        }
    }

    /// Where an order stands in the list; `None` where it is not in it.
    fn place(self, order: &Order) -> Option<OrderPlace> {
        Some(match self {
            Self::Newest => OrderPlace::Recorded(order.id),
            Self::Placed { .. } => OrderPlace::Placed(order.placed_at, order.id),
            Self::Number { .. } => {
                let (shop, channel) = (order.shop.as_str().to_owned(), order.channel.as_str().to_owned());
                OrderPlace::Number(order.external_number.clone()?, shop, channel)
            }
        })
    }
}

impl std::str::FromStr for OrderSort {
    type Err = Refusal;

    /// Refuses `unknown_sort`.
    fn from_str(text: &str) -> Result<Self, Refusal> {
        let found = Self::WORDS.iter().find(|(word, _)| *word == text);
        found.map(|(_, sort)| *sort).ok_or_else(|| {
            let known = Self::WORDS.map(|(word, _)| word).join(", ");
            let shown: String = text.chars().take(40).collect();
            Refusal::invalid("unknown_sort").at("sort").with("sort", shown).with("known", known)
        })
    }
}

/// Where a page of a list ended.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrderPlace {
    Recorded(OrderId),
    Placed(Timestamp, OrderId),
    /// Number, shop, channel.
    Number(String, String, String),
}

/// How many orders one step of a walk looks at before it widens its window.
const FIRST_WINDOW: usize = 100;
const WIDEST_WINDOW: usize = 4_000;
/// A walk never looks at more than this many orders for one page; what then misses is said by a cursor without rows.
const MOST_WALKED: usize = 20_000;

/// A page of orders without lines, and where to go on from.
pub fn list_orders(
    read: &mut dyn Read,
    filter: &OrderFilter,
    sort: OrderSort,
    after: Option<&OrderPlace>,
    limit: usize,
) -> Result<(Vec<Order>, Option<OrderPlace>), StoreError> {
    if let Some(ids) = few(read, filter, sort)? {
        return page_of(fit(read, filter, &ids)?, sort, after, limit);
    }
    let mut at = after.cloned();
    let mut found: Vec<Order> = Vec::with_capacity(limit);
    let (mut window, mut walked) = (FIRST_WINDOW.max(limit), 0usize);
    loop {
        let places = step(read, filter, sort, at.as_ref(), window)?;
        walked = walked.saturating_add(places.len());
        let ids: Vec<Value> = places.iter().map(|(_, id)| Value::Int(*id)).collect();
        let mut fitting: HashMap<i64, Order> =
            fit(read, filter, &ids)?.into_iter().map(|order| (order.id.number(), order)).collect();
        let exhausted = places.len() < window;
        for (place, id) in places {
            if let Some(order) = fitting.remove(&id) {
                found.push(order);
            }
            at = Some(place);
            if found.len() == limit {
                return Ok((found, at));
            }
        }
        if exhausted {
            return Ok((found, None));
        }
        if walked >= MOST_WALKED {
            return Ok((found, at));
        }
        window = window.saturating_mul(4).min(WIDEST_WINDOW);
    }
}

/// A page of all orders that fit.
fn page_of(
    all: Vec<Order>,
    sort: OrderSort,
    after: Option<&OrderPlace>,
    limit: usize,
) -> Result<(Vec<Order>, Option<OrderPlace>), StoreError> {
    let mut placed: Vec<(OrderPlace, Order)> =
        all.into_iter().filter_map(|order| Some((sort.place(&order)?, order))).collect();
    placed.sort_unstable_by(|(one, _), (other, _)| if sort.descends() { other.cmp(one) } else { one.cmp(other) });
    let follows = |place: &OrderPlace| match after {
        None => true,
        Some(after) if sort.descends() => place < after,
        Some(after) => place > after,
    };
    placed.retain(|(place, _)| follows(place));
    let next = match placed.get(limit.saturating_sub(1)) {
        Some((place, _)) if placed.len() > limit => Some(place.clone()),
        _ => None,
    };
    placed.truncate(limit);
    Ok((placed.into_iter().map(|(_, order)| order).collect(), next))
}

/// Those of these orders that fit, in no order.
fn fit(read: &mut dyn Read, filter: &OrderFilter, ids: &[Value]) -> Result<Vec<Order>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut conditions = Vec::new();
    let mut args: Vec<Value> = Vec::new();
    let mut any = |column: &str, values: Vec<Value>| {
        if values.is_empty() {
            return;
        }
        let place = |value| {
            args.push(value);
            format!("${}", args.len())
        };
        let places: Vec<String> = values.into_iter().map(place).collect();
        conditions.push(format!("{column} IN ({})", places.join(", ")));
    };
    any("status", filter.status.iter().map(|word| Value::word(word.word())).collect());
    any("held_because", filter.held_because.iter().map(|reason| Value::from(reason.as_str())).collect());
    any("payment", filter.payment.iter().map(|word| Value::word(word.word())).collect());
    any("fulfilment", filter.fulfilment.iter().map(|word| Value::word(word.word())).collect());
    any("tax_status", filter.tax_status.iter().map(|word| Value::word(word.word())).collect());
    any("market", filter.market.iter().map(|code| Value::from(code.as_str())).collect());
    any("channel", filter.channel.iter().map(|code| Value::from(code.as_str())).collect());
    any("shop", filter.shop.iter().map(|code| Value::from(code.as_str())).collect());
    any("entity", filter.entity.iter().map(|code| Value::from(code.as_str())).collect());
    any("country", filter.country.iter().map(|code| Value::from(code.as_str())).collect());
    any("customer", filter.customer.iter().copied().map(Value::Int).collect());
    let mut add = |condition: &str, value: Option<Value>| {
        if let Some(value) = value {
            args.push(value);
            conditions.push(format!("{condition} ${}", args.len()));
        }
    };
    add("placed_at >=", filter.placed_from.map(Value::from));
    add("placed_at <", filter.placed_until.map(Value::from));
    let numbers = filter.number.is_some().then(|| filter.numbers());
    add("external_number >=", numbers.as_ref().map(|(from, _)| Value::from(from.as_str())));
    add("external_number <", numbers.as_ref().map(|(_, until)| Value::from(until.as_str())));
    let recorded = |at: Timestamp| Value::Int(kernel::id::first_id_at(at.ms()));
    add("id >=", filter.recorded_from.map(recorded));
    add("id <", filter.recorded_to.map(recorded));
    orders_of(read, ids, &conditions, &args)
}
