//! Figures as rows: what was measured, what it must be, whether it is. A table for people, JSON for the record.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;

use crate::machine::Facts;

/// Which way a figure is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Good {
    AtLeast,
    AtMost,
    Exactly,
}

/// One figure. `must` and `hoped` are in the row's own unit; a row without `must` is shown and binds nobody.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    pub name: String,
    pub value: f64,
    pub unit: &'static str,
    pub good: Option<Good>,
    pub must: Option<f64>,
    pub hoped: Option<f64>,
    /// Whether the value satisfies `must`.
    pub met: Option<bool>,
    /// What a reader needs beside the number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Row {
    /// A figure to be shown.
    pub fn shown(name: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self { name: name.into(), value, unit, good: None, must: None, hoped: None, met: None, note: String::new() }
    }

    /// A rate or a share that must reach `must`.
    pub fn at_least(name: impl Into<String>, value: f64, unit: &'static str, must: f64, hoped: Option<f64>) -> Self {
        let met = Some(value >= must);
        Self { good: Some(Good::AtLeast), must: Some(must), hoped, met, ..Self::shown(name, value, unit) }
    }

    /// A time or a size that must stay within `must`.
    pub fn at_most(name: impl Into<String>, value: f64, unit: &'static str, must: f64, hoped: Option<f64>) -> Self {
        let met = Some(value <= must);
        Self { good: Some(Good::AtMost), must: Some(must), hoped, met, ..Self::shown(name, value, unit) }
    }

    /// A count that must be right.
    pub fn exactly(name: impl Into<String>, count: u64, unit: &'static str, must: u64) -> Self {
        let met = Some(count == must);
        let row = Self::shown(name, number(count), unit);
        Self { good: Some(Good::Exactly), must: Some(number(must)), met, ..row }
    }

    #[must_use]
    pub fn noted(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }

    fn bound(&self, bound: Option<f64>) -> String {
        let sign = match self.good {
            Some(Good::AtLeast) => "≥ ",
            Some(Good::AtMost) => "≤ ",
            Some(Good::Exactly) | None => "",
        };
        bound.map_or_else(String::new, |bound| format!("{sign}{}", shown(bound)))
    }
}

/// The result of one suite, as written to `<results>/<suite>.json`.
#[derive(Debug, Serialize)]
pub struct Suite<'a> {
    pub suite: &'a str,
    pub measured_at: String,
    /// Version of Hanse's source, when it is at hand.
    pub commit: Option<String>,
    pub machine: &'a Facts,
    pub rows: &'a [Row],
}

impl Suite<'_> {
    pub fn write(&self, results: &Path) -> io::Result<PathBuf> {
        fs::create_dir_all(results)?;
        let path = results.join(format!("{}.json", self.suite));
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        fs::write(&path, text)?;
        Ok(path)
    }
}

/// The rows as a table of aligned columns.
pub fn table(rows: &[Row]) -> String {
    let heading = ["figure", "value", "unit", "must", "hoped for", "met"].map(str::to_owned);
    let mut lines = vec![(heading, "")];
    for row in rows {
        let met = match row.met {
            Some(true) => "yes",
            Some(false) => "NO",
            None => "",
        };
        let cells = [
            row.name.clone(),
            shown(row.value),
            row.unit.into(),
            row.bound(row.must),
            row.bound(row.hoped),
            met.into(),
        ];
        lines.push((cells, row.note.as_str()));
    }
    let mut widths = [0; 6];
    for (cells, _) in &lines {
        for (width, cell) in widths.iter_mut().zip(cells) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = String::new();
    for (cells, note) in &lines {
        for (at, (width, cell)) in widths.iter().zip(cells).enumerate() {
            let width = *width;
            // Values stand to the right.
            let padded = if at == 1 { format!("{cell:>width$}") } else { format!("{cell:<width$}") };
            text.push_str(&padded);
            text.push_str("  ");
        }
        text.push_str(note);
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}

/// A value with thousands separated and as many decimals as it needs.
pub fn shown(value: f64) -> String {
    let text = if value.fract() == 0.0 || value.abs() >= 1000.0 {
        format!("{value:.0}")
    } else if value.abs() >= 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.3}")
    };
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let mut grouped = String::new();
    let digits = whole.trim_start_matches('-').chars().count();
    for (at, digit) in whole.trim_start_matches('-').chars().enumerate() {
        if at > 0 && (digits - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if whole.starts_with('-') { "-" } else { "" };
    rest.map_or_else(|| format!("{sign}{grouped}"), |rest| format!("{sign}{grouped}.{rest}"))
}

/// A count as a figure.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a count to be read, far below 2^52")]
pub fn number(count: u64) -> f64 {
    count as f64
}

/// A time as a figure in whole microseconds.
pub fn microseconds(time: Duration) -> f64 {
    number(u64::try_from(time.as_micros()).unwrap_or(u64::MAX))
}

/// A time as a figure in milliseconds, to the microsecond.
#[expect(clippy::float_arithmetic, reason = "a measured time, not money")]
pub fn milliseconds(time: Duration) -> f64 {
    microseconds(time) / 1000.0
}

/// A time as a figure in seconds, to the millisecond.
#[expect(clippy::float_arithmetic, reason = "a measured time, not money")]
pub fn seconds(time: Duration) -> f64 {
    number(u64::try_from(time.as_millis()).unwrap_or(u64::MAX)) / 1000.0
}

/// One figure as a share of another; 0 when there is no other.
#[expect(clippy::float_arithmetic, reason = "a share of measured rates, not money")]
pub fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_knows_whether_it_is_met() {
        assert_eq!(Row::at_least("rate", 8000.0, "1/s", 8000.0, None).met, Some(true));
        assert_eq!(Row::at_least("rate", 7999.0, "1/s", 8000.0, None).met, Some(false));
        assert_eq!(Row::at_most("p99", 60.1, "ms", 60.0, None).met, Some(false));
        assert_eq!(Row::exactly("sold", 101, "orders", 100).met, Some(false));
        assert_eq!(Row::exactly("sold", 100, "orders", 100).met, Some(true));
        assert_eq!(Row::shown("bytes", 1.0, "B").met, None);
    }

    #[test]
    fn the_table_is_for_reading() {
        let rows = [
            Row::at_least("placing", 12345.0, "1/s", 8000.0, Some(20000.0)),
            Row::at_most("p99", 61.25, "ms", 60.0, Some(30.0)).noted("busy disk"),
        ];
        let text = table(&rows);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "figure    value  unit  must     hoped for  met");
        assert_eq!(lines[1], "placing  12,345  1/s   ≥ 8,000  ≥ 20,000   yes");
        assert_eq!(lines[2], "p99        61.2  ms    ≤ 60     ≤ 30       NO   busy disk");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(shown(1234567.0), "1,234,567");
        assert_eq!(shown(0.25), "0.250");
        assert_eq!(shown(-1500.0), "-1,500");
        assert_eq!(shown(100.0), "100");
        assert_eq!(milliseconds(Duration::from_micros(1_500)), 1.5);
    }
}
