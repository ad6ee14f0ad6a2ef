//! Orders that wait for goods to leave, by how long.

use std::collections::BTreeMap;

use kernel::Timestamp;
use store::{CommandError, Read, Value};

use crate::days::Calendar;
use crate::model::{Dimension, Question};
use crate::trade::Conditions;

/// Quarter hours of a day.
const DAY: i64 = 96;

/// Ages in whole days since placing: below the first border, between, from the last border on.
const AGES: [(&str, i64); 3] = [("under_1_day", DAY), ("1_to_3_days", 3 * DAY), ("3_to_7_days", 7 * DAY)];
const OLDEST: &str = "over_7_days";

fn age(waited: i64) -> &'static str {
    AGES.iter().find(|(_, border)| waited < *border).map_or(OLDEST, |(name, _)| name)
}

/// The conditions of the waiting orders of a question, on the table called `o`.
pub(crate) fn conditions(question: &Question) -> Conditions {
    let mut conditions = Conditions::default();
    conditions.texts.push("o.waiting = 1".to_owned());
    conditions.between("o.quarter_hour", question.from, question.until);
    conditions.places(&question.filter);
    conditions.among("o.status", &question.filter.status);
    conditions
}

/// Waiting orders by key.
pub(crate) fn count(
    read: &mut dyn Read,
    question: &Question,
    now: Timestamp,
) -> Result<BTreeMap<Vec<String>, i64>, CommandError> {
    let timed = question.dimensions.iter().any(|one| matches!(one, Dimension::Day | Dimension::Hour | Dimension::Age));
    let mut group: Vec<&'static str> = if timed { vec!["o.quarter_hour"] } else { Vec::new() };
    group.extend(question.dimensions.iter().filter_map(|one| column(*one)));
    let conditions = conditions(question);
    let (columns, grouped) = match group.as_slice() {
        [] => (String::new(), String::new()),
        some => (format!("{}, ", some.join(", ")), format!("GROUP BY {}", some.join(", "))),
    };
    let sql = format!(
        "SELECT {columns}COUNT(*) FROM figure_orders o JOIN figure_places p ON p.id = o.place {} {grouped}",
        conditions.text()
    );
    let rows = read.query(&sql, &conditions.args)?;
    let (mut days, mut hours) = (Calendar::new(&question.zone, false), Calendar::new(&question.zone, true));
    let mut counts = BTreeMap::new();
    for row in &rows {
        let mut place = usize::from(timed);
        let mut key = Vec::with_capacity(question.dimensions.len());
        for dimension in &question.dimensions {
            match dimension {
                Dimension::Day => key.push(days.name(row.int(0)?)),
                Dimension::Hour => key.push(hours.name(row.int(0)?)),
                Dimension::Age => {
                    let waited = now.quarter_hour().saturating_sub(row.int(0)?);
                    key.push(age(waited).to_owned());
                }
                _ => {
                    key.push(row.text(place)?.to_owned());
                    place = place.saturating_add(1);
                }
            }
        }
        let count = counts.entry(key).or_insert(0i64);
        *count = count.saturating_add(row.int(group.len())?);
    }
    Ok(counts)
}

const fn column(dimension: Dimension) -> Option<&'static str> {
    match dimension {
        Dimension::Country => Some("p.country"),
        Dimension::Market => Some("p.market"),
        Dimension::Channel => Some("p.channel"),
        Dimension::Currency => Some("p.currency"),
        Dimension::Entity => Some("p.entity"),
        Dimension::Status => Some("o.status"),
        Dimension::Day
        | Dimension::Hour
        | Dimension::Age
        | Dimension::Category
        | Dimension::Sku
        | Dimension::TaxStatus
        | Dimension::Warehouse => None,
    }
}

/// The quarter hours in which an order of this age was placed: `[from, until)`.
pub(crate) fn placed_within(age: &str, now: Timestamp) -> Option<(Option<i64>, Option<i64>)> {
    let borders: Vec<i64> = AGES.iter().map(|(_, border)| *border).collect();
    let place = AGES.iter().position(|(name, _)| *name == age).or((age == OLDEST).then_some(AGES.len()))?;
    let now = now.quarter_hour();
    // Waited less than the border: placed after now - border.
    let from = borders.get(place).map(|border| now.saturating_sub(*border).saturating_add(1));
    let until = place.checked_sub(1).and_then(|before| borders.get(before));
    Some((from, until.map(|border| now.saturating_sub(*border).saturating_add(1))))
}

/// Arguments for reading one more than a page.
pub(crate) fn limit(rows: usize) -> Value {
    Value::Int(i64::try_from(rows).unwrap_or(i64::MAX))
}
