//! Amounts in the currency asked for. What no rate converts is set beside, with its own currency: never added, never left out.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use jiff::civil::Date;
use kernel::{CurrencyCode, EntityCode, Money, Refusal, RoundingMode};
use pricing::{FxPurpose, FxQuote, fx_quote};
use store::{CommandError, Read};

use crate::model::{Measure, NotConverted, ShownIn};

/// The rates of one question, each read once.
pub(crate) struct Converter {
    shown_in: ShownIn,
    /// What each entity keeps its books in.
    bases: HashMap<EntityCode, CurrencyCode>,
    rates: HashMap<(CurrencyCode, CurrencyCode, Date), Option<FxQuote>>,
}

impl Converter {
    pub(crate) fn of(read: &mut dyn Read, shown_in: ShownIn) -> Result<Self, CommandError> {
        let bases = match shown_in {
            ShownIn::Base => ledger::entities(read)?.into_iter().map(|one| (one.code, one.base_currency)).collect(),
            ShownIn::Document | ShownIn::One(_) => HashMap::new(),
        };
        Ok(Self { shown_in, bases, rates: HashMap::new() })
    }

    /// What an entity's amounts in `currency` are shown in; `None` where nobody knows the entity's books.
    pub(crate) fn wanted(&self, currency: CurrencyCode, entity: Option<EntityCode>) -> Option<CurrencyCode> {
        match self.shown_in {
            ShownIn::Document => Some(currency),
            ShownIn::One(one) => Some(one),
            ShownIn::Base => entity.and_then(|entity| self.bases.get(&entity).copied()),
        }
    }

    /// The booking rate of a day; `None` where there is none.
    pub(crate) fn rate(
        &mut self,
        read: &mut dyn Read,
        from: CurrencyCode,
        into: CurrencyCode,
        day: Date,
    ) -> Result<Option<&FxQuote>, CommandError> {
        let found = match self.rates.entry((from, into, day)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(match fx_quote(read, FxPurpose::Booking, from, into, day) {
                Ok(quote) => Some(quote),
                Err(CommandError::Refused(refusal)) if refusal.code == "fx_rate_missing" => None,
                Err(other) => return Err(other),
            }),
        };
        Ok(found.as_ref())
    }
}

/// An amount at a rate, rounded half up.
pub(crate) fn at(quote: &FxQuote, minor: i64) -> Result<i64, Refusal> {
    Ok(quote.convert(Money::new(minor, quote.from), RoundingMode::HalfUp)?.minor())
}

/// Adds what no rate converts to what else is of the same currency and way.
pub(crate) fn set_beside(list: &mut Vec<NotConverted>, more: &NotConverted) -> Result<(), Refusal> {
    let same = |one: &&mut NotConverted| (one.currency, one.into) == (more.currency, more.into);
    let Some(known) = list.iter_mut().find(same) else {
        list.push(more.clone());
        list.sort_unstable_by_key(|one| (one.currency, one.into));
        return Ok(());
    };
    known.rows = known.rows.saturating_add(more.rows);
    known.first_day = known.first_day.min(more.first_day);
    known.last_day = known.last_day.max(more.last_day);
    for (measure, amount) in &more.amounts {
        match known.amounts.iter_mut().find(|(one, _)| one == measure) {
            Some((_, sum)) => *sum = add(*sum, *amount)?,
            None => known.amounts.push((*measure, *amount)),
        }
    }
    Ok(())
}

fn add(one: Money, other: Money) -> Result<Money, Refusal> {
    let sum = one.minor().checked_add(other.minor()).ok_or_else(|| Refusal::invalid("money_overflow"))?;
    Ok(Money::new(sum, one.currency()))
}

/// The measure whose amount a measure is told by: an average by its sales.
pub(crate) const fn amount_of(measure: Measure) -> Measure {
    match measure {
        Measure::Average => Measure::Sales,
        other => other,
    }
}
