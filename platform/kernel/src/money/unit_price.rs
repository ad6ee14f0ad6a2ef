//! Prices of one piece, finer than the currency: a screw for 0.0042 EUR.

use std::fmt;

use super::decimal_text::{self, ScaledDecimal};
use super::{CurrencyCode, Money, MoneyError, RoundingMode};
use crate::refusal::Refusal;
use crate::text::shown;

const DIGITS: u8 = 6;
const ONE: i128 = 1_000_000;

/// The price of one piece in millionths of the currency's main unit (not of its minor unit).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnitPrice {
    micros: i64,
    currency: CurrencyCode,
}

/// Not a decimal number with at most 6 decimals and 12 digits before them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a unit price with at most 6 decimals: {0}")]
pub struct UnitPriceError(pub String);

impl UnitPrice {
    /// `micros` millionths of `currency`: `UnitPrice::new(4_200, CurrencyCode::EUR)` is 0.0042 EUR.
    pub const fn new(micros: i64, currency: CurrencyCode) -> Self {
        Self { micros, currency }
    }
    pub const fn zero(currency: CurrencyCode) -> Self {
        Self::new(0, currency)
    }
    /// The price in millionths, as it is stored.
    pub const fn micros(self) -> i64 {
        self.micros
    }
    pub const fn currency(self) -> CurrencyCode {
        self.currency
    }
    pub const fn is_zero(self) -> bool {
        self.micros == 0
    }
    pub const fn is_negative(self) -> bool {
        self.micros < 0
    }

    /// The price of `quantity` pieces, rounded once, at the end.
    pub fn times(self, quantity: i64, mode: RoundingMode) -> Result<Money, MoneyError> {
        // At most 126 bits: a product of two i64.
        let micros = i128::from(self.micros).saturating_mul(i128::from(quantity));
        let minor = mode.divide(micros, self.micros_in_minor()).ok_or(MoneyError::Overflow)?;
        Money::from_wide(minor, self.currency)
    }

    /// The price rounded to the currency's own decimals: what [`RoundingScope::Unit`](super::RoundingScope::Unit) multiplies.
    pub fn rounded(self, mode: RoundingMode) -> Result<Money, MoneyError> {
        self.times(1, mode)
    }

    pub fn from_money(money: Money) -> Result<Self, MoneyError> {
        let price = Self::new(0, money.currency());
        let micros = i128::from(money.minor()).saturating_mul(price.micros_in_minor());
        i64::try_from(micros).map(|micros| Self { micros, ..price }).map_err(|_| MoneyError::Overflow)
    }

    /// What one of so many pieces costs that cost `money` together, rounded half up to six decimals. Refuses
    /// [`MoneyError::InvalidShares`] where there are no pieces.
    pub fn of_pieces(money: Money, pieces: i64) -> Result<Self, MoneyError> {
        if pieces <= 0 {
            return Err(MoneyError::InvalidShares);
        }
        let all = Self::from_money(money)?;
        let micros = RoundingMode::HalfUp.divide(i128::from(all.micros), i128::from(pieces));
        let micros = micros.and_then(|micros| i64::try_from(micros).ok()).ok_or(MoneyError::Overflow)?;
        Ok(Self { micros, ..all })
    }

    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.with_other(other, i64::checked_add)
    }
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.with_other(other, i64::checked_sub)
    }

    /// Reads `0.0042`, exactly, by the rules of [`Money::from_decimal_text`] but with up to 6 decimals.
    pub fn from_decimal_text(text: &str, currency: CurrencyCode) -> Result<Self, UnitPriceError> {
        let micros = decimal_text::read(text, DIGITS).map_err(|_| UnitPriceError(shown(text)))?;
        Ok(Self::new(micros, currency))
    }
    /// `0.0042`, `12.50`: with at least the decimals of the currency, then only those it needs.
    pub fn to_decimal_text(self) -> String {
        self.amount().to_string()
    }
    /// The decimal text, to be written somewhere without an allocation of its own.
    pub fn amount(self) -> impl fmt::Display {
        ScaledDecimal::shortened(self.micros, DIGITS, self.currency.minor_digits())
    }

    fn micros_in_minor(self) -> i128 {
        ONE / 10i128.saturating_pow(u32::from(self.currency.minor_digits()))
    }
    fn with_other(self, other: Self, reckon: impl Fn(i64, i64) -> Option<i64>) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrencyMismatch { left: self.currency, right: other.currency });
        }
        let micros = reckon(self.micros, other.micros).ok_or(MoneyError::Overflow)?;
        Ok(Self::new(micros, self.currency))
    }
}

impl fmt::Display for UnitPrice {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.amount(), self.currency)
    }
}

impl fmt::Debug for UnitPrice {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl From<UnitPriceError> for Refusal {
    fn from(error: UnitPriceError) -> Self {
        Refusal::invalid("invalid_unit_price").with("text", error.0)
    }
}
