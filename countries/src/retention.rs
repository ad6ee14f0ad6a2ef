//! How long the law wants an issued invoice kept.

use jiff::civil::{Date, date};
use kernel::CountryCode;

use crate::data::RetentionEntry;
use crate::period::{FactStatus, Period, Source};
use crate::world::World;

/// So many whole calendar years after the one the invoice was issued in.
#[derive(Debug, Clone)]
pub struct Retention {
    /// Whose law; none for every country without a row of its own.
    pub country: Option<CountryCode>,
    pub years: i16,
    pub period: Period,
    pub status: FactStatus,
    pub source: Source,
}

impl Retention {
    pub(crate) fn of(entry: RetentionEntry, country: Option<CountryCode>) -> Self {
        Self {
            country,
            years: entry.years,
            period: Period { from: entry.from, to: entry.to },
            status: entry.status,
            source: Source { text: entry.source, date: entry.source_date },
        }
    }
    /// The last day that an invoice issued on this day is kept.
    pub fn last_day(&self, issued: Date) -> Date {
        date(issued.year().saturating_add(self.years).min(9_999), 12, 31)
    }
}

impl World {
    /// The law of a country on a day: its own row, else the one for all others.
    pub fn retention(&self, country: CountryCode, on: Date) -> Option<&Retention> {
        let of = |wanted| self.retentions.iter().find(|one| one.country == wanted && one.period.holds_on(on));
        of(Some(country)).or_else(|| of(None))
    }
}
