//! Limits of value, reporting schemes and border charges. A limit has a shape: what is measured against it.

use kernel::{CurrencyCode, Money, Texts};
use serde::{Deserialize, Serialize};

use crate::period::{FactStatus, Period, Source};
use crate::territory::Names;

/// What a limit or a charge counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// One parcel to one person at one time: not the order, which may be several.
    Consignment,
    /// One item or tariff line.
    Item,
    /// What a seller sells in a time.
    Turnover,
}

/// A limit of value.
#[derive(Debug, Clone)]
pub struct Threshold {
    pub id: String,
    pub shape: Shape,
    /// The last value that is still within.
    pub amount: Money,
    /// Which value is measured, in words; at least in English, Chinese and Arabic.
    pub basis: Texts,
    /// Why no rule tests it, where none does: it is told for people, not reckoned with.
    pub not_applied: Option<Texts>,
    pub period: Period,
    pub status: FactStatus,
    pub source: Source,
}

/// A way of declaring tax in another territory.
#[derive(Debug, Clone)]
pub struct Scheme {
    pub id: String,
    pub names: Names,
    /// `supply` or `payment`: the moment whose rate applies.
    pub tax_point: String,
    /// `monthly` or `quarterly`.
    pub returns: String,
    pub period: Period,
    pub status: FactStatus,
    pub source: Source,
}

/// A charge at the border that is not tax of the sale: for landed cost.
#[derive(Debug, Clone)]
pub struct BorderCharge {
    pub id: String,
    /// None where only the charge is known and its amount is not enacted.
    pub amount: Option<Money>,
    pub currency: CurrencyCode,
    pub shape: Shape,
    pub period: Period,
    pub status: FactStatus,
    pub source: Source,
}
