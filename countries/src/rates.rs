//! Dated rates: which class of rate a territory has, and which goods fall under it.

use std::fmt;
use std::str::FromStr;

use kernel::{Rate, Refusal};
use serde::{Deserialize, Serialize};

use crate::period::{FactStatus, Period, Source};
use crate::territory::TerritoryId;

/// The classes of rates a territory's law has; a class has one rate at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RateClass {
    Standard,
    Reduced,
    /// The second reduced rate, counted from the lowest.
    #[serde(rename = "reduced_2")]
    Reduced2,
    #[serde(rename = "reduced_3")]
    Reduced3,
    SuperReduced,
    /// Hotels in Switzerland.
    Lodging,
    /// Taxed at zero with credit (GB).
    Zero,
}

/// What kind of goods a line is, for tax; set on the product.
///
/// `Reduced` and `Zero` are the product owner's word for its home territory only: which goods are reduced differs from
/// country to country, so elsewhere such a line is not determined. The named goods are mapped per territory in the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxClass {
    /// Ordinary goods.
    Standard,
    Reduced,
    Zero,
    Exempt,
    Food,
    Books,
    ChildrenClothing,
    /// A voucher that can be used for goods of several rates: taxed when used, not when sold.
    GiftVoucher,
}

impl TaxClass {
    pub const ALL: [Self; 8] = [
        Self::Standard,
        Self::Reduced,
        Self::Zero,
        Self::Exempt,
        Self::Food,
        Self::Books,
        Self::ChildrenClothing,
        Self::GiftVoucher,
    ];
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Reduced => "reduced",
            Self::Zero => "zero",
            Self::Exempt => "exempt",
            Self::Food => "food",
            Self::Books => "books",
            Self::ChildrenClothing => "children_clothing",
            Self::GiftVoucher => "gift_voucher",
        }
    }
}

/// Not a tax class: see [`TaxClass`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a tax class: {0}")]
pub struct UnknownTaxClass(pub String);

impl From<UnknownTaxClass> for Refusal {
    fn from(error: UnknownTaxClass) -> Self {
        Refusal::invalid("unknown_tax_class").with("text", error.0)
    }
}

impl FromStr for TaxClass {
    type Err = UnknownTaxClass;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || UnknownTaxClass(text.chars().take(40).collect());
        Self::ALL.into_iter().find(|class| class.as_str() == text).ok_or_else(wrong)
    }
}

impl fmt::Display for TaxClass {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// A rate of a territory for a time.
#[derive(Debug, Clone)]
pub struct RateRow {
    pub territory: TerritoryId,
    pub class: RateClass,
    pub rate: Rate,
    /// The same in millionths: 20 % is 200,000. Exact.
    pub millionths: i64,
    pub period: Period,
    pub status: FactStatus,
    pub source: Source,
    pub note: Option<String>,
}

/// Which class of rate a kind of goods has in a territory.
#[derive(Debug, Clone)]
pub struct GoodsRow {
    pub territory: TerritoryId,
    pub goods: TaxClass,
    pub class: RateClass,
    pub period: Period,
    pub status: FactStatus,
    pub source: Source,
}

/// The rate for goods in a territory on a day.
#[derive(Debug, Clone, Copy)]
pub struct ChosenRate<'a> {
    pub row: &'a RateRow,
    /// The weaker of the rate's and the goods mapping's status.
    pub status: FactStatus,
    /// Where the mapping of the goods comes from, for goods that are not ordinary.
    pub goods: Option<&'a GoodsRow>,
}

/// Why there is no rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRate {
    /// No rate of that class is known there on that day.
    RateUnknown,
    /// It is not known how such goods are taxed there.
    ClassNotMapped,
}
