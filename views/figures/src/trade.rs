//! Figures of trade: sums over `figure_lines`, by quarter hour in SQL, folded into local days here.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::{CurrencyCode, EntityCode, Money, Refusal, Timestamp};
use store::{CommandError, Read, Row, StoreError, Value};

use crate::convert::{Converter, amount_of, at, set_beside};
use crate::days::Calendar;
use crate::model::{Dimension, Filter, Measure, NotConverted, Question, ShownIn};

/// What was summed for one row of the answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct TradeSums {
    pub(crate) columns: [i64; COLUMNS],
    /// The orders whose sales are in `columns`: an average is of these.
    pub(crate) averaged: i64,
    /// Whether any amount could be shown in the row's currency.
    pub(crate) shown: bool,
    pub(crate) not_converted: Vec<NotConverted>,
}

/// Rows by key and currency.
pub(crate) type Sums = BTreeMap<(Vec<String>, Option<CurrencyCode>), TradeSums>;

/// The columns that are summed, in this order; the last is how many rows an amount asked for is made of.
pub(crate) const COLUMNS: usize = 9;
const ORDERS: usize = 0;
const SALES: usize = 2;
const ROWS: usize = 8;

/// The most rows of an answer.
pub(crate) const MOST_ROWS: usize = 20_000;

/// Quarter hours read at once when days or hours are told apart: 32 days.
const WINDOW: i64 = 32 * 96;

/// Which summed column a measure is made of.
pub(crate) const fn column(measure: Measure) -> Option<(usize, &'static str)> {
    match measure {
        Measure::Orders => Some((0, "orders")),
        Measure::Units => Some((1, "units")),
        Measure::Sales | Measure::Average => Some((2, "sales")),
        Measure::Returns => Some((3, "returns")),
        Measure::Refunds => Some((4, "refunds")),
        Measure::Credits => Some((5, "credits")),
        Measure::TaxOwed => Some((6, "tax_owed")),
        Measure::TaxNotDetermined => Some((7, "tax_not_determined")),
        Measure::Waiting | Measure::StockValue | Measure::StockPieces | Measure::StockUnvalued | Measure::Shortfall => {
            None
        }
    }
}

/// A condition under construction.
#[derive(Default)]
pub(crate) struct Conditions {
    pub(crate) texts: Vec<String>,
    pub(crate) args: Vec<Value>,
}

impl Conditions {
    pub(crate) fn arg(&mut self, value: Value) -> String {
        self.args.push(value);
        format!("${}", self.args.len())
    }

    /// `column` is one of `words`.
    pub(crate) fn among(&mut self, column: &str, words: &[String]) {
        if !words.is_empty() {
            let places: Vec<String> = words.iter().map(|word| self.arg(Value::from(word.as_str()))).collect();
            self.texts.push(format!("{column} IN ({})", places.join(", ")));
        }
    }

    /// The filters by place, on the table called `p`.
    pub(crate) fn places(&mut self, filter: &Filter) {
        self.among("p.country", &filter.country);
        self.among("p.market", &filter.market);
        self.among("p.channel", &filter.channel);
        self.among("p.currency", &filter.currency);
        self.among("p.entity", &filter.entity);
    }

    /// What only lines have.
    pub(crate) fn lines(&mut self, filter: &Filter) {
        self.among("l.sku", &filter.sku);
        self.among("l.tax_status", &filter.tax_status);
        if !filter.category.is_empty() {
            let mut either = Vec::new();
            for category in &filter.category {
                // What lies below `home` is from `home/` until before `home0`, as `0` follows `/`.
                let itself = self.arg(Value::from(category.as_str()));
                let from = self.arg(Value::from(format!("{category}/")));
                let until = self.arg(Value::from(format!("{category}0")));
                either.push(format!("l.category = {itself} OR (l.category >= {from} AND l.category < {until})"));
            }
            self.texts.push(format!("({})", either.join(" OR ")));
        }
    }

