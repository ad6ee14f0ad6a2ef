//! Times as files write them: local to a stated zone, read into instants.

use jiff::civil::DateTime;
use jiff::fmt::strtime::BrokenDownTime;
use kernel::{Timestamp, Zone};
use serde::Deserialize;

/// How a file writes times.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeFormat {
    /// `strftime` patterns, tried in their order; a pattern without a time of day means midnight. ISO 8601
    /// (`2010-12-01 08:26:00`), which spreadsheets hand over, is always understood.
    #[serde(default)]
    pub formats: Vec<String>,
    /// Where the clock hung. A pattern with an offset (`%z`) does without.
    pub zone: Zone,
}

/// Whole years a time may lie in; outside, a misread pattern is likelier than such an order.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=2100;

/// An instant, and whether the wall clock left it open (the hour shown twice in autumn, or never in spring). Twice: the
/// first is taken. Never: the clock is read as if it had not been put forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Instant {
    pub at: Timestamp,
    pub ambiguous: bool,
}

impl TimeFormat {
    /// Reads a time, or says the code of the problem.
    pub(crate) fn read(&self, text: &str) -> Result<Instant, &'static str> {
        let (local, instant) = self.parts(text).ok_or("not_a_time")?;
        if !YEARS.contains(&local.year()) {
            return Err("time_not_plausible");
        }
        if let Some(at) = instant {
            return Ok(Instant { at: at.into(), ambiguous: false });
        }
        let ambiguous = self.zone.time_zone().to_ambiguous_timestamp(local);
        let open = ambiguous.is_ambiguous();
        let at = ambiguous.compatible().map_err(|_| "time_not_plausible")?;
        Ok(Instant { at: at.into(), ambiguous: open })
    }

    fn parts(&self, text: &str) -> Option<(DateTime, Option<jiff::Timestamp>)> {
        if let Some(local) = iso_seconds(text) {
            return Some((local, None));
        }
        for format in &self.formats {
            if let Ok(parts) = BrokenDownTime::parse(format, text) {
                let Ok(date) = parts.to_date() else { continue };
                let local = parts.to_datetime().unwrap_or_else(|_| date.to_datetime(jiff::civil::Time::midnight()));
                return Some((local, parts.offset().and_then(|offset| offset.to_timestamp(local).ok())));
            }
        }
        if let Ok(instant) = text.parse::<jiff::Timestamp>() {
            return Some((instant.to_zoned(self.zone.time_zone().clone()).datetime(), Some(instant)));
        }
        Some((text.parse().ok()?, None))
    }
}

/// `2010-12-01 08:26:00`, the form of most exports, without the general parser.
fn iso_seconds(text: &str) -> Option<DateTime> {
    let bytes: &[u8; 19] = text.as_bytes().try_into().ok()?;
    let [y1, y2, y3, y4, b'-', mo1, mo2, b'-', d1, d2, b' ' | b'T', h1, h2, b':', mi1, mi2, b':', s1, s2] = bytes
    else {
        return None;
    };
    let year = i16::from(pair(y1, y2)?) * 100 + i16::from(pair(y3, y4)?);
    DateTime::new(year, pair(mo1, mo2)?, pair(d1, d2)?, pair(h1, h2)?, pair(mi1, mi2)?, pair(s1, s2)?, 0).ok()
}

fn pair(tens: &u8, ones: &u8) -> Option<i8> {
    if !(tens.is_ascii_digit() && ones.is_ascii_digit()) {
        return None;
    }
    i8::try_from((tens - b'0') * 10 + (ones - b'0')).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn london(formats: &[&str]) -> TimeFormat {
        TimeFormat {
            formats: formats.iter().map(|f| (*f).to_owned()).collect(),
            zone: "Europe/London".parse().unwrap(),
        }
    }

    fn read(format: &TimeFormat, text: &str) -> String {
        format.read(text).map_or_else(ToOwned::to_owned, |instant| instant.at.to_string())
    }

    #[test]
    fn a_local_time_becomes_an_instant_in_winter_and_summer() {
        let format = london(&[]);
        assert_eq!(read(&format, "2010-12-01 08:26:00"), "2010-12-01T08:26:00Z");
        assert_eq!(read(&format, "2011-07-26 10:13:00"), "2011-07-26T09:13:00Z");
    }

    #[test]
    fn the_hour_the_clock_shows_twice_is_taken_once_and_said() {
        let format = london(&[]);
        let twice = format.read("2010-10-31 01:30:00").unwrap();
        assert_eq!((twice.at.to_string().as_str(), twice.ambiguous), ("2010-10-31T00:30:00Z", true));
        let never = format.read("2011-03-27 01:30:00").unwrap();
        assert!(never.ambiguous);
    }

    #[test]
    fn other_patterns_are_data() {
        let format = london(&["%d/%m/%Y %H:%M", "%d.%m.%Y", "%m-%d-%Y %H:%M %z"]);
        assert_eq!(read(&format, "26/07/2011 10:13"), "2011-07-26T09:13:00Z");
        assert_eq!(read(&format, "26.07.2011"), "2011-07-25T23:00:00Z");
        assert_eq!(read(&format, "07-26-2011 10:13 +0200"), "2011-07-26T08:13:00Z");
        assert_eq!(read(&format, "2011-07-26T10:13:00+02:00"), "2011-07-26T08:13:00Z");
        assert_eq!(read(&format, "2011-07-26T10:13:00Z"), "2011-07-26T10:13:00Z");
        assert_eq!(read(&format, "2011-07-26T10:13"), "2011-07-26T09:13:00Z");
    }

    #[test]
    fn a_day_that_is_none_is_refused() {
        let format = london(&[]);
        for text in ["2011-02-29 10:00:00", "yesterday", "", "2011-13-01 10:00:00", "2011-01-01 25:00:00"] {
            assert_eq!(read(&format, text), "not_a_time", "{text}");
        }
        assert_eq!(read(&format, "0011-02-01 10:00:00"), "time_not_plausible");
    }
}
