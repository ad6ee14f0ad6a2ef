//! Orders as they travel in lists.

use edge::{Cursor, Limit, Page};
use kernel::{ChannelCode, CountryCode, CurrencyCode, EntityCode, Id, MarketCode, Money, ShopCode, Timestamp};
use orders::queries::OrderSums;
use orders::{Fulfilment, Order, OrderId, Payment, Status, TaxStatus};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vault::{Found as FoundPerson, Masked, PersonId};

use super::CustomerId;
use crate::find::Total;

/// An amount. The number is a text, exact.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "describes kernel's Money in the API's document")]
pub(super) struct Amount {
    #[schema(example = "12.34")]
    amount: String,
    #[schema(example = "EUR")]
    currency: String,
}

/// A customer's orders of one channel, shop and currency.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OrderSumsBody {
    #[schema(value_type = String, example = "web")]
    channel: ChannelCode,
    #[schema(value_type = String, example = "de-shop")]
    shop: ShopCode,
    orders: i64,
    #[schema(value_type = Amount)]
    net: Money,
    #[schema(value_type = Amount)]
    gross: Money,
    /// Given back of it.
    #[schema(value_type = Amount)]
    refunded: Money,
    /// When the first was placed.
    #[schema(value_type = String, example = "2026-11-21T22:00:00Z")]
    first_at: Timestamp,
    #[schema(value_type = String, example = "2026-11-21T22:00:00Z")]
    last_at: Timestamp,
}

impl From<OrderSums> for OrderSumsBody {
    fn from(sums: OrderSums) -> Self {
        let OrderSums { channel, shop, orders, net, gross, refunded, first_at, last_at } = sums;
        Self { channel, shop, orders, net, gross, refunded, first_at, last_at }
    }
}

/// An order in a list: without its lines.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OrderSummary {
    #[schema(value_type = String, example = "ord_01JD3Q8W0Z000")]
    id: OrderId,
    version: i64,
    #[schema(value_type = String, example = "web")]
    channel: ChannelCode,
    #[schema(value_type = String, example = "de-shop")]
    shop: ShopCode,
    /// The channel's own number of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    external_number: Option<String>,
    #[schema(value_type = String, example = "de")]
    market: MarketCode,
    /// The legal entity that sells.
    #[schema(value_type = String, example = "de-gmbh")]
    entity: EntityCode,
    /// Where the goods go.
    #[schema(value_type = String, example = "DE")]
    country: CountryCode,
    #[schema(value_type = String, example = "EUR")]
    currency: CurrencyCode,
    /// The customer, once identified.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    customer: Option<CustomerId>,
    /// The recipient: a number of the vault, no personal data.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    person: Option<PersonId>,
    #[schema(value_type = String, example = "open")]
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "tax_not_determined")]
    held_because: Option<String>,
    #[schema(value_type = String, example = "paid")]
    payment: Payment,
    #[schema(value_type = String, example = "unfulfilled")]
    fulfilment: Fulfilment,
    #[schema(value_type = String, example = "determined")]
    tax_status: TaxStatus,
    /// Pieces of goods.
    units: i64,
    #[schema(value_type = Amount)]
    net: Money,
    #[schema(value_type = Amount)]
    tax: Money,
    #[schema(value_type = Amount)]
    gross: Money,
    #[schema(value_type = Amount)]
    paid: Money,
    #[schema(value_type = Amount)]
    refunded: Money,
    #[schema(value_type = String, example = "2026-11-21T22:00:00Z")]
    placed_at: Timestamp,
    #[schema(value_type = String, example = "2026-11-21T22:00:00Z")]
    recorded_at: Timestamp,
    #[schema(value_type = String, example = "2026-11-21T22:05:00Z")]
    changed_at: Timestamp,
}

impl From<Order> for OrderSummary {
    fn from(order: Order) -> Self {
        let money = |minor: i64| Money::new(minor, order.currency);
        Self {
            id: order.id,
            version: order.version,
            channel: order.channel,
            shop: order.shop,
            market: order.market,
            entity: order.entity,
            country: order.country,
            currency: order.currency,
            customer: order.customer.map(CustomerId::from_number),
            person: order.person.map(PersonId::from_number),
            status: order.status,
            payment: order.payment,
            fulfilment: order.fulfilment,
            tax_status: order.tax_status,
            units: order.units,
            net: money(order.net),
            tax: money(order.tax),
            gross: money(order.gross),
            paid: money(order.paid),
            refunded: money(order.refunded),
            placed_at: order.placed_at,
            recorded_at: order.recorded_at,
            changed_at: order.changed_at,
            external_number: order.external_number,
            held_because: order.held_because,
        }
    }
}

/// Orders found.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FoundOrders {
    #[serde(flatten)]
    pub(super) page: Page<OrderSummary>,
    /// Only when asked for with `total=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) total: Option<TotalWire>,
}

/// How many were found.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TotalWire {
    #[schema(example = 10_000)]
    count: usize,
    /// Whether there are more than that.
    or_more: bool,
}

impl From<Total> for TotalWire {
    fn from(total: Total) -> Self {
        match total {
            Total::Exactly(count) => Self { count, or_more: false },
            Total::MoreThan(count) => Self { count, or_more: true },
        }
    }
}

/// Whose orders are looked for: one of e-mail, phone and name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FindByPerson {
    /// The whole address.
    #[schema(example = "erika@example.org")]
    pub(super) email: Option<String>,
    /// The whole number, however written.
    #[schema(example = "+49 30 901820")]
    pub(super) phone: Option<String>,
    /// The country a national phone number is of.
    #[schema(value_type = Option<String>, example = "DE")]
    pub(super) country: Option<CountryCode>,
    /// Whole words of the name.
    #[schema(example = "Erika Mustermann")]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) limit: Limit,
    #[schema(value_type = Option<String>)]
    pub(super) cursor: Option<Cursor>,
}

/// The persons found, masked, and their orders.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FoundPersons {
    pub(super) persons: Vec<PersonWire>,
    /// Whether more persons may fit than were looked at: ask more exactly.
    pub(super) more_persons: bool,
    #[serde(flatten)]
    pub(super) page: Page<OrderSummary>,
}

/// A person, masked.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PersonWire {
    #[schema(value_type = String, example = "per_01JD3Q8W0Z000")]
    person: PersonId,
    preview: Masked,
}

impl From<FoundPerson> for PersonWire {
    fn from(found: FoundPerson) -> Self {
        Self { person: found.person, preview: found.preview }
    }
}
