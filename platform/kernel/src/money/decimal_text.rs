//! Decimal numbers as text, exactly, to and from integers scaled by a power of ten.

use std::fmt;

pub(super) enum DecimalTextError {
    /// Not `-?digits(.digits)?`, or with more decimals than there is room for.
    NotADecimal,
    TooLarge,
}

/// Reads `-?digits(.digits)?` with at most `digits` decimals into an integer scaled by `10^digits`.
pub(super) fn read(text: &str, digits: u8) -> Result<i64, DecimalTextError> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(unsigned) => (true, unsigned),
        None => (false, text),
    };
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((_, "")) => return Err(DecimalTextError::NotADecimal),
        Some(parts) => parts,
        None => (unsigned, ""),
    };
    let room = usize::from(digits);
    let all_digits = whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || fraction.len() > room || !all_digits {
        return Err(DecimalTextError::NotADecimal);
    }
    let zeros = std::iter::repeat_n(b'0', room.saturating_sub(fraction.len()));
    // Counted downwards, as there is one negative number more than positive ones.
    let below_zero = whole.bytes().chain(fraction.bytes()).chain(zeros).try_fold(0i64, |number, byte| {
        number.checked_mul(10).and_then(|number| number.checked_sub(i64::from(byte.wrapping_sub(b'0'))))
    });
    let scaled = if negative { below_zero } else { below_zero.and_then(i64::checked_neg) };
    scaled.ok_or(DecimalTextError::TooLarge)
}

/// Writes an integer scaled by `10^digits` as a decimal number.
pub(super) struct ScaledDecimal {
    value: i64,
    digits: u8,
    /// Zeros at the end are left away down to this many decimals.
    least_digits: u8,
}

impl ScaledDecimal {
    pub(super) fn new(value: i64, digits: u8) -> Self {
        Self { value, digits, least_digits: digits }
    }
    pub(super) fn shortened(value: i64, digits: u8, least_digits: u8) -> Self {
        Self { value, digits, least_digits }
    }
}

impl fmt::Display for ScaledDecimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = 10u64.saturating_pow(u32::from(self.digits));
        let size = self.value.unsigned_abs();
        let (whole, mut fraction) = (size / one, size % one);
        let mut digits = self.digits;
        while digits > self.least_digits && fraction.is_multiple_of(10) {
            fraction /= 10;
            digits -= 1;
        }
        let sign = if self.value < 0 { "-" } else { "" };
        if digits == 0 {
            return write!(out, "{sign}{whole}");
        }
        write!(out, "{sign}{whole}.{fraction:0width$}", width = usize::from(digits))
    }
}
