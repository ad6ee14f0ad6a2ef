//! What a process hands over to have an order placed: everything already decided (price, tax, warehouse).

use kernel::{ChannelCode, CountryCode, CurrencyCode, EntityCode, MarketCode, ShopCode, Timestamp, UnitPrice};
use serde::Serialize;

use crate::model::{BuyerKind, Fulfilment, LineKind, OrderId, Payment, TaxStatus};
use crate::reasons::Reasons;

/// An order to be written. Amounts in minor units of `currency`; the caller has checked that lines add up to the totals.
#[derive(Debug, Clone)]
pub struct NewOrder {
    pub id: OrderId,
    pub channel: ChannelCode,
    pub shop: ShopCode,
    pub external_number: Option<String>,
    pub market: MarketCode,
    pub entity: EntityCode,
    pub currency: CurrencyCode,
    pub buyer_kind: BuyerKind,
    pub person: Option<i64>,
    pub customer: Option<i64>,
    pub country: CountryCode,
    /// The code of the reason when the order starts held.
    pub held_because: Option<&'static str>,
    pub net: i64,
    pub tax: i64,
    pub rounding: i64,
    pub gross: i64,
    pub tax_status: TaxStatus,
    pub placed_at: Timestamp,
    pub reasons: Reasons,
    pub lines: Vec<NewLine>,
    /// Words beyond SKUs and numbers that find the order (product words' tokens, references).
    pub find_words: Vec<String>,
}

/// A line of an order to be written.
#[derive(Debug, Clone)]
pub struct NewLine {
    pub kind: LineKind,
    pub sku: String,
    pub variant: Option<i64>,
    pub name: String,
    pub quantity: i64,
    pub unit_price: UnitPrice,
    pub price_includes_tax: bool,
    pub net: i64,
    pub tax: i64,
    pub gross: i64,
    pub warehouse: Option<i64>,
    pub category: Option<String>,
    pub tax_class: String,
    pub tax_status: TaxStatus,
}

impl NewOrder {
    /// Pieces of goods.
    pub fn units(&self) -> i64 {
        self.lines
            .iter()
            .filter(|line| line.kind == LineKind::Goods)
            .fold(0, |sum: i64, line| sum.saturating_add(line.quantity))
    }

    /// The facts that the event of placing tells.
    pub fn facts(&self) -> PlacedFacts<'_> {
        PlacedFacts {
            order: self.id,
            channel: self.channel,
            shop: self.shop,
            market: self.market,
            entity: self.entity,
            currency: self.currency,
            country: self.country,
            customer: self.customer,
            status: if self.held_because.is_some() { "held" } else { "open" },
            held_because: self.held_because,
            payment: if self.gross == 0 { Payment::Paid } else { Payment::Unpaid },
            fulfilment: Fulfilment::Unfulfilled,
            units: self.units(),
            net: self.net,
            tax: self.tax,
            gross: self.gross,
            tax_status: self.tax_status,
            placed_at: self.placed_at,
            lines: self
                .lines
                .iter()
                .zip(1i64..)
                .map(|(line, number)| PlacedLine {
                    line: number,
                    kind: line.kind,
                    sku: &line.sku,
                    variant: line.variant,
                    category: line.category.as_deref(),
                    quantity: line.quantity,
                    net: line.net,
                    tax: line.tax,
                    tax_status: line.tax_status,
                    warehouse: line.warehouse,
                })
                .collect(),
        }
    }
}

/// `orders.order_placed.v1`: amounts in minor units of the currency. Holds no personal data: there is no field for it.
#[derive(Debug, Clone, Serialize)]
pub struct PlacedFacts<'o> {
    pub order: OrderId,
    pub channel: ChannelCode,
    pub shop: ShopCode,
    pub market: MarketCode,
    pub entity: EntityCode,
    pub currency: CurrencyCode,
    pub country: CountryCode,
    pub customer: Option<i64>,
    pub status: &'static str,
    pub held_because: Option<&'static str>,
    pub payment: Payment,
    pub fulfilment: Fulfilment,
    pub units: i64,
    pub net: i64,
    pub tax: i64,
    pub gross: i64,
    pub tax_status: TaxStatus,
    pub placed_at: Timestamp,
    pub lines: Vec<PlacedLine<'o>>,
}

/// A line in `orders.order_placed.v1`.
#[derive(Debug, Clone, Serialize)]
pub struct PlacedLine<'o> {
    pub line: i64,
    pub kind: LineKind,
    pub sku: &'o str,
    pub variant: Option<i64>,
    pub category: Option<&'o str>,
    pub quantity: i64,
    pub net: i64,
    pub tax: i64,
    pub tax_status: TaxStatus,
    pub warehouse: Option<i64>,
}
