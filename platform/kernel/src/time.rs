//! Instants. Stored as Unix milliseconds in UTC, shown as RFC 3339; days are cut in the reader's zone, never in storage.

use std::fmt;
use std::str::FromStr;

use crate::refusal::Refusal;
use crate::text::shown;

const QUARTER_HOUR_MS: i64 = 900_000;

/// An instant in Unix milliseconds, UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an instant of the form 2026-11-21T22:00:00Z: {0}")]
pub struct TimestampError(pub String);

impl Timestamp {
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }
    pub const fn ms(self) -> i64 {
        self.0
    }
    /// This instant moved by `ms` milliseconds, held at the ends of the range.
    pub const fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }
    /// The quarter hour this instant lies in, counted from 1970-01-01T00:00Z. Every offset from UTC in use since 1972 is
    /// made of whole quarter hours, so sums by quarter hour fold into the days of any zone.
    pub const fn quarter_hour(self) -> i64 {
        self.0.div_euclid(QUARTER_HOUR_MS)
    }
    /// The first instant of a quarter hour.
    pub const fn of_quarter_hour(quarter_hour: i64) -> Self {
        Self(quarter_hour.saturating_mul(QUARTER_HOUR_MS))
    }
    fn jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }
    /// The calendar day of this instant in `zone`.
    pub fn day_in(self, zone: &jiff::tz::TimeZone) -> jiff::civil::Date {
        self.jiff().to_zoned(zone.clone()).date()
    }
    /// The calendar day in UTC.
    pub fn day_utc(self) -> jiff::civil::Date {
        self.day_in(&jiff::tz::TimeZone::UTC)
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(instant: jiff::Timestamp) -> Self {
        Self(instant.as_millisecond())
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.jiff().fmt(out)
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let instant: jiff::Timestamp = text.parse().map_err(|_| TimestampError(shown(text)))?;
        Ok(instant.into())
    }
}

crate::serde_as_text!(Timestamp);

impl From<TimestampError> for Refusal {
    fn from(error: TimestampError) -> Self {
        Refusal::invalid("invalid_timestamp").with("text", error.0)
    }
}
