//! Amounts of money: integers in the currency's minor unit, every operation checked, no float anywhere.

mod currency;
mod decimal_text;
mod rate;
mod rounding;
mod share;
mod unit_price;
mod wire;

use std::cmp::Ordering;
use std::fmt;

pub use currency::{CurrencyCode, UnknownCurrency};
pub use rate::{Rate, RateError};
pub use rounding::{RoundingMode, RoundingPolicy, RoundingPolicyError, RoundingScope};
pub use share::{allocate, share_to_date};
pub use unit_price::{UnitPrice, UnitPriceError};

use crate::refusal::Refusal;
use crate::text::shown;
use decimal_text::{DecimalTextError, ScaledDecimal};

/// An amount in the smallest unit of its currency (cents for EUR, yen for JPY, fils for KWD).
///
/// There is no order across currencies, so `Money` has no `Ord`: see [`Money::compare`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    minor: i64,
    currency: CurrencyCode,
}

/// Why an amount cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The result has no place in 63 bits of minor units.
    #[error("the amount is too large")]
    Overflow,
    #[error("{left} and {right} cannot be reckoned together")]
    CurrencyMismatch { left: CurrencyCode, right: CurrencyCode },
    /// Not a decimal number, or with more decimals than the currency has.
    #[error("not an amount in {currency} with at most {} decimals: {text}", currency.minor_digits())]
    Invalid { text: String, currency: CurrencyCode },
    /// A total cannot be shared out so: no shares, a negative weight, or a part that is not within its whole.
    #[error("the amount cannot be shared out so")]
    InvalidShares,
}

impl Money {
    /// `minor` units of `currency`: `Money::new(1234, CurrencyCode::EUR)` is 12.34 EUR.
    pub const fn new(minor: i64, currency: CurrencyCode) -> Self {
        Self { minor, currency }
    }
    pub const fn zero(currency: CurrencyCode) -> Self {
        Self::new(0, currency)
    }
    /// The amount in minor units, as it is stored.
    pub const fn minor(self) -> i64 {
        self.minor
    }
    pub const fn currency(self) -> CurrencyCode {
        self.currency
    }
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }
    pub const fn is_negative(self) -> bool {
        self.minor < 0
    }
    pub const fn is_positive(self) -> bool {
        self.minor > 0
    }

    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        self.with_minor(self.minor.checked_add(other.minor))
    }
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        self.with_minor(self.minor.checked_sub(other.minor))
    }
    pub fn checked_neg(self) -> Result<Self, MoneyError> {
        self.with_minor(self.minor.checked_neg())
    }
    /// The amount `quantity` times; for prices with more decimals than the currency see [`UnitPrice::times`].
    pub fn checked_times(self, quantity: i64) -> Result<Self, MoneyError> {
        self.with_minor(self.minor.checked_mul(quantity))
    }
    /// The sum in `currency`, zero of nothing. Only the end result has to fit, not each step to it.
    pub fn sum(amounts: impl IntoIterator<Item = Self>, currency: CurrencyCode) -> Result<Self, MoneyError> {
        let mut sum = 0i128;
        for amount in amounts {
            Self::zero(currency).same_currency(amount)?;
            sum = sum.checked_add(i128::from(amount.minor)).ok_or(MoneyError::Overflow)?;
        }
        Self::from_wide(sum, currency)
    }
    /// Which of two amounts in one currency is the larger.
    pub fn compare(self, other: Self) -> Result<Ordering, MoneyError> {
        self.same_currency(other)?;
        Ok(self.minor.cmp(&other.minor))
    }

    /// Reads `12.34`, exactly: with a point, a leading `-` where it is negative, no grouping, and never more decimals than
    /// the currency has (not even zeros).
    pub fn from_decimal_text(text: &str, currency: CurrencyCode) -> Result<Self, MoneyError> {
        match decimal_text::read(text, currency.minor_digits()) {
            Ok(minor) => Ok(Self::new(minor, currency)),
            Err(DecimalTextError::TooLarge) => Err(MoneyError::Overflow),
            Err(DecimalTextError::NotADecimal) => Err(MoneyError::Invalid { text: shown(text), currency }),
        }
    }
    /// `12.34`, `-0.05`, `1200` for JPY: always with all the decimals of the currency.
    pub fn to_decimal_text(self) -> String {
        self.amount().to_string()
    }
    /// The decimal text of the amount, to be written somewhere without an allocation of its own.
    pub fn amount(self) -> impl fmt::Display {
        ScaledDecimal::new(self.minor, self.currency.minor_digits())
    }

    fn from_wide(minor: i128, currency: CurrencyCode) -> Result<Self, MoneyError> {
        i64::try_from(minor).map(|minor| Self::new(minor, currency)).map_err(|_| MoneyError::Overflow)
    }
    fn with_minor(self, minor: Option<i64>) -> Result<Self, MoneyError> {
        minor.map(|minor| Self::new(minor, self.currency)).ok_or(MoneyError::Overflow)
    }
    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            return Ok(());
        }
        Err(MoneyError::CurrencyMismatch { left: self.currency, right: other.currency })
    }
}

/// `12.34 EUR`: for logs and people at a terminal; screens format by their own language.
impl fmt::Display for Money {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.amount(), self.currency)
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl From<MoneyError> for Refusal {
    fn from(error: MoneyError) -> Self {
        match error {
            MoneyError::Overflow => Refusal::invalid("money_overflow"),
            MoneyError::CurrencyMismatch { left, right } => {
                Refusal::invalid("currency_mismatch").with("left", left).with("right", right)
            }
            MoneyError::Invalid { text, currency } => Refusal::invalid("invalid_money")
                .with("text", text)
                .with("currency", currency)
                .with("decimals", currency.minor_digits()),
            MoneyError::InvalidShares => Refusal::invalid("invalid_shares"),
        }
    }
}
