//! What order routes take and give. Money is `{"amount":"12.34","currency":"EUR"}`; ids are text; times are RFC 3339 in UTC.

use kernel::{
    ChannelCode, CountryCode, CurrencyCode, EntityCode, MarketCode, Money, Refusal, ShopCode, Sku, Timestamp, UnitPrice,
};
use orders::{BuyerKind, Order, OrderId, OrderLine};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;
use vault::PersonData;

use crate::draft::Draft;
use crate::request::{Buyer, Destination, LineRequest, OrderRequest, VatCheck};

/// A basket to be placed as an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceOrderBody {
    /// Where it was sold.
    #[schema(value_type = String, example = "web")]
    pub channel: ChannelCode,
    #[schema(value_type = String, example = "demo-web")]
    pub shop: ShopCode,
    /// The number it has in its channel; unique per channel and shop, for ever.
    #[schema(example = "W-1001")]
    pub external_number: Option<String>,
    #[schema(value_type = String, example = "de")]
    pub market: MarketCode,
    /// The market's own unless said.
    #[schema(value_type = Option<String>, example = "EUR")]
    pub currency: Option<CurrencyCode>,
    #[serde(default)]
    pub buyer: BuyerBody,
    /// Who receives it. Sealed before anything is written; the order keeps only an id.
    pub recipient: PersonData,
    /// The customer, where it is known.
    #[schema(example = "cus_05WXQ7Z9K2F3A")]
    pub customer: Option<String>,
    pub lines: Vec<LineBody>,
    /// What the buyer pays for freight.
    #[schema(value_type = Option<MoneyBody>)]
    pub carriage: Option<Money>,
    /// When the buyer ordered, if not now.
    #[schema(value_type = Option<String>, example = "2026-11-21T22:00:00Z")]
    pub placed_at: Option<Timestamp>,
    /// The hold on the stock ends by itself after so many minutes unless the order ships before.
    #[schema(minimum = 1, maximum = 43200)]
    pub hold_minutes: Option<u32>,
}

/// A basket to be quoted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuoteBody {
    #[schema(value_type = String, example = "web")]
    pub channel: ChannelCode,
    #[schema(value_type = String, example = "demo-web")]
    pub shop: ShopCode,
    #[schema(value_type = String, example = "de")]
    pub market: MarketCode,
    #[schema(value_type = Option<String>, example = "EUR")]
    pub currency: Option<CurrencyCode>,
    #[serde(default)]
    pub buyer: BuyerBody,
    #[schema(value_type = String, example = "FR")]
    pub country: CountryCode,
    #[schema(example = "75001")]
    pub postcode: Option<String>,
    pub lines: Vec<LineBody>,
    #[schema(value_type = Option<MoneyBody>)]
    pub carriage: Option<Money>,
}

/// Who buys.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BuyerBody {
    /// `consumer` or `business`.
    #[serde(default)]
    #[schema(example = "consumer")]
    pub kind: BuyerWord,
    /// A business's VAT number with its letters in front.
    #[schema(example = "FR12345678901")]
    pub vat_id: Option<String>,
    /// What the register (VIES) said of it; without it the number is unverified and the tax provisional.
    pub vat_check: Option<VatCheckBody>,
}

impl Default for BuyerBody {
    fn default() -> Self {
        Self { kind: BuyerWord::Consumer, vat_id: None, vat_check: None }
    }
}

