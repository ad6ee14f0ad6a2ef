//! Figures of stock, as it is at the moment of asking: what it is worth, how much of it has no known cost, what is missing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use inventory::{StockWorth, VariantId, WarehouseId, list_warehouses, stock_worth};
use kernel::{CountryCode, CurrencyCode, EntityCode, Id, Money, Refusal, Timestamp, WarehouseCode};
use store::{CommandError, Read, Value};

use crate::behind::{BehindPlace, BehindRow};
use crate::convert::{Converter, at, set_beside};
use crate::model::{Cell, Dimension, Filter, Measure, NotConverted, Question, ShownIn};

/// Where what is on no shelf is said to be.
const IN_TRANSIT: &str = "in_transit";

/// Sums of stock.
#[derive(Debug, Clone, Default)]
pub(crate) struct StockSums {
    value: Option<i64>,
    pieces: i64,
    unvalued: i64,
    short: i64,
    pub(crate) not_converted: Vec<NotConverted>,
}

/// A variant in one place.
struct Place {
    variant: VariantId,
    warehouse: Option<(WarehouseId, WarehouseCode, CountryCode)>,
    entity: EntityCode,
    /// What its owner's pieces of it are valued in, where any cost is known.
    currency: Option<CurrencyCode>,
    sku: String,
    category: String,
    sums: StockSums,
    /// Tells what several owners have in transit apart.
    turn: i64,
}

impl Place {
    fn word(&self, dimension: Dimension) -> String {
        match dimension {
            Dimension::Country => self.warehouse.map(|(_, _, country)| country.to_string()).unwrap_or_default(),
            Dimension::Warehouse => match self.warehouse {
                Some((_, code, _)) => code.to_string(),
                None => IN_TRANSIT.to_owned(),
            },
            Dimension::Category => self.category.clone(),
            Dimension::Sku => self.sku.clone(),
            Dimension::Currency => self.currency.map(|currency| currency.to_string()).unwrap_or_default(),
            Dimension::Entity => self.entity.to_string(),
            Dimension::Day
            | Dimension::Hour
            | Dimension::Market
            | Dimension::Channel
            | Dimension::Status
            | Dimension::TaxStatus
            | Dimension::Age => String::new(),
        }
    }

