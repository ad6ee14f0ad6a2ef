//! What was taken over before: this process's own tables.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::{ChannelCode, Id, ShopCode};
use orders::OrderId;
use store::{Kind, Read, StoreError, Table, Value, args};

use crate::accounts::Became;

pub(crate) const INVOICES: Table = Table {
    name: "imported_invoices",
    columns: &[
        ("channel", Kind::Text),
        ("shop", Kind::Text),
        ("number", Kind::Text),
        ("became", Kind::Text),
        ("order_id", Kind::Int),
        ("state", Kind::Text),
        ("rows_taken", Kind::Text),
        ("content", Kind::Blob),
        ("exact_amount", Kind::Int),
        ("job", Kind::Int),
    ],
    key: &["shop", "number", "channel"],
};

pub(crate) const OPENINGS: Table = Table {
    name: "imported_openings",
    columns: &[
        ("channel", Kind::Text),
        ("shop", Kind::Text),
        ("variant", Kind::Int),
        ("quantity", Kind::Int),
        ("job", Kind::Int),
    ],
    key: &["shop", "variant", "channel"],
};

/// Lines' numbers on the order, by the occurrences of their rows.
pub(crate) type Numbers = BTreeMap<i64, i64>;

/// An invoice that was taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taken {
    pub became: Became,
    pub order: Option<OrderId>,
    /// The state its rows told when it came, in a word.
    pub state: Option<String>,
    pub rows: BTreeSet<i64>,
    /// The lines' numbers on the order, of rows for which it is not their occurrence: those that only a correction put there go on after
    /// the last one, and a row that comes later finds its number given away.
    pub numbers: Numbers,
    pub content: [u8; 16],
}

/// Where orders come from: what their numbers are unique within.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Source {
    pub channel: ChannelCode,
    pub shop: ShopCode,
}

/// Which of these invoices were taken over. One query.
pub(crate) fn taken(
    read: &mut dyn Read,
    source: Source,
    numbers: &[&str],
) -> Result<HashMap<String, Taken>, StoreError> {
    let list: Vec<Value> = numbers.iter().map(|number| Value::from(*number)).collect();
    let rows = read.query_in(
        "SELECT number, became, order_id, rows_taken, content, state FROM imported_invoices \
         WHERE shop = $1 AND channel = $2 AND number IN {list}",
        &args![source.shop.as_str(), source.channel.as_str()],
        &list,
    )?;
    let mut found = HashMap::with_capacity(rows.len());
    for row in &rows {
        let became =
            row.text(1)?.parse().map_err(|()| StoreError::misuse("an imported invoice became nothing known"))?;
        let content = row.blob(4)?.first_chunk().copied().unwrap_or_default();
        let state = row.opt_text(5)?.map(str::to_owned);
        let (rows, numbers) = ranges(row.text(3)?);
        let taken = Taken { became, order: row.opt_id(2)?, state, rows, numbers, content };
        found.insert(row.text(0)?.to_owned(), taken);
    }
    Ok(found)
}

/// The orders these invoices became, and their [`Taken::numbers`].
pub(crate) fn orders_of(
    read: &mut dyn Read,
    source: Source,
    numbers: &[&str],
) -> Result<HashMap<String, (OrderId, Numbers)>, StoreError> {
    let list: Vec<Value> = numbers.iter().map(|number| Value::from(*number)).collect();
    let rows = read.query_in(
        "SELECT number, order_id, rows_taken FROM imported_invoices WHERE shop = $1 AND channel = $2 AND order_id IS NOT NULL \
         AND number IN {list}",
        &args![source.shop.as_str(), source.channel.as_str()],
        &list,
    )?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), (row.id(1)?, ranges(row.text(2)?).1)))).collect()
}

/// Whether anything of this source was taken over by another import.
pub(crate) fn others_came_before(read: &mut dyn Read, source: Source, job: i64) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM imported_invoices WHERE shop = $1 AND channel = $2 AND job <> $3 LIMIT 1";
    Ok(read.query_one(sql, &args![source.shop.as_str(), source.channel.as_str(), job])?.is_some())
}

/// Which of these variants had their opening stock derived for this source.
pub(crate) fn openings(read: &mut dyn Read, source: Source) -> Result<BTreeSet<i64>, StoreError> {
    let sql = "SELECT variant FROM imported_openings WHERE shop = $1 AND channel = $2";
    read.query(sql, &args![source.shop.as_str(), source.channel.as_str()])?.iter().map(|row| row.int(0)).collect()
}

pub(crate) fn invoice_row(source: Source, number: &str, taken: &Taken, exact: i64, job: i64) -> Vec<Value> {
    vec![
        Value::text(source.channel),
        Value::text(source.shop),
        number.into(),
        Value::word(taken.became.word()),
        Value::from(taken.order.map(Id::number)),
        taken.state.as_deref().map_or(Value::Null, Value::from),
        shown(&taken.rows, &taken.numbers).into(),
        Value::Blob(taken.content.to_vec()),
        exact.into(),
        job.into(),
    ]
}

fn shown(rows: &BTreeSet<i64>, numbers: &Numbers) -> String {
    let mut text = String::new();
    let mut rest = rows.iter().copied().filter(|row| !numbers.contains_key(row)).peekable();
    while let Some(first) = rest.next() {
        let mut last = first;
        while let Some(next) = rest.next_if(|next| *next == last.saturating_add(1)) {
            last = next;
        }
        let comma = if text.is_empty() { "" } else { "," };
        text.push_str(&if first == last { format!("{comma}{first}") } else { format!("{comma}{first}-{last}") });
    }
    for (row, number) in numbers {
        let comma = if text.is_empty() { "" } else { "," };
        text.push_str(&format!("{comma}{row}={number}"));
    }
    text
}

fn ranges(text: &str) -> (BTreeSet<i64>, Numbers) {
    let numbered = |part: &str| {
        let (row, number) = part.split_once('=')?;
        Some((row.parse::<i64>().ok()?, number.parse::<i64>().ok()?))
    };
    let numbers: Numbers = text.split(',').filter_map(numbered).collect();
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some(first.parse::<i64>().ok()?..=last.parse::<i64>().ok()?)
    };
    let rows = text.split(',').filter_map(range).flatten().chain(numbers.keys().copied());
    (rows.collect(), numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_read_back_from_their_ranges() {
        let rows: BTreeSet<i64> = [1, 2, 3, 7, 9, 10, 4_000_000_000].into();
        let none = BTreeMap::new();
        assert_eq!(shown(&rows, &none), "1-3,7,9-10,4000000000");
        assert_eq!(ranges(&shown(&rows, &none)), (rows.clone(), none));
        let numbers: BTreeMap<i64, i64> = [(7, 12), (4_000_000_000, 11)].into();
        assert_eq!(shown(&rows, &numbers), "1-3,9-10,7=12,4000000000=11");
        assert_eq!(ranges(&shown(&rows, &numbers)), (rows, numbers));
        assert!(ranges("").0.is_empty());
    }
}