#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BuyerWord {
    #[default]
    Consumer,
    Business,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VatCheckBody {
    #[schema(value_type = String, example = "2026-11-21")]
    pub on: jiff::civil::Date,
    /// The consultation number: the proof.
    #[schema(example = "WAPIAAAAXyz123")]
    pub consultation: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LineBody {
    #[schema(value_type = String, example = "LAMP-RED-S")]
    pub sku: Sku,
    #[schema(minimum = 1, example = 2)]
    pub quantity: i64,
    /// A price agreed outside the lists, up to six decimals, with or without tax as the market shows prices.
    #[schema(example = "12.50")]
    pub unit_price: Option<String>,
}

/// An amount of money.
#[derive(Serialize, ToSchema)]
pub struct MoneyBody {
    #[schema(example = "12.34")]
    pub amount: String,
    #[schema(example = "EUR")]
    pub currency: String,
}

fn lines(bodies: Vec<LineBody>, currency: Option<CurrencyCode>) -> Result<Vec<LineRequest>, Refusal> {
    let line = |(place, body): (usize, LineBody)| {
        let field = || format!("/lines/{place}/unit_price");
        let unit_price = match (&body.unit_price, currency) {
            (None, _) => None,
            (Some(_), None) => return Err(Refusal::invalid("wrong_unit_price").at(field())),
            (Some(text), Some(currency)) => {
                Some(UnitPrice::from_decimal_text(text, currency).map_err(|e| Refusal::from(e).at(field()))?)
            }
        };
        Ok(LineRequest { sku: body.sku, quantity: body.quantity, unit_price })
    };
    bodies.into_iter().enumerate().map(line).collect()
}

fn buyer(body: BuyerBody) -> Result<Buyer, Refusal> {
    if body.vat_id.as_ref().is_some_and(|id| !(4..=20).contains(&id.len()) || !id.is_ascii()) {
        return Err(Refusal::invalid("vat_id_malformed").at("/buyer/vat_id"));
    }
    Ok(Buyer {
        kind: match body.kind {
            BuyerWord::Consumer => BuyerKind::Consumer,
            BuyerWord::Business => BuyerKind::Business,
        },
        vat_id: body.vat_id,
        checked: body.vat_check.map(|check| VatCheck { on: check.on, consultation: check.consultation }),
    })
}

impl PlaceOrderBody {
    pub fn request(self, now: Timestamp) -> Result<OrderRequest, Refusal> {
        let Some(address) = &self.recipient.address else {
            return Err(Refusal::invalid("recipient_without_address").at("/recipient/address"));
        };
        let fits = |number: &String| !number.is_empty() && number.len() <= 100 && !number.chars().any(char::is_control);
        if self.external_number.as_ref().is_some_and(|number| !fits(number)) {
            return Err(Refusal::invalid("invalid_external_number").at("/external_number"));
        }
        let customer = self.customer.map(|text| text.parse::<customer_id::CustomerId>()).transpose();
        let customer = customer.map_err(|e| Refusal::from(e).at("/customer"))?;
        let hold_minutes = self.hold_minutes.filter(|minutes| (1..=43_200).contains(minutes));
        if hold_minutes != self.hold_minutes {
            return Err(Refusal::invalid("invalid_hold_minutes").at("/hold_minutes"));
        }
        Ok(OrderRequest {
            channel: self.channel,
            shop: self.shop,
            external_number: self.external_number,
            market: self.market,
            currency: self.currency,
            buyer: buyer(self.buyer)?,
            destination: Destination { country: address.country, postcode: address.postcode.clone() },
            customer: customer.map(kernel::Id::number),
            lines: lines(self.lines, self.currency)?,
            carriage: self.carriage,
            placed_at: self.placed_at,
            hold_until: hold_minutes.map(|minutes| now.plus_ms(i64::from(minutes).saturating_mul(60_000))),
            recipient: Some(self.recipient),
        })
    }
}

/// A customer's id as this route reads it; the customers centre owns it.
mod customer_id {
    kernel::typed_id!(/** A customer, by its id alone. */ CustomerId, "cus");
}

impl QuoteBody {
    pub fn request(self) -> Result<OrderRequest, Refusal> {
        Ok(OrderRequest {
            channel: self.channel,
            shop: self.shop,
            external_number: None,
            market: self.market,
            currency: self.currency,
            buyer: buyer(self.buyer)?,
            destination: Destination { country: self.country, postcode: self.postcode },
            recipient: None,
            customer: None,
            lines: lines(self.lines, self.currency)?,
            carriage: self.carriage,
            placed_at: None,
            hold_until: None,
        })
    }
}

/// An order with everything that was decided about it.
#[derive(Serialize, ToSchema)]
pub struct OrderBody {
    #[schema(value_type = String, example = "ord_05WXQ7Z9K2F3A")]
    pub id: OrderId,
    pub version: i64,
    #[schema(value_type = String)]
    pub channel: ChannelCode,
    #[schema(value_type = String)]
    pub shop: ShopCode,
    pub external_number: Option<String>,
    #[schema(value_type = String)]
    pub market: MarketCode,
    #[schema(value_type = String)]
    pub entity: EntityCode,
    #[schema(value_type = String, example = "consumer")]
    pub buyer: BuyerKind,
    /// The recipient's id in the vault; revealed there, with a purpose.
    pub person: Option<String>,
    pub customer: Option<String>,
    #[schema(value_type = String, example = "DE")]
    pub country: CountryCode,
    /// `open`, `held`, `completed`, `cancelled`.
    #[schema(value_type = String, example = "open")]
    pub status: orders::Status,
    pub held_because: Option<String>,
    #[schema(value_type = String, example = "unpaid")]
    pub payment: orders::Payment,
    #[schema(value_type = String, example = "unfulfilled")]
    pub fulfilment: orders::Fulfilment,
    #[schema(value_type = MoneyBody)]
    pub net: Money,
    #[schema(value_type = MoneyBody)]
    pub tax: Money,
    #[schema(value_type = MoneyBody)]
    pub rounding: Money,
    #[schema(value_type = MoneyBody)]
    pub gross: Money,
    #[schema(value_type = MoneyBody)]
    pub paid: Money,
    #[schema(value_type = MoneyBody)]
    pub refunded: Money,
    /// `determined`, `provisional` or `not_determined`: the least sure of the lines.
    #[schema(value_type = String, example = "determined")]
    pub tax_status: orders::TaxStatus,
    #[schema(value_type = String)]
    pub placed_at: Timestamp,
    #[schema(value_type = String)]
    pub recorded_at: Timestamp,
    pub lines: Vec<OrderLineBody>,
    /// How it was rounded, converted and sourced: the warehouses with what each would have cost.
    #[schema(value_type = Object)]
    pub decisions: Box<RawValue>,
}

/// A line with its tax, price and stock.
#[derive(Serialize, ToSchema)]
pub struct OrderLineBody {
    pub line: i64,
    /// `goods`, `carriage`, `discount`, `voucher`, `adjustment`.
    #[schema(value_type = String, example = "goods")]
    pub kind: orders::LineKind,
    pub sku: String,
    pub name: String,
    pub quantity: i64,
    #[schema(example = "12.50")]
    pub unit_price: String,
    pub price_includes_tax: bool,
    #[schema(value_type = MoneyBody)]
    pub net: Money,
    #[schema(value_type = MoneyBody)]
    pub tax: Money,
    #[schema(value_type = MoneyBody)]
    pub gross: Money,
    pub warehouse: Option<String>,
    pub shipped: i64,
    pub delivered: i64,
    pub cancelled: i64,
    pub returned: i64,
    #[schema(value_type = MoneyBody)]
    pub refunded: Money,
    pub tax_class: String,
    #[schema(value_type = String, example = "determined")]
    pub tax_status: orders::TaxStatus,
    /// Every leg of the tax: territory, treatment, scheme, category, who is liable, rate, base, amount, status, rule, source.
    #[schema(value_type = Object)]
    pub tax_answer: Box<RawValue>,
    /// Which price list and entry, and why.
    #[schema(value_type = Object)]
    pub price_answer: Box<RawValue>,
}

fn raw(json: String) -> Box<RawValue> {
    RawValue::from_string(json).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

mod shown {
    kernel::typed_id!(/** A person, as the vault shows it. */ PersonId, "per");
    kernel::typed_id!(/** A warehouse, as inventory shows it. */ WarehouseId, "wh");
}

fn id_text<I: kernel::Id>(number: Option<i64>) -> Option<String> {
    number.map(|number| I::from_number(number).to_string())
}

impl From<Order> for OrderBody {
    fn from(order: Order) -> Self {
        let money = |minor| Money::new(minor, order.currency);
        let lines = order.lines.into_iter().map(|line| line_body(line, order.currency)).collect();
        Self {
            id: order.id,
            version: order.version,
            channel: order.channel,
            shop: order.shop,
            external_number: order.external_number,
            market: order.market,
            entity: order.entity,
            buyer: order.buyer_kind,
            person: id_text::<shown::PersonId>(order.person),
            customer: id_text::<customer_id::CustomerId>(order.customer),
            country: order.country,
            status: order.status,
            held_because: order.held_because,
            payment: order.payment,
            fulfilment: order.fulfilment,
            net: money(order.net),
            tax: money(order.tax),
            rounding: money(order.rounding),
            gross: money(order.gross),
            paid: money(order.paid),
            refunded: money(order.refunded),
            tax_status: order.tax_status,
            placed_at: order.placed_at,
            recorded_at: order.recorded_at,
            lines,
            decisions: raw(order.decisions),
        }
    }
}

fn line_body(line: OrderLine, currency: CurrencyCode) -> OrderLineBody {
    let money = |minor| Money::new(minor, currency);
    OrderLineBody {
        line: line.line,
        kind: line.kind,
        sku: line.sku,
        name: line.name,
        quantity: line.quantity,
        unit_price: line.unit_price.to_decimal_text(),
        price_includes_tax: line.price_includes_tax,
        net: money(line.net),
        tax: money(line.tax),
        gross: money(line.gross),
        warehouse: id_text::<shown::WarehouseId>(line.warehouse),
        shipped: line.shipped,
        delivered: line.delivered,
        cancelled: line.cancelled,
        returned: line.returned,
        refunded: money(line.refunded),
        tax_class: line.tax_class,
        tax_status: line.tax_status,
        tax_answer: raw(line.tax_answer),
        price_answer: raw(line.price_answer),
    }
}

/// A placed order, in short.
#[derive(Serialize, ToSchema)]
pub struct PlacedBody {
    #[schema(value_type = String, example = "ord_05WXQ7Z9K2F3A")]
    pub id: OrderId,
    #[schema(value_type = String, example = "open")]
    pub status: orders::Status,
    pub held_because: Option<String>,
    #[schema(value_type = MoneyBody)]
    pub net: Money,
    #[schema(value_type = MoneyBody)]
    pub tax: Money,
    #[schema(value_type = MoneyBody)]
    pub gross: Money,
    #[schema(value_type = String, example = "determined")]
    pub tax_status: orders::TaxStatus,
}

/// What the order would be.
#[derive(Serialize, ToSchema)]
pub struct QuotedBody {
    #[schema(value_type = MoneyBody)]
    pub net: Money,
    #[schema(value_type = MoneyBody)]
    pub tax: Money,
    #[schema(value_type = MoneyBody)]
    pub gross: Money,
    #[schema(value_type = String, example = "determined")]
    pub tax_status: orders::TaxStatus,
    /// Why it would be held, if so.
    pub held_because: Option<String>,
    pub lines: Vec<QuotedLineBody>,
    #[schema(value_type = Object)]
    pub decisions: Box<RawValue>,
}

/// A line of a quote.
#[derive(Serialize, ToSchema)]
pub struct QuotedLineBody {
    #[schema(value_type = String, example = "goods")]
    pub kind: orders::LineKind,
    pub sku: String,
    pub quantity: i64,
    pub unit_price: String,
    pub price_includes_tax: bool,
    #[schema(value_type = MoneyBody)]
    pub net: Money,
    #[schema(value_type = MoneyBody)]
    pub tax: Money,
    #[schema(value_type = MoneyBody)]
    pub gross: Money,
    pub warehouse: Option<String>,
    #[schema(value_type = Object)]
    pub tax_answer: Box<RawValue>,
    #[schema(value_type = Object)]
    pub price_answer: Box<RawValue>,
}

impl From<Draft> for QuotedBody {
    fn from(draft: Draft) -> Self {
        let order = draft.order;
        let money = |minor| Money::new(minor, order.currency);
        let line = |line: orders::NewLine| QuotedLineBody {
            kind: line.kind,
            sku: line.sku,
            quantity: line.quantity,
            unit_price: line.unit_price.to_decimal_text(),
            price_includes_tax: line.price_includes_tax,
            net: money(line.net),
            tax: money(line.tax),
            gross: money(line.gross),
            warehouse: id_text::<shown::WarehouseId>(line.warehouse),
            tax_answer: raw(line.tax_answer),
            price_answer: raw(line.price_answer),
        };
        Self {
            net: money(order.net),
            tax: money(order.tax),
            gross: money(order.gross),
            tax_status: order.tax_status,
            held_because: order.held_because.map(str::to_owned),
            lines: order.lines.into_iter().map(line).collect(),
            decisions: raw(order.decisions),
        }
    }
}
