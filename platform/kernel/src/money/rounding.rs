//! How and where amounts are rounded.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use crate::refusal::Refusal;
use crate::text::shown;

/// What happens to an amount exactly between two minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoundingMode {
    /// Away from zero: 0.5 → 1, −0.5 → −1. What most tax offices mean by commercial rounding.
    HalfUp,
    /// To the even neighbour: 0.5 → 0, 1.5 → 2.
    HalfEven,
}

/// What is rounded: the smallest thing whose amount is a whole number of minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoundingScope {
    /// The price of one piece, before it is multiplied.
    Unit,
    /// Each line of a document.
    Line,
    /// The sum of the lines with one category and rate (EN 16931, BG-23).
    TaxGroup,
    /// The whole document.
    Document,
}

/// Scope and mode together, written `line/half_up`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoundingPolicy {
    pub scope: RoundingScope,
    pub mode: RoundingMode,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a rounding policy like line/half_up: {0}")]
pub struct RoundingPolicyError(pub String);

impl RoundingMode {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HalfUp => "half_up",
            Self::HalfEven => "half_even",
        }
    }

    /// `numerator / denominator` (the latter above zero) to a whole number.
    pub(super) fn divide(self, numerator: i128, denominator: i128) -> Option<i128> {
        let whole = numerator.checked_div(denominator)?;
        let rest = numerator.checked_rem(denominator)?.unsigned_abs();
        let away_from_zero = match rest.cmp(&denominator.unsigned_abs().checked_sub(rest)?) {
            Ordering::Less => false,
            Ordering::Greater => true,
            Ordering::Equal => self == Self::HalfUp || whole & 1 == 1,
        };
        if away_from_zero { whole.checked_add(numerator.signum()) } else { Some(whole) }
    }
}

impl RoundingScope {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Line => "line",
            Self::TaxGroup => "tax_group",
            Self::Document => "document",
        }
    }
}

impl RoundingPolicy {
    pub const fn new(scope: RoundingScope, mode: RoundingMode) -> Self {
        Self { scope, mode }
    }
}

impl FromStr for RoundingMode {
    type Err = RoundingPolicyError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "half_up" => Ok(Self::HalfUp),
            "half_even" => Ok(Self::HalfEven),
            _ => Err(RoundingPolicyError(shown(text))),
        }
    }
}

impl FromStr for RoundingScope {
    type Err = RoundingPolicyError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "unit" => Ok(Self::Unit),
            "line" => Ok(Self::Line),
            "tax_group" => Ok(Self::TaxGroup),
            "document" => Ok(Self::Document),
            _ => Err(RoundingPolicyError(shown(text))),
        }
    }
}

impl FromStr for RoundingPolicy {
    type Err = RoundingPolicyError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = |_| RoundingPolicyError(shown(text));
        let (scope, mode) = text.split_once('/').ok_or_else(|| RoundingPolicyError(shown(text)))?;
        Ok(Self { scope: scope.parse().map_err(wrong)?, mode: mode.parse().map_err(wrong)? })
    }
}

impl fmt::Display for RoundingMode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl fmt::Display for RoundingScope {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl fmt::Display for RoundingPolicy {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.scope, self.mode)
    }
}

crate::serde_as_text!(RoundingMode);
crate::serde_as_text!(RoundingScope);
crate::serde_as_text!(RoundingPolicy);

impl From<RoundingPolicyError> for Refusal {
    fn from(error: RoundingPolicyError) -> Self {
        Refusal::invalid("invalid_rounding_policy").with("text", error.0)
    }
}