    pub(crate) fn between(&mut self, column: &str, from: Option<i64>, until: Option<i64>) {
        if let Some(from) = from {
            let place = self.arg(Value::Int(from));
            self.texts.push(format!("{column} >= {place}"));
        }
        if let Some(until) = until {
            let place = self.arg(Value::Int(until));
            self.texts.push(format!("{column} < {place}"));
        }
    }

    pub(crate) fn text(&self) -> String {
        if self.texts.is_empty() { String::new() } else { format!("WHERE {}", self.texts.join(" AND ")) }
    }
}

/// Whether an order may count more than once or not through its first line: then it is counted by its id.
pub(crate) fn by_line(question: &Question) -> bool {
    let of_lines = |one: &Dimension| matches!(one, Dimension::Category | Dimension::Sku | Dimension::TaxStatus);
    question.dimensions.iter().any(of_lines) || question.filter.is_by_line()
}

pub(crate) fn needs_orders(question: &Question) -> bool {
    question.dimensions.contains(&Dimension::Status) || !question.filter.status.is_empty()
}

/// The tables and the conditions of a question, in a time.
pub(crate) fn source(question: &Question, from: Option<i64>, until: Option<i64>) -> (&'static str, Conditions) {
    let mut conditions = Conditions::default();
    conditions.between("l.quarter_hour", from, until);
    conditions.places(&question.filter);
    conditions.lines(&question.filter);
    conditions.among("o.status", &question.filter.status);
    let tables = if needs_orders(question) {
        "figure_lines l JOIN figure_places p ON p.id = l.place JOIN figure_orders o ON o.order_id = l.order_id"
    } else {
        "figure_lines l JOIN figure_places p ON p.id = l.place"
    };
    (tables, conditions)
}

pub(crate) fn sums(read: &mut dyn Read, question: &Question) -> Result<Sums, CommandError> {
    let mut sums = Daily::new();
    let mut folding = Folding::of(question);
    if !folding.timed {
        folding.add(&mut sums, window(read, question, question.from, question.until, false)?)?;
        return without_days(read, question, sums);
    }
    let ends = read.query_one("SELECT MIN(quarter_hour), MAX(quarter_hour) FROM figure_lines", &[])?;
    let (Some(first), Some(last)) =
        ends.map_or(Ok((None, None)), |row| Ok::<_, StoreError>((row.opt_int(0)?, row.opt_int(1)?)))?
    else {
        return Ok(Sums::new());
    };
    let mut from = question.from.map_or(first, |from| from.max(first));
    let end = question.until.map_or(last.saturating_add(1), |until| until.min(last.saturating_add(1)));
    while from < end {
        let until = from.saturating_add(WINDOW).min(end);
        folding.add(&mut sums, window(read, question, Some(from), Some(until), true)?)?;
        from = until;
    }
    without_days(read, question, sums)
}

/// What is summed apart until amounts are converted.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    key: Vec<String>,
    currency: Option<CurrencyCode>,
    /// Where entities' own currencies are asked for.
    entity: Option<EntityCode>,
    /// Where amounts are converted.
    day: Option<Date>,
}

type Daily = BTreeMap<Part, [i64; COLUMNS]>;

/// Converts the sums of each day where the question wants it, and adds the days up.
fn without_days(read: &mut dyn Read, question: &Question, daily: Daily) -> Result<Sums, CommandError> {
    let mut converter = Converter::of(read, question.shown_in)?;
    let mut sums = Sums::new();
    for (Part { key, currency, entity, day }, mut columns) in daily {
        let Some((from, day)) = currency.zip(day) else {
            add(sums.entry((key, currency)).or_default(), &columns, true)?;
            continue;
        };
        let into = converter.wanted(from, entity);
        // Nothing is nothing in every currency.
        let none = columns.iter().take(ROWS).skip(SALES).all(|amount| *amount == 0);
        let rate = match into {
            Some(into) if !none => converter.rate(read, from, into, day)?,
            _ => None,
        };
        let sum = sums.entry((key, into)).or_default();
        if let Some(rate) = rate {
            for amount in columns.iter_mut().take(ROWS).skip(SALES) {
                *amount = at(rate, *amount)?;
            }
        } else if !none {
            set_beside(&mut sum.not_converted, &beside(question, from, into, day, &columns))?;
            columns.iter_mut().skip(SALES).for_each(|amount| *amount = 0);
        }
        add(sum, &columns, rate.is_some() || none)?;
    }
    if sums.len() > MOST_ROWS {
        return Err(too_many());
    }
    Ok(sums)
}

