//! What is one currency worth in another, for a purpose, on a day?

use jiff::civil::Date;
use kernel::{CurrencyCode, Money, MoneyError, Rate, Refusal, RoundingMode};
use store::{CommandError, Read, StoreError, args};

use super::purpose::{FxPurpose, FxRule, WantedDay, days_between};
use crate::store::ANY_PURPOSE;

/// A rate more days away from the wanted day than this says that it is stale. Easter makes five days without a rate.
pub const STALE_AFTER_DAYS: i64 = 7;
/// A rate more days away from the wanted day than this is none.
pub const MOST_DAYS_OLD: i64 = 31;

/// A rate with where it comes from: what a document keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FxQuote {
    pub from: CurrencyCode,
    pub to: CurrencyCode,
    /// How many of `to` one of `from` is. Exact where one of them is the euro and it is `from`; else to 28 digits.
    pub rate: Rate,
    pub purpose: FxPurpose,
    /// The day asked for.
    pub on: Date,
    /// The day whose rate the purpose wants.
    pub wanted: Date,
    /// The day it was published for; of two rates crossed the one farther away.
    pub day: Date,
    pub source: String,
    pub rule: FxRule,
    /// Whether `day` is more than [`STALE_AFTER_DAYS`] from `wanted`.
    pub stale: bool,
}

impl FxQuote {
    /// An amount in `from` as an amount in `to`.
    pub fn convert(&self, amount: Money, mode: RoundingMode) -> Result<Money, MoneyError> {
        if amount.currency() != self.from {
            return Err(MoneyError::CurrencyMismatch { left: amount.currency(), right: self.from });
        }
        self.rate.convert(amount, self.to, mode)
    }
    /// Whose rate of which day, as books keep it beside the rate: `ecb 2026-11-20`.
    pub fn told(&self) -> String {
        format!("{} {}", self.source, self.day)
    }
}

/// The booking rate of day `on` and what [`FxQuote::told`] tells of it. Refuses `fx_rate_missing`.
pub fn booking_rate(
    read: &mut dyn Read,
    from: CurrencyCode,
    to: CurrencyCode,
    on: Date,
) -> Result<(Rate, String), CommandError> {
    let quote = fx_quote(read, FxPurpose::Booking, from, to, on)?;
    Ok((quote.rate, quote.told()))
}

/// The rate of a purpose for day `on`, crossed through the euro. Refuses `fx_rate_missing` where there is no rate within
/// [`MOST_DAYS_OLD`] days of the wanted one. Orders ask [`super::FxBook`], which remembers.
pub fn fx_quote(
    read: &mut dyn Read,
    purpose: FxPurpose,
    from: CurrencyCode,
    to: CurrencyCode,
    on: Date,
) -> Result<FxQuote, CommandError> {
    let wanted = purpose.wanted_day(on);
    let one = |source: &str| Leg { rate: Rate::ONE, day: wanted.day(), source: source.to_owned() };
    let same = from == to;
    let mut leg = |currency: CurrencyCode| -> Result<Option<Leg>, CommandError> {
        if same || currency == CurrencyCode::EUR {
            return Ok(None);
        }
        let found = nearest(read, purpose, currency, wanted)?;
        let missing = || missing(from, to, currency, purpose, wanted.day());
        found.map(Some).ok_or_else(|| missing().into())
    };
    let (below, above) = (leg(from)?, leg(to)?);
    let per_euro = |leg: &Option<Leg>| leg.as_ref().map_or(Rate::ONE, |leg| leg.rate);
    let rate = per_euro(&above).checked_over(per_euro(&below));
    let rate = rate.ok_or_else(|| missing(from, to, from, purpose, wanted.day()))?;
    let legs = [below, above].into_iter().flatten();
    let far = legs.max_by_key(|leg| days_between(leg.day, wanted.day()).abs());
    let far = far.unwrap_or_else(|| one("one currency"));
    Ok(FxQuote {
        from,
        to,
        rate,
        purpose,
        on,
        wanted: wanted.day(),
        day: far.day,
        source: far.source,
        rule: purpose.rule(),
        stale: days_between(far.day, wanted.day()).abs() > STALE_AFTER_DAYS,
    })
}

fn missing(from: CurrencyCode, to: CurrencyCode, currency: CurrencyCode, purpose: FxPurpose, wanted: Date) -> Refusal {
    Refusal::conflict("fx_rate_missing")
        .with("from", from)
        .with("to", to)
        .with("currency", currency)
        .with("purpose", purpose)
        .with("day", wanted)
}

/// How many of a currency one euro is.
struct Leg {
    rate: Rate,
    day: Date,
    source: String,
}

/// The rate nearest to the wanted day: one imported for the purpose, else one for any.
fn nearest(
    read: &mut dyn Read,
    purpose: FxPurpose,
    currency: CurrencyCode,
    wanted: WantedDay,
) -> Result<Option<Leg>, StoreError> {
    for of in [purpose.as_str(), ANY_PURPOSE] {
        let sql = match wanted {
            WantedDay::OnOrBefore(_) => {
                "SELECT day, rate, source FROM fx_rates WHERE purpose = $1 AND currency = $2 AND day <= $3 \
                 ORDER BY day DESC LIMIT 1"
            }
            WantedDay::OnOrAfter(_) => {
                "SELECT day, rate, source FROM fx_rates WHERE purpose = $1 AND currency = $2 AND day >= $3 \
                 ORDER BY day LIMIT 1"
            }
        };
        let row = read.query_one(sql, &args![of, currency.as_str(), wanted.day().to_string()])?;
        let Some(row) = row else { continue };
        let day: Date = row.parsed(0)?;
        if days_between(day, wanted.day()).abs() <= MOST_DAYS_OLD {
            return Ok(Some(Leg { rate: row.parsed(1)?, day, source: row.text(2)?.to_owned() }));
        }
    }
    Ok(None)
}
