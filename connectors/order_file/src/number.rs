//! Decimal numbers as files write them, read into whole millionths. No floating point on the way.

use serde::Deserialize;

/// Millionths in one.
pub(crate) const ONE: i64 = 1_000_000;
const DECIMALS: u32 = 6;

/// How a file writes numbers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberFormat {
    /// Between units and decimals.
    #[serde(default = "point")]
    pub decimal_mark: char,
    /// Between groups of three digits, where the file writes one. A group of another size is no number: `12.00` where
    /// the point marks groups was written by somebody else.
    #[serde(default)]
    pub group_mark: Option<char>,
}

fn point() -> char {
    '.'
}

impl Default for NumberFormat {
    fn default() -> Self {
        Self { decimal_mark: point(), group_mark: None }
    }
}

impl NumberFormat {
    /// Reads a number into millionths, exactly; or the code of the problem.
    pub(crate) fn millionths(&self, text: &str) -> Result<i64, &'static str> {
        let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let mut value: i64 = 0;
        let mut decimals: Option<u32> = None;
        // Digits since the start or the last group mark, and whether there was such a mark.
        let mut in_group: u32 = 0;
        let mut grouped = false;
        for letter in digits.chars() {
            if let Some(digit) = letter.to_digit(10) {
                match &mut decimals {
                    Some(DECIMALS) if digit == 0 => continue,
                    Some(DECIMALS) => return Err("too_many_decimals"),
                    Some(count) => *count += 1,
                    None => in_group += 1,
                }
                value = value
                    .checked_mul(10)
                    .and_then(|value| value.checked_add(i64::from(digit)))
                    .ok_or("number_too_large")?;
            } else if letter == self.decimal_mark && decimals.is_none() && is_group(in_group, grouped) {
                decimals = Some(0);
            } else if Some(letter) == self.group_mark && decimals.is_none() && (1..=3).contains(&in_group) {
                if !is_group(in_group, grouped) {
                    return Err("not_a_number");
                }
                grouped = true;
                in_group = 0;
            } else {
                return Err("not_a_number");
            }
        }
        if !is_group(in_group, grouped) {
            return Err("not_a_number");
        }
        let missing = DECIMALS.saturating_sub(decimals.unwrap_or_default());
        let value = value.checked_mul(10i64.pow(missing)).ok_or("number_too_large")?;
        Ok(if negative { -value } else { value })
    }

    /// Reads a number of pieces, also written `12.0`.
    pub(crate) fn whole(&self, text: &str) -> Result<i64, &'static str> {
        let millionths = self.millionths(text)?;
        if millionths % ONE == 0 { Ok(millionths / ONE) } else { Err("quantity_not_whole") }
    }
}

/// A number of a format that knows numbers, as text with a point and no groups: the shortest decimal that reads back as the same
/// number. One with more decimals than any field has was reckoned (2.55 as 2.5499999999999998); of it the 15 digits that
/// spreadsheets show are taken, and what has too many decimals even then is refused where it is read.
pub(crate) fn plain(number: f64) -> String {
    let shortest = number.to_string();
    let decimals = shortest.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if u32::try_from(decimals).is_ok_and(|decimals| decimals <= DECIMALS) {
        return shortest;
    }
    format!("{number:.14e}").parse::<f64>().map_or(shortest, |number| number.to_string())
}

/// Whether so many digits may stand before a decimal mark or the end.
fn is_group(digits: u32, grouped: bool) -> bool {
    if grouped { digits == 3 } else { digits > 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_exactly_as_the_file_writes_it() {
        let english = NumberFormat::default();
        assert_eq!(english.millionths("0.001"), Ok(1_000));
        assert_eq!(english.millionths("-11062.06"), Ok(-11_062_060_000));
        assert_eq!(english.millionths("+7"), Ok(7_000_000));
        assert_eq!(english.millionths("1.25000000"), Ok(1_250_000));
        let german = NumberFormat { decimal_mark: ',', group_mark: Some('.') };
        assert_eq!(german.millionths("1.234.567,89"), Ok(1_234_567_890_000));
        assert_eq!(german.whole("12,0"), Ok(12));
        for text in ["12.00", "1.23,4", "1234.567", "1..234", ".123", "1.234."] {
            assert_eq!(german.millionths(text), Err("not_a_number"), "{text}");
        }
    }

    #[test]
    fn numbers_of_a_format_become_the_decimal_that_was_typed() {
        for (number, text) in
            [(2.495, "2.495"), (0.1 + 0.2, "0.3"), (0.00001, "0.00001"), (-3.0, "-3"), (1e21, "1000000000000000000000")]
        {
            assert_eq!(plain(number), text);
        }
        assert_eq!(plain(123_456_789.123_456), "123456789.123456");
        assert_eq!(NumberFormat::default().millionths(&plain(1.0 / 3.0)), Err("too_many_decimals"));
    }

    #[test]
    fn what_is_not_a_number_is_said_and_nothing_is_rounded() {
        let english = NumberFormat::default();
        for text in ["", "-", ".", ".5", "1,5", "1e3", "NaN", "0x10", "1.2.3", "--1", "1 000", "١٢"] {
            assert_eq!(english.millionths(text), Err("not_a_number"), "{text}");
        }
        assert_eq!(english.millionths("1.0000001"), Err("too_many_decimals"));
        assert_eq!(english.millionths("99999999999999999999"), Err("number_too_large"));
        assert_eq!(english.millionths("9999999999999999"), Err("number_too_large"));
        assert_eq!(english.whole("1.5"), Err("quantity_not_whole"));
    }
}
