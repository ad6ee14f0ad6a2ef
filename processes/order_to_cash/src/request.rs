//! What somebody wants: a basket for a recipient, in words that are already valid.

use kernel::{ChannelCode, CountryCode, CurrencyCode, MarketCode, Money, ShopCode, Sku, Timestamp};
use orders::BuyerKind;

/// An order as it is asked for, by a quote or for placing.
#[derive(Clone)]
pub struct OrderRequest {
    pub channel: ChannelCode,
    pub shop: ShopCode,
    /// The number it has in its channel; unique per channel and shop.
    pub external_number: Option<String>,
    pub market: MarketCode,
    /// The market's own unless said.
    pub currency: Option<CurrencyCode>,
    pub buyer: Buyer,
    pub destination: Destination,
    /// None for a quote.
    pub recipient: Option<Recipient>,
    /// Price lists of its group hold too.
    pub customer: Option<i64>,
    pub lines: Vec<LineRequest>,
    /// What the buyer pays for freight, in the order's currency.
    pub carriage: Option<Money>,
    /// When the buyer ordered; now unless said (a channel's order is older).
    pub placed_at: Option<Timestamp>,
    /// The hold on the stock ends by itself at this instant unless the order is paid or shipped before.
    pub hold_until: Option<Timestamp>,
}

impl OrderRequest {
    /// Where the destination's country stands in what was sent.
    pub(crate) fn country_field(&self) -> &'static str {
        if self.recipient.is_some() { "/recipient/address/country" } else { "/country" }
    }
}

/// Who buys.
#[derive(Clone)]
pub struct Buyer {
    pub kind: BuyerKind,
    /// A business's VAT number: of the right form, not therefore one that exists.
    pub vat_id: Option<tax::VatId>,
    /// What the register said of the number.
    pub checked: Option<VatCheck>,
}

/// A register's confirmation of a VAT number.
#[derive(Clone)]
pub struct VatCheck {
    pub on: jiff::civil::Date,
    pub consultation: String,
}

/// Where it goes, as far as tax and freight need it.
#[derive(Clone)]
pub struct Destination {
    pub country: CountryCode,
    pub postcode: Option<String>,
}

/// The person it goes to. Sealed before anything is written.
pub type Recipient = vault::PersonData;

/// So many pieces of a SKU.
#[derive(Clone)]
pub struct LineRequest {
    pub sku: Sku,
    pub quantity: i64,
    /// A price agreed outside the lists (a channel's own), with or without tax as the market shows prices: a decimal number of the
    /// order's currency, which is the market's where the request names none.
    pub unit_price: Option<String>,
}
