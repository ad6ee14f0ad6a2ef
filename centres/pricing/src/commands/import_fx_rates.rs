//! Take in published exchange rates.

use std::collections::HashMap;

use kernel::{Rate, Refusal};
use store::{Answer, CommandError, Event, Read, Tx, Value, args};

use super::writing::MOST_ROWS;
use crate::events::{self, FxRatesImported};
use crate::fx::{FxPurpose, FxRow};
use crate::store::{ANY_PURPOSE, FX_RATES};

/// Rates of one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportFxRates {
    /// Who published them.
    pub source: String,
    /// The one purpose they are for; `None`: for any.
    pub purpose: Option<FxPurpose>,
    /// At most 2,000 a command: [`ImportFxRates::chunks`].
    pub rates: Vec<FxRow>,
}

/// What became of the rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FxImported {
    pub new: usize,
    pub known: usize,
    /// Known with another rate, which the new one replaced; the event log keeps when.
    pub corrected: usize,
}

impl Answer for FxImported {
    fn reference(&self) -> String {
        format!("{} {} {}", self.new, self.known, self.corrected)
    }
}

impl std::ops::AddAssign for FxImported {
    fn add_assign(&mut self, other: Self) {
        self.new += other.new;
        self.known += other.known;
        self.corrected += other.corrected;
    }
}

impl ImportFxRates {
    /// In commands of at most 2,000 rates.
    pub fn chunks(self) -> impl Iterator<Item = Self> {
        let Self { source, purpose, rates } = self;
        let mut rest = rates.into_iter().peekable();
        std::iter::from_fn(move || {
            rest.peek()?;
            Some(Self { source: source.clone(), purpose, rates: rest.by_ref().take(MOST_ROWS).collect() })
        })
    }
}

/// Takes in rates; those known stay, so the same file again changes nothing. Refuses `too_many_rows`, `fx_source_missing`.
pub fn import_fx_rates(tx: &mut Tx<'_>, input: &ImportFxRates) -> Result<FxImported, CommandError> {
    if input.rates.len() > MOST_ROWS {
        return Err(Refusal::invalid("too_many_rows").with("most", MOST_ROWS).into());
    }
    if input.source.trim().is_empty() || input.source.chars().nth(200).is_some() {
        return Err(Refusal::invalid("fx_source_missing").at("/source").into());
    }
    let purpose = input.purpose.map_or(ANY_PURPOSE, FxPurpose::as_str);
    let now = tx.context().now;
    let row = |rate: &FxRow| {
        vec![
            Value::word(purpose),
            Value::text(rate.currency),
            Value::text(rate.day),
            Value::text(rate.rate),
            Value::from(input.source.as_str()),
            Value::from(now),
        ]
    };
    let new = tx.insert_new(&FX_RATES, input.rates.iter().map(row).collect())?;
    let there: Vec<&FxRow> = input.rates.iter().zip(&new).filter(|(_, new)| !**new).map(|(rate, _)| rate).collect();
    let known = known_rates(tx, purpose, &there)?;
    let differs = |rate: &&&FxRow| known.get(&(rate.currency.to_string(), rate.day.to_string())) != Some(&rate.rate);
    let corrected: Vec<Vec<Value>> = there.iter().filter(differs).map(|rate| row(rate)).collect();
    let imported = FxImported {
        new: new.iter().filter(|new| **new).count(),
        known: there.len().saturating_sub(corrected.len()),
        corrected: corrected.len(),
    };
    tx.upsert(&FX_RATES, corrected)?;
    if imported.new + imported.corrected > 0 {
        let days = input.rates.iter().map(|rate| rate.day);
        let (first, last) = (days.clone().min(), days.max());
        let text = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let told = FxRatesImported {
            new: imported.new,
            corrected: imported.corrected,
            first_day: &text(first),
            last_day: &text(last),
        };
        tx.publish(Event::new(events::FX_RATES_IMPORTED, &input.source, &told)?);
        tx.touch(crate::FX_AREA);
    }
    Ok(imported)
}

/// What is known for the days of these rates, by currency and day. One query.
fn known_rates(
    tx: &mut Tx<'_>,
    purpose: &'static str,
    rates: &[&FxRow],
) -> Result<HashMap<(String, String), Rate>, CommandError> {
    let mut days: Vec<String> = rates.iter().map(|rate| rate.day.to_string()).collect();
    days.sort_unstable();
    days.dedup();
    if days.is_empty() {
        return Ok(HashMap::new());
    }
    let list: Vec<Value> = days.into_iter().map(Value::from).collect();
    let sql = "SELECT currency, day, rate FROM fx_rates WHERE day IN {list} AND purpose = $1";
    let mut known = HashMap::new();
    for row in tx.query_in(sql, &args![purpose], &list)? {
        known.insert((row.text(0)?.to_owned(), row.text(1)?.to_owned()), row.parsed(2)?);
    }
    Ok(known)
}