    fn fits(&self, filter: &Filter) -> bool {
        let among = |words: &[String], dimension| words.is_empty() || words.contains(&self.word(dimension));
        let below = |category: &String| {
            let rest = self.category.strip_prefix(category.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        among(&filter.country, Dimension::Country)
            && among(&filter.warehouse, Dimension::Warehouse)
            && among(&filter.sku, Dimension::Sku)
            && among(&filter.currency, Dimension::Currency)
            && among(&filter.entity, Dimension::Entity)
            && (filter.category.is_empty() || filter.category.iter().any(below))
    }

    fn part(&self, measure: Measure) -> Option<Cell> {
        let count = |count: i64| (count != 0).then_some(Cell::Count(count));
        match measure {
            Measure::StockValue => {
                let value = self.sums.value.filter(|value| *value != 0).zip(self.currency);
                value.map(|(value, currency)| Cell::Money(Money::new(value, currency)))
            }
            Measure::StockPieces => count(self.sums.pieces),
            Measure::StockUnvalued => count(self.sums.unvalued),
            Measure::Shortfall => count(self.sums.short),
            _ => None,
        }
    }

    /// Whether it is without what a measure counts; a value that nobody knows is not nothing.
    fn has_nothing(&self, measure: Measure) -> bool {
        self.part(measure).is_none() && (measure != Measure::StockValue || self.sums.unvalued == 0)
    }

    /// What a list of places goes by.
    fn order(&self) -> BehindPlace {
        let warehouse = self.warehouse.map_or(i64::MAX, |(id, _, _)| id.number());
        [self.variant.number(), warehouse, i64::from(self.sums.short > 0), self.turn]
    }
}

/// What is said of a place of stock in an answer.
pub(crate) fn cell(measure: Measure, currency: Option<CurrencyCode>, sums: Option<&StockSums>) -> Cell {
    let Some(sums) = sums else { return Cell::None };
    match measure {
        Measure::StockValue => match (sums.value, currency) {
            (Some(value), Some(currency)) => Cell::Money(Money::new(value, currency)),
            _ => Cell::None,
        },
        Measure::StockPieces => Cell::Count(sums.pieces),
        Measure::StockUnvalued => Cell::Count(sums.unvalued),
        Measure::Shortfall => Cell::Count(sums.short),
        _ => Cell::None,
    }
}

/// What of a question does not fit stock: it is as of now, and of no order.
pub(crate) fn unfit(question: &Question) -> Option<&'static str> {
    let Filter { market, channel, status, tax_status, .. } = &question.filter;
    [
        ("market", !market.is_empty()),
        ("channel", !channel.is_empty()),
        ("status", !status.is_empty()),
        ("tax_status", !tax_status.is_empty()),
        ("from, until", question.from.is_some() || question.until.is_some()),
    ]
    .into_iter()
    .find_map(|(word, asked)| asked.then_some(word))
}

/// Every place with stock, or with too little of it, that fits the question.
fn places(read: &mut dyn Read, question: &Question, measures: &[Measure]) -> Result<Vec<Place>, CommandError> {
    let warehouses: HashMap<WarehouseId, _> =
        list_warehouses(read)?.into_iter().map(|one| (one.id, (one.id, one.code, one.country, one.entity))).collect();
    let shown = |id: WarehouseId| warehouses.get(&id).map(|(id, code, country, _)| (*id, *code, *country));
    let worth = stock_worth(read, None)?;
    let mut currencies = HashMap::new();
    for place in &worth {
        if let Some(value) = place.value {
            currencies.insert((place.variant, place.entity), value.currency());
        }
    }
    let mut found = Vec::new();
    for (StockWorth { variant, warehouse, entity, pieces, unknown, value }, turn) in worth.into_iter().zip(0i64..) {
        let sums = StockSums {
            value: value.map(Money::minor),
            pieces,
            unvalued: unknown,
            short: 0,
            not_converted: Vec::new(),
        };
        let (warehouse, currency) = (warehouse.and_then(shown), value.map(Money::currency));
        let (sku, category) = (String::new(), String::new());
        // By variant and owner, so the order of what is in transit is always the same.
        let turn = if warehouse.is_none() { turn } else { 0 };
        found.push(Place { variant, warehouse, entity, currency, sku, category, sums, turn });
    }
    if measures.contains(&Measure::Shortfall) {
        for row in read.query("SELECT variant, warehouse, quantity FROM stock_shortfalls", &[])? {
            let (variant, id): (VariantId, WarehouseId) = (row.id(0)?, row.id(1)?);
            let Some((_, _, _, entity)) = warehouses.get(&id) else { continue };
            let sums = StockSums { short: row.int(2)?, ..StockSums::default() };
            let currency = currencies.get(&(variant, *entity)).copied();
            let (sku, category) = (String::new(), String::new());
            found.push(Place {
                variant,
                warehouse: shown(id),
                entity: *entity,
                currency,
                sku,
                category,
                sums,
                turn: 0,
            });
        }
    }
    name(read, &mut found)?;
    found.retain(|place| place.fits(&question.filter));
    Ok(found)
}

/// What the catalogue calls the variants, and where it keeps them; one that it does not know is shown by its id.
fn name(read: &mut dyn Read, places: &mut [Place]) -> Result<(), CommandError> {
    let variants: BTreeSet<VariantId> = places.iter().map(|place| place.variant).collect();
    let list: Vec<Value> = variants.into_iter().map(Value::id).collect();
    let rows = read.query_in(
        "SELECT v.id, v.sku, p.category FROM variants v JOIN products p ON p.id = v.product WHERE v.id IN {list}",
        &[],
        &list,
    )?;
    let mut known: HashMap<VariantId, (String, String)> = HashMap::with_capacity(rows.len());
    for row in &rows {
        known.insert(row.id(0)?, (row.text(1)?.to_owned(), row.text(2)?.to_owned()));
    }
    for place in places {
        match known.get(&place.variant) {
            Some((sku, category)) => (place.sku, place.category) = (sku.clone(), category.clone()),
            None => place.sku = place.variant.to_string(),
        }
    }
    Ok(())
}

/// Sums of stock by key, and by currency where an amount is asked for.
pub(crate) type ByPlace = BTreeMap<(Vec<String>, Option<CurrencyCode>), StockSums>;

/// The stock of a question. Values are converted, where the question wants it, at the booking rate of the day of `now`.
pub(crate) fn sums(read: &mut dyn Read, question: &Question, now: Timestamp) -> Result<ByPlace, CommandError> {
    let money = question.measures.iter().any(|measure| measure.is_money());
    let converter = &mut Converter::of(read, question.shown_in)?;
    let day = question.zone.day_of(now);
    // By key, its own currency, and what that is to be shown in.
    let mut apart: BTreeMap<_, (StockSums, i64)> = BTreeMap::new();
    for place in places(read, question, &question.measures)? {
        // Told apart, a place that has nothing of what is asked for is no row.
        if !question.dimensions.is_empty() && question.measures.iter().all(|one| place.has_nothing(*one)) {
            continue;
        }
        let key: Vec<String> = question.dimensions.iter().map(|dimension| place.word(*dimension)).collect();
        let currency = place.currency.filter(|_| money);
        let into = currency.and_then(|currency| converter.wanted(currency, Some(place.entity)));
        let (sums, valued) = apart.entry((key, currency, into)).or_default();
        *valued = valued.saturating_add(i64::from(place.part(Measure::StockValue).is_some()));
        add(sums, place.sums)?;
    }
    let mut shown = ByPlace::new();
    for ((key, currency, into), (mut sums, rows)) in apart {
        if let (Some(currency), Some(value)) = (currency.filter(|_| question.shown_in != ShownIn::Document), sums.value)
        {
            let rate = match into {
                Some(into) => converter.rate(read, currency, into, day)?,
                None => None,
            };
            sums.value = rate.map(|rate| at(rate, value)).transpose()?;
            if sums.value.is_none() {
                let amounts = vec![(Measure::StockValue, Money::new(value, currency))];
                let beside = NotConverted { currency, into, rows, first_day: day, last_day: day, amounts };
                set_beside(&mut sums.not_converted, &beside)?;
            }
        }
        add(shown.entry((key, into)).or_default(), sums)?;
    }
    Ok(shown)
}

fn add(to: &mut StockSums, more: StockSums) -> Result<(), Refusal> {
    let sum = |one: i64, other: i64| one.checked_add(other).ok_or_else(|| Refusal::invalid("money_overflow"));
    to.value = match (to.value, more.value) {
        (Some(one), Some(other)) => Some(sum(one, other)?),
        (one, other) => one.or(other),
    };
    to.pieces = sum(to.pieces, more.pieces)?;
    to.unvalued = sum(to.unvalued, more.unvalued)?;
    to.short = sum(to.short, more.short)?;
    for one in &more.not_converted {
        set_beside(&mut to.not_converted, one)?;
    }
    Ok(())
}

/// The places behind a measure of stock, by variant and warehouse, as of `now`.
pub(crate) fn behind(
    read: &mut dyn Read,
    question: &Question,
    measure: Measure,
    after: Option<BehindPlace>,
    limit: usize,
    now: Timestamp,
) -> Result<Vec<BehindRow>, CommandError> {
    let mut places = places(read, question, &[measure])?;
    places.retain(|place| after.is_none_or(|after| place.order() > after));
    places.sort_unstable_by_key(Place::order);
    let rows = places.iter().filter_map(|place| {
        let part = place.part(measure)?;
        let happened = match (measure, place.warehouse) {
            (Measure::Shortfall, _) => "short",
            (_, Some(_)) => "in_stock",
            (_, None) => IN_TRANSIT,
        };
        Some(BehindRow {
            order: None,
            order_number: None,
            line: 0,
            happened: happened.to_owned(),
            at: now,
            sku: place.sku.clone(),
            warehouse: place.word(Dimension::Warehouse),
            part,
            place: place.order(),
        })
    });
    Ok(rows.take(limit).collect())
}
