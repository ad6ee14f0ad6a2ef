//! Markets, price lists, prices.

use std::sync::Arc;

use kernel::{
    ChannelCode, CountryCode, CurrencyCode, EntityCode, MarketCode, RoundingPolicy, Texts, Timestamp, UnitPrice,
};

kernel::typed_id!(/** A price list. */ PriceListId, "pls");
kernel::typed_id!(/** One price of one variant over one stretch of time. */ PriceEntryId, "pri");
kernel::typed_id!(
    /// The variant a price is for: the catalogue's id, which this centre takes as it comes.
    VariantId,
    "var"
);

kernel::code_type!(
    /// A group of customers with prices of its own, such as `wholesale`.
    CustomerGroup,
    "a customer group"
);

/// Where and to whom is sold in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Market {
    pub code: MarketCode,
    pub names: Texts,
    pub countries: Vec<CountryCode>,
    pub currency: CurrencyCode,
    /// The legal entity that sells there.
    pub seller: EntityCode,
    /// Whether prices are shown with tax.
    pub tax_inclusive: bool,
    pub rounding: RoundingPolicy,
    /// The market whose lists are asked where this one's have no price.
    pub parent: Option<MarketCode>,
    /// The list that is asked last.
    pub default_list: Option<PriceListId>,
    pub version: i64,
}

/// Prices for one market, perhaps only for one channel or one group of customers, over one stretch of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceList {
    pub id: PriceListId,
    pub names: Texts,
    pub market: MarketCode,
    pub channel: Option<ChannelCode>,
    pub customer_group: Option<CustomerGroup>,
    pub currency: CurrencyCode,
    /// Whether the tax is inside the prices.
    pub tax_inclusive: bool,
    pub rounding: RoundingPolicy,
    /// The list with the higher number is asked first.
    pub priority: i64,
    pub valid_from: Timestamp,
    /// The first instant it no longer holds.
    pub valid_to: Option<Timestamp>,
    pub version: i64,
}

impl PriceList {
    pub fn is_valid_at(&self, at: Timestamp) -> bool {
        self.valid_from <= at && self.valid_to.is_none_or(|end| at < end)
    }
}

/// One price: from `min_quantity` pieces on, from `valid_from` until before `valid_to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceEntry {
    pub id: PriceEntryId,
    pub list: PriceListId,
    pub variant: VariantId,
    pub min_quantity: i64,
    pub unit_price: UnitPrice,
    pub valid_from: Timestamp,
    pub valid_to: Option<Timestamp>,
}

impl PriceEntry {
    pub fn is_valid_at(&self, at: Timestamp) -> bool {
        self.valid_from <= at && self.valid_to.is_none_or(|end| at < end)
    }
}

/// Who asks for prices, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceQuestion {
    pub market: MarketCode,
    pub channel: Option<ChannelCode>,
    pub group: Option<CustomerGroup>,
    /// Only lists in this currency count: prices are never exchanged.
    pub currency: CurrencyCode,
    pub at: Timestamp,
}

/// The price of one variant in the quantity asked for, and why it is this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceFound {
    pub list: PriceListId,
    pub entry: PriceEntryId,
    pub unit_price: UnitPrice,
    pub tax_inclusive: bool,
    pub rounding: RoundingPolicy,
    pub why: PriceWhy,
}

/// Why a price is this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceWhy {
    /// The lists that held for the question, in the order they are asked.
    pub asked: Arc<[PriceListId]>,
    /// How many of them had no price before the one that had.
    pub passed_over: usize,
    /// The quantity break that was reached.
    pub min_quantity: i64,
    /// The next break of the same list, where there is one.
    pub next_break: Option<i64>,
    /// Since when the price holds.
    pub valid_from: Timestamp,
}
