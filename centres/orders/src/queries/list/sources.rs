//! Where the orders of a list come from: indexes that hold them in an order, or hold few.

use kernel::Id;
use kernel::id::first_id_at;
use store::find::{FindQuery, Word};
use store::{Read, StoreError, Value, args};

use super::{OrderFilter, OrderPlace, OrderSort};
use crate::model::{Fulfilment, OrderId, Payment, Status, TaxStatus};
use crate::words;

/// So many orders are read and sorted for a page.
const MOST_FEW: usize = 2_000;

/// The ids of all orders that may fit, where an index says they are few and the list needs them sorted.
pub(super) fn few(
    read: &mut dyn Read,
    filter: &OrderFilter,
    sort: OrderSort,
) -> Result<Option<Vec<Value>>, StoreError> {
    let by_number = filter.number.is_some();
    let by_time = filter.placed_from.is_some() || filter.placed_until.is_some();
    if sort == OrderSort::Newest && !by_number && !by_time {
        // The indexes hold the ids in the list's own order.
        return Ok(None);
    }
    let most = i64::try_from(MOST_FEW).unwrap_or(i64::MAX).saturating_add(1);
    let are_few = |ids: Vec<i64>| (ids.len() <= MOST_FEW).then(|| ids.into_iter().map(Value::Int).collect());
    if by_number {
        let (from, until) = filter.numbers();
        let sql = "SELECT id FROM orders WHERE external_number IS NOT NULL AND external_number >= $1 AND external_number < $2 \
             ORDER BY external_number LIMIT $3";
        if let Some(ids) = are_few(ids(read, sql, &args![from.as_str(), until.as_str(), most])?) {
            return Ok(Some(ids));
        }
    }
    if by_time {
        let (from, until) = filter.placed();
        let sql = "SELECT id FROM orders WHERE placed_at >= $1 AND placed_at < $2 ORDER BY placed_at LIMIT $3";
        if let Some(ids) = are_few(ids(read, sql, &args![from, until, most])?) {
            return Ok(Some(ids));
        }
    }
    let within = Within::of(filter, None, MOST_FEW.saturating_add(1));
    match within.narrowest(read, filter)? {
        Some(ids) => Ok(are_few(ids)),
        None => Ok(None),
    }
}

/// The next `window` orders of a list, each with its place, whether or not they fit.
pub(super) fn step(
    read: &mut dyn Read,
    filter: &OrderFilter,
    sort: OrderSort,
    after: Option<&OrderPlace>,
    window: usize,
) -> Result<Vec<(OrderPlace, i64)>, StoreError> {
    let most = i64::try_from(window).unwrap_or(i64::MAX);
    match sort {
        OrderSort::Newest => {
            let before = match after {
                Some(OrderPlace::Recorded(id)) => Some(*id),
                _ => None,
            };
            let within = Within::of(filter, before, window);
            let ids = match within.narrowest(read, filter)? {
                Some(ids) => ids,
                None => within.ids(read, "id > 0", &[])?,
            };
            Ok(ids.into_iter().map(|id| (OrderPlace::Recorded(OrderId::from_number(id)), id)).collect())
        }
        OrderSort::Placed { descending } => {
            let (from, until) = filter.placed();
            let begin = if descending { (until, i64::MIN) } else { (from, i64::MIN) };
            let (at, id) = match after {
                Some(OrderPlace::Placed(at, id)) => (at.ms(), id.number()),
                _ => begin,
            };
            let sql = if descending {
                "SELECT id, placed_at FROM orders WHERE (placed_at, id) < ($1, $2) AND placed_at >= $3 \
                 ORDER BY placed_at DESC, id DESC LIMIT $4"
            } else {
                "SELECT id, placed_at FROM orders WHERE (placed_at, id) > ($1, $2) AND placed_at < $3 \
                 ORDER BY placed_at, id LIMIT $4"
            };
            let end = if descending { from } else { until };
            let rows = read.query(sql, &args![at, id, end, most])?;
            rows.iter().map(|row| Ok((OrderPlace::Placed(row.at(1)?, row.id(0)?), row.int(0)?))).collect()
        }
        OrderSort::Number { descending } => {
            let (from, until) = filter.numbers();
            let begin = || (if descending { until.clone() } else { from.clone() }, String::new(), String::new());
            let (number, shop, channel) = match after {
                Some(OrderPlace::Number(number, shop, channel)) => (number.clone(), shop.clone(), channel.clone()),
                _ => begin(),
            };
            let sql = if descending {
                "SELECT id, external_number, shop, channel FROM orders WHERE external_number IS NOT NULL \
                 AND (external_number, shop, channel) < ($1, $2, $3) AND external_number >= $4 \
                 ORDER BY external_number DESC, shop DESC, channel DESC LIMIT $5"
            } else {
                "SELECT id, external_number, shop, channel FROM orders WHERE external_number IS NOT NULL \
                 AND (external_number, shop, channel) > ($1, $2, $3) AND external_number < $4 \
                 ORDER BY external_number, shop, channel LIMIT $5"
            };
            let end = if descending { from.as_str() } else { until.as_str() };
            let args = args![number.as_str(), shop.as_str(), channel.as_str(), end, most];
            let text = |row: &store::Row, place| row.text(place).map(str::to_owned);
            let rows = read.query(sql, &args)?;
            rows.iter()
                .map(|row| Ok((OrderPlace::Number(text(row, 1)?, text(row, 2)?, text(row, 3)?), row.int(0)?)))
                .collect()
        }
    }
}