fn add(sum: &mut TradeSums, columns: &[i64; COLUMNS], shown: bool) -> Result<(), Refusal> {
    for (total, part) in sum.columns.iter_mut().zip(columns) {
        *total = total.checked_add(*part).ok_or_else(too_large)?;
    }
    if shown {
        sum.shown = true;
        sum.averaged = sum.averaged.saturating_add(columns.first().copied().unwrap_or_default());
    }
    Ok(())
}

/// The amounts asked for, as they are of a day without a rate.
fn beside(
    question: &Question,
    currency: CurrencyCode,
    into: Option<CurrencyCode>,
    day: Date,
    columns: &[i64; COLUMNS],
) -> NotConverted {
    let mut amounts: Vec<(Measure, Money)> = Vec::new();
    for measure in question.measures.iter().filter(|one| one.is_money()).map(|one| amount_of(*one)) {
        let minor = column(measure).and_then(|(place, _)| columns.get(place).copied());
        if let Some(minor) = minor.filter(|_| amounts.iter().all(|(known, _)| *known != measure)) {
            amounts.push((measure, Money::new(minor, currency)));
        }
    }
    let rows = columns.get(ROWS).copied().unwrap_or_default();
    NotConverted { currency, into, rows, first_day: day, last_day: day, amounts }
}

fn too_many() -> CommandError {
    Refusal::invalid("figures_too_many_rows").with("most", MOST_ROWS).into()
}

fn too_large() -> Refusal {
    Refusal::invalid("money_overflow")
}

/// One reading of SQL: `[quarter hour,] dimensions …, [currency,] [entity,] sums …`.
fn window(
    read: &mut dyn Read,
    question: &Question,
    from: Option<i64>,
    until: Option<i64>,
    timed: bool,
) -> Result<Vec<Row>, StoreError> {
    let (tables, conditions) = source(question, from, until);
    let mut group: Vec<&'static str> = Vec::new();
    if timed {
        group.push("l.quarter_hour");
    }
    group.extend(question.dimensions.iter().filter_map(|one| dimension_column(*one)));
    if question.measures.iter().any(|measure| measure.is_money() && !measure.is_stock()) {
        group.push("p.currency");
        if question.shown_in == ShownIn::Base {
            group.push("p.entity");
        }
    }
    let orders = if by_line(question) {
        "COUNT(DISTINCT CASE WHEN l.happened = 'placed' THEN l.order_id END)"
    } else {
        "CAST(COALESCE(SUM(l.orders), 0) AS BIGINT)"
    };
    let mut columns: Vec<String> = group.iter().map(|text| (*text).to_owned()).collect();
    let summed = ["orders", "units", "sales", "returns", "refunds", "credits", "tax_owed", "tax_not_determined"];
    for (place, name) in summed.into_iter().enumerate() {
        let wanted = |measure: &Measure| {
            column(*measure).is_some_and(|(one, _)| one == place) || (*measure == Measure::Average && place == ORDERS)
        };
        columns.push(if !question.measures.iter().any(wanted) {
            "0".to_owned()
        } else if place == ORDERS {
            orders.to_owned()
        } else {
            format!("CAST(COALESCE(SUM(l.{name}), 0) AS BIGINT)")
        });
    }
    columns.push(rows_of_amounts(question));
    let grouped = if group.is_empty() { String::new() } else { format!("GROUP BY {}", group.join(", ")) };
    let sql = format!("SELECT {} FROM {tables} {} {grouped}", columns.join(", "), conditions.text());
    read.query(&sql, &conditions.args)
}

