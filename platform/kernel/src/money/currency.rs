//! Currencies by their ISO 4217 code.

use std::fmt;
use std::str::FromStr;

use crate::refusal::Refusal;
use crate::text::shown;

/// An ISO 4217 code with its number of minor digits.
///
/// Every code of the standard that has a minor unit is one, also those that were replaced (HRK, BGN): old documents keep
/// their currency. Metals, `XTS` and `XXX` have no minor unit and are not. Source: the ISO 4217 list in `iso_currency`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CurrencyCode {
    code: [u8; 3],
    minor_digits: u8,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an ISO 4217 currency: {0}")]
pub struct UnknownCurrency(pub String);

impl CurrencyCode {
    pub const AUD: Self = Self::known(*b"AUD", 2);
    pub const CAD: Self = Self::known(*b"CAD", 2);
    pub const CHF: Self = Self::known(*b"CHF", 2);
    pub const CNY: Self = Self::known(*b"CNY", 2);
    pub const EUR: Self = Self::known(*b"EUR", 2);
    pub const GBP: Self = Self::known(*b"GBP", 2);
    pub const HKD: Self = Self::known(*b"HKD", 2);
    pub const JPY: Self = Self::known(*b"JPY", 0);
    pub const KWD: Self = Self::known(*b"KWD", 3);
    pub const PLN: Self = Self::known(*b"PLN", 2);
    pub const SEK: Self = Self::known(*b"SEK", 2);
    pub const USD: Self = Self::known(*b"USD", 2);

    /// The currencies above: read without a search, as most amounts are in one of them.
    const COMMON: [Self; 12] = [
        Self::EUR,
        Self::USD,
        Self::GBP,
        Self::CNY,
        Self::CHF,
        Self::JPY,
        Self::HKD,
        Self::PLN,
        Self::SEK,
        Self::CAD,
        Self::AUD,
        Self::KWD,
    ];

    const fn known(code: [u8; 3], minor_digits: u8) -> Self {
        Self { code, minor_digits }
    }

    /// How many decimals an amount has: 0 (JPY), 2 (EUR), 3 (KWD) or 4 (CLF).
    pub const fn minor_digits(self) -> u8 {
        self.minor_digits
    }

    pub fn as_str(&self) -> &str {
        // Only ASCII letters get in.
        std::str::from_utf8(&self.code).unwrap_or_default()
    }
}

/// Reads the code in either case (`EUR`, `eur`).
impl FromStr for CurrencyCode {
    type Err = UnknownCurrency;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || UnknownCurrency(shown(text));
        let code: [u8; 3] = text.as_bytes().try_into().map_err(|_| unknown())?;
        let code = code.map(|letter| letter.to_ascii_uppercase());
        if let Some(common) = Self::COMMON.iter().find(|common| common.code == code) {
            return Ok(*common);
        }
        std::str::from_utf8(&code)
            .ok()
            .and_then(iso_currency::Currency::from_code)
            .and_then(|currency| currency.exponent())
            .and_then(|exponent| u8::try_from(exponent).ok())
            .map(|minor_digits| Self { code, minor_digits })
            .ok_or_else(unknown)
    }
}

impl fmt::Display for CurrencyCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

impl fmt::Debug for CurrencyCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

crate::serde_as_text!(CurrencyCode);

impl From<UnknownCurrency> for Refusal {
    fn from(error: UnknownCurrency) -> Self {
        Refusal::invalid("unknown_currency").with("text", error.0)
    }
}