fn ids(read: &mut dyn Read, sql: &str, args: &[Value]) -> Result<Vec<i64>, StoreError> {
    read.query(sql, args)?.iter().map(|row| row.int(0)).collect()
}

/// Which ids are looked for: from `floor` on, below `below`, the newest `window`.
struct Within {
    floor: i64,
    below: i64,
    window: usize,
}

impl Within {
    fn of(filter: &OrderFilter, before: Option<OrderId>, window: usize) -> Self {
        let ceiling = filter.recorded_to.map_or(i64::MAX, |at| first_id_at(at.ms()));
        let floor = filter.recorded_from.map_or(0, |at| first_id_at(at.ms()));
        Self { floor, below: before.map_or(i64::MAX, Id::number).min(ceiling), window }
    }

    /// The newest ids by the filter whose index holds the fewest; `None` where no filter has an index of ids.
    fn narrowest(&self, read: &mut dyn Read, filter: &OrderFilter) -> Result<Option<Vec<i64>>, StoreError> {
        if !filter.customer.is_empty() {
            let condition = "customer IS NOT NULL AND customer = $4";
            return self.any(read, condition, filter.customer.iter().copied().map(Value::Int)).map(Some);
        }
        let mut sources = Vec::new();
        if !filter.held_because.is_empty() {
            let reasons = filter.held_because.iter().map(|reason| Value::from(reason.as_str()));
            sources.push(self.any(read, "status = 'held' AND held_because = $4", reasons)?);
        } else if !(filter.status.is_empty() && filter.payment.is_empty() && filter.fulfilment.is_empty()) {
            sources.push(self.standing(read, filter)?);
        }
        if !filter.tax_status.is_empty() && !filter.tax_status.contains(&TaxStatus::Determined) {
            let unsure = filter.tax_status.iter().map(|status| Value::word(status.word()));
            sources.push(self.any(read, "tax_status <> 'determined' AND tax_status = $4", unsure)?);
        }
        let codes = codes(filter);
        if !codes.is_empty() {
            let query = FindQuery { all_of: codes, before: self.below, from: self.floor, limit: self.window };
            sources.push(read.find(words::INDEX, &query)?);
        }
        // Of two sources the one that holds fewer orders reaches back farther with its newest.
        let reach = |ids: &Vec<i64>| if ids.len() < self.window { 0 } else { ids.last().copied().unwrap_or(0) };
        Ok(sources.into_iter().min_by_key(reach))
    }

    /// By a condition whose index holds the ids in order; its arguments are `$4` and on.
    fn ids(&self, read: &mut dyn Read, condition: &str, of: &[Value]) -> Result<Vec<i64>, StoreError> {
        let sql = format!("SELECT id FROM orders WHERE id < $1 AND id >= $2 AND {condition} ORDER BY id DESC LIMIT $3");
        let mut args = args![self.below, self.floor, i64::try_from(self.window).unwrap_or(i64::MAX)].to_vec();
        args.extend_from_slice(of);
        ids(read, &sql, &args)
    }

