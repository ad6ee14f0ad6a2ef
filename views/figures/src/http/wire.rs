//! Figures as they travel.

use std::collections::BTreeMap;

use kernel::{CurrencyCode, Money, Refusal, Timestamp};
use orders::OrderId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::behind::BehindRow;
use crate::model::{Cell, Dimension, Figures, Filter, Measure, NotConverted, Question};

/// A question for figures.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskFigures {
    /// `sales`, `orders`, `units`, `average`, `returns`, `refunds`, `credits`, `tax_owed`, `tax_not_determined`, `waiting`; as of now:
    /// `stock_value`, `stock_pieces`, `stock_unvalued` (pieces of unknown cost), `shortfall`.
    #[schema(example = json!(["sales", "orders", "average"]))]
    measures: Vec<String>,
    /// `day`, `hour`, `country`, `market`, `channel`, `category`, `sku`, `currency`, `entity`, `status`, `tax_status`, `age` (of what waits),
    /// `warehouse` (of stock). Stock has `country` (where it lies), `category`, `sku`, `currency`, `entity`, `warehouse`.
    #[serde(default)]
    #[schema(example = json!(["day", "country"]))]
    dimensions: Vec<String>,
    /// Where days are cut; the `Time-Zone` header's when not given.
    #[schema(example = "Europe/London")]
    pub(super) zone: Option<String>,
    /// A day of the zone, or an instant at a full quarter hour; inclusive. What happened before is left out; what waits goes by
    /// when it was placed.
    #[schema(example = "2026-10-01")]
    pub(super) from: Option<String>,
    /// Exclusive.
    #[schema(example = "2026-11-01")]
    pub(super) until: Option<String>,
    #[serde(default)]
    pub(super) filters: FilterWire,
    /// `document`: amounts in the currency of the order. `base`: in the currency the order's legal entity keeps its books in. Or a
    /// currency. Converted is the sum of each local day at the booking rate of that day, rounded half up; what no rate converts stands
    /// in `not_converted`. The rows behind such a figure are shown in the currency of the order.
    #[schema(example = "document")]
    pub(super) currency: Option<String>,
    /// Wait until the event at this position is in the figures (up to two seconds; `as_of` tells whether it is).
    pub(super) after: Option<i64>,
}

impl AskFigures {
    pub(super) fn measures(&self) -> Result<Vec<Measure>, Refusal> {
        read(&self.measures, "/measures")
    }
    pub(super) fn dimensions(&self) -> Result<Vec<Dimension>, Refusal> {
        read(&self.dimensions, "/dimensions")
    }
}

fn read<T: std::str::FromStr<Err = Refusal>>(words: &[String], field: &str) -> Result<Vec<T>, Refusal> {
    let words = words.iter().enumerate();
    words.map(|(place, word)| word.parse().map_err(|no: Refusal| no.at(format!("{field}/{place}")))).collect()
}

/// Only what fits all of these.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FilterWire {
    #[schema(example = json!(["DE", "FR"]))]
    country: Vec<String>,
    market: Vec<String>,
    channel: Vec<String>,
    /// Each with those below it.
    #[schema(example = json!(["home/kitchen"]))]
    category: Vec<String>,
    sku: Vec<String>,
    currency: Vec<String>,
    entity: Vec<String>,
    /// The order's status as of now.
    status: Vec<String>,
    /// Of the line, as it was placed: `determined`, `provisional`, `not_determined`.
    tax_status: Vec<String>,
    /// Of stock: codes of warehouses, or `in_transit`.
    warehouse: Vec<String>,
}

impl From<FilterWire> for Filter {
    fn from(wire: FilterWire) -> Self {
        let FilterWire { country, market, channel, category, sku, currency, entity, status, tax_status, warehouse } =
            wire;
        Self { country, market, channel, category, sku, currency, entity, status, tax_status, warehouse }
    }
}

/// An amount. The number is a text, exact.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes kernel's Money in the API's document")]
pub(super) struct FigureAmount {
    #[schema(example = "1234.56")]
    amount: String,
    #[schema(example = "EUR")]
    currency: String,
}

/// A figure: an amount, a count, or null where there is none.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub(super) enum CellWire {
    #[schema(value_type = FigureAmount)]
    Money(Money),
    Count(i64),
    None,
}

impl From<Cell> for CellWire {
    fn from(cell: Cell) -> Self {
        match cell {
            Cell::Money(money) => Self::Money(money),
            Cell::Count(count) => Self::Count(count),
            Cell::None => Self::None,
        }
    }
}

