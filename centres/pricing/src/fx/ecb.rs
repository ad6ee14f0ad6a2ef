//! The euro foreign exchange reference rates as the European Central Bank publishes them: `eurofxref-hist.csv`, or the same in a
//! zip archive. Columns: `Date`, then a currency each; a cell is how many of it one euro is, or `N/A`.

use std::io::Read as _;

use jiff::civil::Date;
use kernel::{CurrencyCode, Rate, Refusal};

use super::FxRow;

/// The name of the source, as it stands beside its rates.
pub const ECB: &str = "ECB euro foreign exchange reference rates";

/// The most bytes a file has when unpacked: ten times the whole history.
pub const MOST_CSV_BYTES: u64 = 20 * 1024 * 1024;

/// A file that is not in the ECB's layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EcbError {
    /// Counted from 1; 0 where it is about the whole file.
    pub line: u64,
    pub why: String,
}

impl From<EcbError> for Refusal {
    fn from(error: EcbError) -> Self {
        Refusal::invalid("invalid_fx_file").with("line", error.line).with("why", error.why)
    }
}

/// The rates of the months before this release that come with Hanse: daily, of the currencies of its demo company.
pub fn ecb_recent() -> Result<Vec<FxRow>, EcbError> {
    read_csv(include_bytes!("../../data/ecb_recent.csv"))
}

/// Reads the CSV file or the zip archive around it. Currencies no longer listed in ISO 4217 with a minor unit are left out, as no
/// amount can be in them; an unreadable day or rate refuses the file.
pub fn read_ecb(bytes: &[u8]) -> Result<Vec<FxRow>, EcbError> {
    if bytes.starts_with(b"PK\x03\x04") {
        return read_csv(&unzipped(bytes)?);
    }
    read_csv(bytes)
}

fn whole(why: &str) -> EcbError {
    EcbError { line: 0, why: why.to_owned() }
}

/// The first file of a zip archive (PKWARE APPNOTE 4.3.7): a header of 30 bytes, its name, extra fields, the deflated bytes, which
/// know their own end.
fn unzipped(bytes: &[u8]) -> Result<Vec<u8>, EcbError> {
    let number = |place: usize| {
        let two = bytes.get(place..).and_then(|rest| rest.first_chunk::<2>());
        two.map(|two| u16::from_le_bytes(*two)).ok_or_else(|| whole("the zip archive is cut off"))
    };
    if number(8)? != 8 {
        return Err(whole("the zip archive is not deflated"));
    }
    let start = 30 + usize::from(number(26)?) + usize::from(number(28)?);
    let packed = bytes.get(start..).ok_or_else(|| whole("the zip archive is cut off"))?;
    let mut csv = Vec::new();
    let unpacked = flate2::read::DeflateDecoder::new(packed).take(MOST_CSV_BYTES + 1).read_to_end(&mut csv);
    unpacked.map_err(|_| whole("the zip archive is damaged"))?;
    if u64::try_from(csv.len()).unwrap_or(u64::MAX) > MOST_CSV_BYTES {
        return Err(whole("the file is too large"));
    }
    Ok(csv)
}

fn read_csv(bytes: &[u8]) -> Result<Vec<FxRow>, EcbError> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).comment(Some(b'#')).from_reader(bytes);
    let mut currencies: Vec<Option<CurrencyCode>> = Vec::new();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| EcbError {
            line: error.position().map_or(0, csv::Position::line),
            why: "not a line of comma-separated values".to_owned(),
        })?;
        let line = record.position().map_or(0, csv::Position::line);
        let wrong = |why: String| EcbError { line, why };
        let mut cells = record.iter().map(str::trim);
        let first = cells.next().unwrap_or_default();
        if currencies.is_empty() {
            if first != "Date" {
                return Err(wrong("the first column must be Date".to_owned()));
            }
            currencies = cells.map(|code| code.parse().ok()).collect();
            continue;
        }
        let day: Date = first.parse().map_err(|_| wrong(format!("not a day: {}", shown(first))))?;
        for (currency, cell) in currencies.iter().zip(cells) {
            let Some(currency) = currency.filter(|_| !matches!(cell, "" | "N/A")) else { continue };
            let rate: Rate = cell.parse().map_err(|_| wrong(format!("not a rate: {}", shown(cell))))?;
            if rate.is_zero() {
                return Err(wrong(format!("a rate of zero for {currency}")));
            }
            rows.push(FxRow { currency, day, rate });
        }
    }
    if rows.is_empty() {
        return Err(whole("there is no rate in it"));
    }
    Ok(rows)
}

fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const SMALL: &str = "Date,USD,JPY,CYP,\n2026-10-30,1.1172,175.68,N/A,\n2026-10-29,1.113,,N/A,\n";

    #[test]
    fn the_layout_is_read_and_what_is_not_available_is_left_out() {
        let rows = read_ecb(SMALL.as_bytes()).unwrap();
        assert_eq!(rows.len(), 3);
        assert_eq!((rows[1].currency, rows[1].day), (CurrencyCode::JPY, date(2026, 10, 30)));
        assert_eq!(rows[1].rate.to_string(), "175.68");
    }

    #[test]
    fn damage_is_told_by_its_line() {
        for (text, line) in [
            ("", 0),
            ("Date,USD\n", 0),
            ("Day,USD\n2026-10-30,1\n", 1),
            ("Date,USD\n2026-10-30,1.1\n2026-02-30,1.1\n", 3),
            ("Date,USD\n2026-10-30,1,1\n2026-10-29,-1\n", 3),
            ("Date,USD\n2026-10-30,0\n", 2),
            ("PK\u{3}\u{4}", 0),
        ] {
            assert_eq!(read_ecb(text.as_bytes()).unwrap_err().line, line, "{text:?}");
        }
    }

    #[test]
    fn what_comes_with_hanse_is_whole() {
        let rows = ecb_recent().unwrap();
        let days: std::collections::BTreeSet<Date> = rows.iter().map(|row| row.day).collect();
        assert_eq!(rows.len(), days.len() * 8, "every day has every currency");
        assert_eq!((days.first().copied(), days.last().copied()), (Some(date(2024, 11, 1)), Some(date(2026, 10, 30))));
    }
}
