//! Decimal rates: tax (0.19 of the net), discounts, exchange (1 EUR = 1.0834 USD).

use std::fmt;
use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};

use super::{CurrencyCode, Money, MoneyError, RoundingMode, UnitPrice};
use crate::refusal::Refusal;
use crate::text::shown;

const TOO_LARGE: i64 = 1_000_000_000_000_000_000;

/// A decimal number of at most 28 digits, below 10^18, never negative. 19 % is `0.19`.
///
/// Amounts are reckoned in 128-bit integers, exactly, and rounded once; only where a long rate meets a large amount and 128
/// bits do not hold their product is it reckoned in 28 decimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(Decimal);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a rate, which is a decimal number like 0.19: {0}")]
pub struct RateError(pub String);

impl Rate {
    pub const ZERO: Self = Self(Decimal::ZERO);
    pub const ONE: Self = Self(Decimal::ONE);

    /// `None` for a negative number and for one of 10^18 or more.
    pub fn new(value: Decimal) -> Option<Self> {
        let allowed = value >= Decimal::ZERO && value < Decimal::new(TOO_LARGE, 0);
        allowed.then(|| Self(value.abs().normalize()))
    }
    /// Hundredths of a percent: 1900 is 19 %.
    pub fn from_basis_points(points: u32) -> Self {
        Self(Decimal::new(i64::from(points), 4).normalize())
    }
    /// Reads percent as people write it: `17.5` is the rate 0.175.
    pub fn from_percent_text(text: &str) -> Result<Self, RateError> {
        let percent: Self = text.parse()?;
        percent.checked_over(Self(Decimal::ONE_HUNDRED)).ok_or_else(|| RateError(shown(text)))
    }
    /// The rate in percent: 17.5 for 0.175.
    pub fn percent(self) -> Decimal {
        // Far below the 28 digits of a decimal: see `TOO_LARGE`.
        (self.0 * Decimal::ONE_HUNDRED).normalize()
    }
    pub const fn value(self) -> Decimal {
        self.0
    }
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// This rate times another: EUR→USD times USD→CNY. `None` if it is too large.
    pub fn checked_times(self, other: Self) -> Option<Self> {
        self.0.checked_mul(other.0).and_then(Self::new)
    }
    /// This rate over another, to 28 digits: EUR→CNY over EUR→USD is USD→CNY. `None` over zero, or if it is too large.
    pub fn checked_over(self, other: Self) -> Option<Self> {
        self.0.checked_div(other.0).and_then(Self::new)
    }
    /// 1 over this rate, to 28 digits: the other way of an exchange. `None` for zero.
    pub fn inverse(self) -> Option<Self> {
        Self::ONE.checked_over(self)
    }

    /// This rate of an amount: the tax on a net amount.
    pub fn of(self, net: Money, mode: RoundingMode) -> Result<Money, MoneyError> {
        self.scaled(net.minor(), 0, mode).map(|minor| Money::new(minor, net.currency()))
    }

    /// The tax that is inside a gross amount: `gross × rate / (1 + rate)`.
    pub fn included_in(self, gross: Money, mode: RoundingMode) -> Result<Money, MoneyError> {
        let (digits, one) = self.parts();
        let exact = i128::from(gross.minor())
            .checked_mul(digits)
            .and_then(|numerator| mode.divide(numerator, digits.checked_add(one)?));
        let tax = match exact {
            Some(tax) => tax,
            None => self.included_in_decimal(gross.minor(), mode).ok_or(MoneyError::Overflow)?,
        };
        Money::from_wide(tax, gross.currency())
    }

    /// The amount in another currency, where one of `money`'s currency is this many of `to`.
    pub fn convert(self, money: Money, to: CurrencyCode, mode: RoundingMode) -> Result<Money, MoneyError> {
        let shift = i32::from(to.minor_digits()) - i32::from(money.currency().minor_digits());
        self.scaled(money.minor(), shift, mode).map(|minor| Money::new(minor, to))
    }

    /// This rate of a unit price (a discount, a surcharge), rounded to its 6 decimals.
    pub fn of_unit_price(self, price: UnitPrice, mode: RoundingMode) -> Result<UnitPrice, MoneyError> {
        self.scaled(price.micros(), 0, mode).map(|micros| UnitPrice::new(micros, price.currency()))
    }

    /// The unit price in another currency, rounded to its 6 decimals.
    pub fn convert_unit_price(
        self,
        price: UnitPrice,
        to: CurrencyCode,
        mode: RoundingMode,
    ) -> Result<UnitPrice, MoneyError> {
        self.scaled(price.micros(), 0, mode).map(|micros| UnitPrice::new(micros, to))
    }

    /// The rate as `digits / one`, `one` a power of ten.
    fn parts(self) -> (i128, i128) {
        // At most 28 decimals: 10^28 fits.
        (self.0.mantissa(), 10i128.saturating_pow(self.0.scale()))
    }

    /// `amount × rate × 10^shift`, rounded.
    fn scaled(self, amount: i64, shift: i32, mode: RoundingMode) -> Result<i64, MoneyError> {
        let (digits, one) = self.parts();
        let power = 10i128.saturating_pow(shift.unsigned_abs());
        let (up, down) = if shift < 0 { (1, power) } else { (power, 1) };
        let exact = i128::from(amount)
            .checked_mul(digits)
            .and_then(|product| product.checked_mul(up))
            .and_then(|numerator| mode.divide(numerator, one.checked_mul(down)?));
        let scaled = match exact {
            Some(scaled) => scaled,
            None => self.scaled_decimal(amount, up, down, mode).ok_or(MoneyError::Overflow)?,
        };
        i64::try_from(scaled).map_err(|_| MoneyError::Overflow)
    }

    fn scaled_decimal(self, amount: i64, up: i128, down: i128, mode: RoundingMode) -> Option<i128> {
        let up = Decimal::try_from_i128_with_scale(up, 0).ok()?;
        let down = Decimal::try_from_i128_with_scale(down, 0).ok()?;
        Decimal::from(amount).checked_mul(self.0)?.checked_mul(up)?.checked_div(down).map(|value| whole(value, mode))
    }

    fn included_in_decimal(self, gross: i64, mode: RoundingMode) -> Option<i128> {
        let part = self.0.checked_div(self.0.checked_add(Decimal::ONE)?)?;
        Decimal::from(gross).checked_mul(part).map(|value| whole(value, mode))
    }
}

fn whole(value: Decimal, mode: RoundingMode) -> i128 {
    let strategy = match mode {
        RoundingMode::HalfUp => RoundingStrategy::MidpointAwayFromZero,
        RoundingMode::HalfEven => RoundingStrategy::MidpointNearestEven,
    };
    value.round_dp_with_strategy(0, strategy).mantissa()
}

/// Reads `0.19`, exactly: digits, at most one point with digits on both sides, no sign, no exponent.
impl FromStr for Rate {
    type Err = RateError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let shaped = match text.split_once('.') {
            Some((whole, fraction)) => digits(whole) && digits(fraction),
            None => digits(text),
        };
        let value = if shaped { Decimal::from_str_exact(text).ok() } else { None };
        value.and_then(Self::new).ok_or_else(|| RateError(shown(text)))
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, out)
    }
}

impl fmt::Debug for Rate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, out)
    }
}

crate::serde_as_text!(Rate);

impl From<RateError> for Refusal {
    fn from(error: RateError) -> Self {
        Refusal::invalid("invalid_rate").with("text", error.0)
    }
}