    /// By a condition on any of these values: the newest of each.
    fn any(
        &self,
        read: &mut dyn Read,
        condition: &str,
        values: impl Iterator<Item = Value>,
    ) -> Result<Vec<i64>, StoreError> {
        let mut numbers = Vec::new();
        for value in values {
            numbers.extend(self.ids(read, condition, &[value])?);
        }
        Ok(self.newest(numbers))
    }

    fn newest(&self, mut numbers: Vec<i64>) -> Vec<i64> {
        numbers.sort_unstable_by_key(|number| std::cmp::Reverse(*number));
        // The same value may be asked for twice.
        numbers.dedup();
        numbers.truncate(self.window);
        numbers
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
        Ok(self.newest(numbers))
    }
}

/// Market, channel, country, shop and entity are words of the index; of each any that is asked for.
fn codes(filter: &OrderFilter) -> Vec<Vec<Word>> {
    let groups: [Vec<String>; 5] = [
        filter.market.iter().map(|market| words::of_market(market.as_str())).collect(),
        filter.channel.iter().map(|channel| words::of_channel(channel.as_str())).collect(),
        filter.country.iter().map(|country| words::of_country(country.as_str())).collect(),
        filter.shop.iter().map(|shop| words::of_shop(shop.as_str())).collect(),
        filter.entity.iter().map(|entity| words::of_entity(entity.as_str())).collect(),
    ];
    let asked = groups.into_iter().filter(|group| !group.is_empty());
    asked.map(|group| group.into_iter().map(Word::exact).collect()).collect()
}

/// Whether a word is one of those asked for, or none is asked for.
fn among<W: Copy>(asked: &[W], word: fn(W) -> &'static str, stands: &str) -> bool {
    asked.is_empty() || asked.iter().any(|one| word(*one) == stands)
}

/// Where some orders stand.
pub(super) struct Standing {
    status: String,
    payment: String,
    fulfilment: String,
}

impl Standing {
    pub(super) fn fits(&self, filter: &OrderFilter) -> bool {
        among(&filter.status, Status::word, &self.status)
            && among(&filter.payment, Payment::word, &self.payment)
            && among(&filter.fulfilment, Fulfilment::word, &self.fulfilment)
    }

    pub(super) fn values(&self) -> [Value; 3] {
        [&self.status, &self.payment, &self.fulfilment].map(|word| Value::from(word.as_str()))
    }
}

/// The standings there are, each found by a few steps in the index.
pub(super) fn standings(read: &mut dyn Read) -> Result<Vec<Standing>, StoreError> {
    let mut found = Vec::new();
    for status in words_behind(read, "status", &[])? {
        for payment in words_behind(read, "payment", &[("status", &status)])? {
            for fulfilment in words_behind(read, "fulfilment", &[("status", &status), ("payment", &payment)])? {
                found.push(Standing { status: status.clone(), payment: payment.clone(), fulfilment });
            }
        }
    }
    Ok(found)
}

/// The words in a column of the standings' index behind these. One column at a time: behind a word of one column SQLite finds the
/// next at once, behind words of several it steps over every order that has them.
fn words_behind(read: &mut dyn Read, column: &str, behind: &[(&str, &str)]) -> Result<Vec<String>, StoreError> {
    let mut sql = format!("SELECT {column} FROM orders WHERE {column} > $1");
    for (place, (column, _)) in behind.iter().enumerate() {
        sql.push_str(&format!(" AND {column} = ${}", place.saturating_add(2)));
    }
    sql.push_str(&format!(" ORDER BY {column} LIMIT 1"));
    let mut found: Vec<String> = Vec::new();
    loop {
        let last = found.last().map_or("", String::as_str);
        let mut args = vec![Value::from(last)];
        args.extend(behind.iter().map(|(_, word)| Value::from(*word)));
        let Some(row) = read.query_one(&sql, &args)? else { return Ok(found) };
        found.push(row.text(0)?.to_owned());
    }
}
