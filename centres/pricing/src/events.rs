//! What pricing tells.

use kernel::{CountryCode, CurrencyCode, EntityCode, MarketCode, Timestamp};
use serde::Serialize;

use crate::model::VariantId;

/// Subject: the market.
pub(crate) const MARKET_CREATED: &str = "pricing.market_created.v1";
/// Subject of this and the next two: the price list.
pub(crate) const PRICE_LIST_CREATED: &str = "pricing.price_list_created.v1";
pub(crate) const PRICES_SET: &str = "pricing.prices_set.v1";
pub(crate) const PRICE_ENDED: &str = "pricing.price_ended.v1";
/// Subject: the source.
pub(crate) const FX_RATES_IMPORTED: &str = "pricing.fx_rates_imported.v1";

#[derive(Serialize)]
pub(crate) struct MarketCreated<'a> {
    pub(crate) countries: &'a [CountryCode],
    pub(crate) currency: CurrencyCode,
    pub(crate) seller: EntityCode,
}

#[derive(Serialize)]
pub(crate) struct PriceListCreated {
    pub(crate) market: MarketCode,
    pub(crate) currency: CurrencyCode,
    pub(crate) default: bool,
}

/// The prices themselves stand in the list with their history.
#[derive(Serialize)]
pub(crate) struct PricesSet {
    pub(crate) from: Timestamp,
    pub(crate) to: Option<Timestamp>,
    pub(crate) set: usize,
}

#[derive(Serialize)]
pub(crate) struct PriceEnded {
    pub(crate) variant: VariantId,
    pub(crate) min_quantity: i64,
    pub(crate) at: Timestamp,
}

#[derive(Serialize)]
pub(crate) struct FxRatesImported<'a> {
    pub(crate) new: usize,
    pub(crate) corrected: usize,
    pub(crate) first_day: &'a str,
    pub(crate) last_day: &'a str,
}
