//! Time zones by their IANA name. The rules are those compiled in, so a day is cut alike on every machine.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::refusal::Refusal;
use crate::text::shown;
use crate::time::Timestamp;

/// Not the machine's: whatever it has installed, a replay has to end the same.
static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A zone of the IANA list, such as `Europe/London`. Cheap to clone.
#[derive(Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a time zone like Europe/London: {0}")]
pub struct ZoneError(pub String);

impl Zone {
    pub const UTC: Self = Self(TimeZone::UTC);

    pub fn as_str(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }
    pub fn time_zone(&self) -> &TimeZone {
        &self.0
    }
    /// The calendar day of an instant here.
    pub fn day_of(&self, instant: Timestamp) -> Date {
        instant.day_in(&self.0)
    }
    /// The first instant of a calendar day here; not always midnight (some clocks were put forward at midnight).
    /// `None` at the ends of the calendar.
    pub fn start_of(&self, day: Date) -> Option<Timestamp> {
        let start = day.to_zoned(self.0.clone()).ok()?.start_of_day().ok()?;
        Some(start.timestamp().into())
    }
}

/// Reads the name in any case; it is kept as the IANA list spells it.
impl FromStr for Zone {
    type Err = ZoneError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let zone = ZONES.get(text).map_err(|_| ZoneError(shown(text)))?;
        if zone.is_unknown() { Err(ZoneError(shown(text))) } else { Ok(Self(zone)) }
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

crate::serde_as_text!(Zone);

impl From<ZoneError> for Refusal {
    fn from(error: ZoneError) -> Self {
        Refusal::invalid("invalid_zone").with("text", error.0)
    }
}