/// Counts the rows that an amount asked for is made of, where some may not be converted.
fn rows_of_amounts(question: &Question) -> String {
    let amounts = question.measures.iter().filter(|one| one.is_money()).filter_map(|one| column(*one));
    let any: Vec<String> = amounts.map(|(_, name)| format!("l.{name} <> 0")).collect();
    if question.shown_in == ShownIn::Document || any.is_empty() {
        return "0".to_owned();
    }
    format!("CAST(COALESCE(SUM(CASE WHEN {} THEN 1 ELSE 0 END), 0) AS BIGINT)", any.join(" OR "))
}

const fn dimension_column(dimension: Dimension) -> Option<&'static str> {
    match dimension {
        Dimension::Day | Dimension::Hour | Dimension::Age | Dimension::Warehouse => None,
        Dimension::Country => Some("p.country"),
        Dimension::Market => Some("p.market"),
        Dimension::Channel => Some("p.channel"),
        Dimension::Category => Some("l.category"),
        Dimension::Sku => Some("l.sku"),
        Dimension::Currency => Some("p.currency"),
        Dimension::Entity => Some("p.entity"),
        Dimension::Status => Some("o.status"),
        Dimension::TaxStatus => Some("l.tax_status"),
    }
}

/// Adds rows of quarter hours up into rows of the dimensions asked for.
struct Folding<'q> {
    question: &'q Question,
    days: Calendar<'q>,
    hours: Calendar<'q>,
    timed: bool,
    money: bool,
    converts: bool,
}

impl<'q> Folding<'q> {
    fn of(question: &'q Question) -> Self {
        let money = question.measures.iter().any(|measure| measure.is_money() && !measure.is_stock());
        let converts = money && question.shown_in != ShownIn::Document;
        let timed = question.dimensions.iter().any(|one| matches!(one, Dimension::Day | Dimension::Hour));
        Self {
            question,
            days: Calendar::new(&question.zone, false),
            hours: Calendar::new(&question.zone, true),
            timed: timed || converts,
            money,
            converts,
        }
    }

    fn add(&mut self, sums: &mut Daily, rows: Vec<Row>) -> Result<(), CommandError> {
        for row in rows {
            let mut place = usize::from(self.timed);
            let mut key = Vec::with_capacity(self.question.dimensions.len());
            for dimension in &self.question.dimensions {
                match dimension {
                    Dimension::Day => key.push(self.days.name(row.int(0)?)),
                    Dimension::Hour => key.push(self.hours.name(row.int(0)?)),
                    _ => {
                        key.push(row.text(place)?.to_owned());
                        place = place.saturating_add(1);
                    }
                }
            }
            let currency = if self.money { Some(row.parsed(place)?) } else { None };
            place = place.saturating_add(usize::from(self.money));
            let by_entity = self.converts && self.question.shown_in == ShownIn::Base;
            let entity = if by_entity { Some(row.parsed(place)?) } else { None };
            place = place.saturating_add(usize::from(by_entity));
            let day = match self.converts {
                true => Some(self.question.zone.day_of(Timestamp::of_quarter_hour(row.int(0)?))),
                false => None,
            };
            let sum = sums.entry(Part { key, currency, entity, day }).or_insert([0; COLUMNS]);
            for (column, total) in sum.iter_mut().enumerate() {
                let part = row.int(place.saturating_add(column))?;
                *total = total.checked_add(part).ok_or_else(too_large)?;
            }
            // Where days are kept apart to be converted there are more of them than the answer will have.
            let most = if self.converts { MOST_ROWS.saturating_mul(20) } else { MOST_ROWS };
            if sums.len() > most {
                return Err(too_many());
            }
        }
        Ok(())
    }
}
