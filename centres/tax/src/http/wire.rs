//! What tax routes take and give. Money is `{"amount":"12.34","currency":"EUR"}`; days are ISO dates; rates are percent.

mod facts;
mod quote;
mod records;

use jiff::civil::Date;
use kernel::Money;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::question::TurnoverLimit;

pub use facts::{RateWire, RuleWire, TerritoryWire, ThresholdWire};
pub use quote::{Described, QuoteWire, TaxQuoteBody};
pub use records::{
    EndBody, EvidenceWire, RegistrationBody, RegistrationWire, TaxChannelBody, TaxChannelWire, TaxProfileBody,
    TaxProfileWire,
};

/// An amount of money, as in every body of the API.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct TaxMoney {
    #[schema(example = "12.34")]
    amount: String,
    #[schema(example = "EUR")]
    currency: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TurnoverBody {
    /// `eu.distance_sales` or `ch.low_value_turnover`.
    #[schema(value_type = String, example = "eu.distance_sales")]
    pub of: TurnoverLimit,
    /// In the limit's currency.
    #[schema(value_type = TaxMoney)]
    pub amount: Money,
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
}