/// The figures of one combination.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FigureRowWire {
    /// By dimension.
    #[schema(value_type = BTreeMap<String, String>, example = json!({"day": "2026-10-25", "country": "DE"}))]
    dimensions: BTreeMap<&'static str, String>,
    /// The currency of the row's amounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "EUR")]
    currency: Option<CurrencyCode>,
    /// By measure.
    #[schema(value_type = BTreeMap<String, CellWire>, example = json!({"sales": {"amount": "1234.56", "currency": "EUR"}, "orders": 17}))]
    measures: BTreeMap<&'static str, CellWire>,
    /// What is missing in the row's amounts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_converted: Vec<NotConvertedWire>,
}

/// Amounts that are in no figure, as no rate of their day converts them. Counts (orders, pieces) miss nothing; an average is of what was
/// converted.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NotConverted)]
pub(super) struct NotConvertedWire {
    /// What they are in.
    #[schema(value_type = String, example = "JPY")]
    currency: CurrencyCode,
    /// What they were to be shown in; absent where the entity's books are not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "EUR")]
    into: Option<CurrencyCode>,
    /// How many rows are behind them.
    #[schema(example = 12)]
    rows: i64,
    /// The first local day without a rate.
    #[schema(value_type = String, format = "date", example = "2010-12-01")]
    first_day: jiff::civil::Date,
    #[schema(value_type = String, format = "date", example = "2010-12-09")]
    last_day: jiff::civil::Date,
    /// By measure; an average's are its `sales`.
    #[schema(value_type = BTreeMap<String, FigureAmount>, example = json!({"sales": {"amount": "1600", "currency": "JPY"}}))]
    measures: BTreeMap<&'static str, Money>,
}

impl From<NotConverted> for NotConvertedWire {
    fn from(one: NotConverted) -> Self {
        let NotConverted { currency, into, rows, first_day, last_day, amounts } = one;
        let measures = amounts.into_iter().map(|(measure, amount)| (measure.word(), amount)).collect();
        Self { currency, into, rows, first_day, last_day, measures }
    }
}

/// Up to which event figures are told.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AsOfWire {
    position: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "2026-11-21T22:00:00Z")]
    at: Option<Timestamp>,
}

/// Figures, sorted by their dimensions.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FiguresWire {
    rows: Vec<FigureRowWire>,
    /// What is missing in the amounts of all rows together; empty where everything was converted.
    not_converted: Vec<NotConvertedWire>,
    as_of: AsOfWire,
    #[schema(example = "Europe/London")]
    zone: String,
}

impl FiguresWire {
    pub(super) fn of(question: &Question, figures: Figures) -> Self {
        let dimensions: Vec<&'static str> = question.dimensions.iter().map(|one| one.word()).collect();
        let measures: Vec<&'static str> = question.measures.iter().map(|one| one.word()).collect();
        let rows = figures.rows.into_iter().map(|row| FigureRowWire {
            dimensions: dimensions.iter().copied().zip(row.key).collect(),
            currency: row.currency,
            measures: measures.iter().copied().zip(row.cells.into_iter().map(CellWire::from)).collect(),
            not_converted: row.not_converted.into_iter().map(NotConvertedWire::from).collect(),
        });
        Self {
            rows: rows.collect(),
            not_converted: figures.not_converted.into_iter().map(NotConvertedWire::from).collect(),
            as_of: AsOfWire { position: figures.as_of.position, at: figures.as_of.at },
            zone: question.zone.to_string(),
        }
    }
}

/// What one line of one order, or one place of stock, makes of a figure.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BehindRowWire {
    /// None of stock.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "ord_01JD3Q8W0Z000")]
    order: Option<OrderId>,
    /// What the order's shop calls it, where it has a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "1001")]
    order_number: Option<String>,
    /// 0 when the order as a whole is meant.
    line: i64,
    /// `placed`, `cancelled`, `returned`, `credited`, `refunded` or `waiting`; of stock `in_stock`, `in_transit` or `short`.
    #[schema(example = "placed")]
    happened: String,
    /// The beginning of the quarter hour it happened in.
    #[schema(value_type = String, example = "2026-10-25T00:15:00Z")]
    at: Timestamp,
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(example = "MUG-RED")]
    sku: String,
    /// Of stock: the warehouse's code, or `in_transit`.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(example = "hamburg")]
    warehouse: String,
    /// Its part of the figure.
    part: CellWire,
}

impl From<BehindRow> for BehindRowWire {
    fn from(row: BehindRow) -> Self {
        let BehindRow { order, order_number, line, happened, at, sku, warehouse, part, .. } = row;
        Self { order, order_number, line, happened, at, sku, warehouse, part: part.into() }
    }
}
