//! The rows of an export: an order's own facts, and its lines beside the order they are of.

use kernel::Timestamp;
use orders::{Order, OrderLine};
use serde::Serialize;

/// An order without its buyer.
#[derive(Serialize)]
pub(super) struct OrderRow<'a> {
    order: String,
    channel: &'a str,
    shop: &'a str,
    external_number: Option<&'a str>,
    market: &'a str,
    entity: &'a str,
    buyer_kind: &'a str,
    country: &'a str,
    status: &'a str,
    held_because: Option<&'a str>,
    payment: &'a str,
    fulfilment: &'a str,
    currency: &'a str,
    units: i64,
    net: String,
    tax: String,
    rounding: String,
    gross: String,
    paid: String,
    refunded: String,
    tax_status: &'a str,
    placed_at: Timestamp,
    recorded_at: Timestamp,
    changed_at: Timestamp,
}

impl<'a> OrderRow<'a> {
    pub(super) fn of(order: &'a Order) -> Self {
        let text = |minor| order.money(minor).to_decimal_text();
        Self {
            order: order.id.to_string(),
            channel: order.channel.as_str(),
            shop: order.shop.as_str(),
            external_number: order.external_number.as_deref(),
            market: order.market.as_str(),
            entity: order.entity.as_str(),
            buyer_kind: order.buyer_kind.word(),
            country: order.country.as_str(),
            status: order.status.word(),
            held_because: order.held_because.as_deref(),
            payment: order.payment.word(),
            fulfilment: order.fulfilment.word(),
            currency: order.currency.as_str(),
            units: order.units,
            net: text(order.net),
            tax: text(order.tax),
            rounding: text(order.rounding),
            gross: text(order.gross),
            paid: text(order.paid),
            refunded: text(order.refunded),
            tax_status: order.tax_status.word(),
            placed_at: order.placed_at,
            recorded_at: order.recorded_at,
            changed_at: order.changed_at,
        }
    }
}

#[derive(Serialize)]
pub(super) struct WholeOrder<'a> {
    #[serde(flatten)]
    pub(super) order: OrderRow<'a>,
    pub(super) lines: Vec<LineFacts<'a>>,
}

/// What tells the order of a line.
#[derive(Serialize)]
pub(super) struct LineOrder<'a> {
    order: String,
    external_number: Option<&'a str>,
    placed_at: Timestamp,
    country: &'a str,
    currency: &'a str,
}

#[derive(Serialize)]
pub(super) struct LineFacts<'a> {
    line: i64,
    kind: &'a str,
    sku: &'a str,
    name: &'a str,
    quantity: i64,
    unit_price: String,
    price_includes_tax: bool,
    net: String,
    tax: String,
    gross: String,
    shipped: i64,
    delivered: i64,
    cancelled: i64,
    returned: i64,
    refunded: String,
    category: Option<&'a str>,
    tax_class: &'a str,
    tax_status: &'a str,
}

impl<'a> LineOrder<'a> {
    pub(super) fn of(order: &'a Order) -> Self {
        Self {
            order: order.id.to_string(),
            external_number: order.external_number.as_deref(),
            placed_at: order.placed_at,
            country: order.country.as_str(),
            currency: order.currency.as_str(),
        }
    }
}

impl<'a> LineFacts<'a> {
    pub(super) fn of(order: &'a Order, line: &'a OrderLine) -> Self {
        let text = |minor| order.money(minor).to_decimal_text();
        Self {
            line: line.line,
            kind: line.kind.word(),
            sku: &line.sku,
            name: &line.name,
            quantity: line.quantity,
            unit_price: line.unit_price.to_decimal_text(),
            price_includes_tax: line.price_includes_tax,
            net: text(line.net),
            tax: text(line.tax),
            gross: text(line.gross),
            shipped: line.shipped,
            delivered: line.delivered,
            cancelled: line.cancelled,
            returned: line.returned,
            refunded: text(line.refunded),
            category: line.category.as_deref(),
            tax_class: &line.tax_class,
            tax_status: line.tax_status.word(),
        }
    }
}

pub(super) const ORDER_COLUMNS: &[&str] = &[
    "order",
    "channel",
    "shop",
    "external_number",
    "market",
    "entity",
    "buyer_kind",
    "country",
    "status",
    "held_because",
    "payment",
    "fulfilment",
    "currency",
    "units",
    "net",
    "tax",
    "rounding",
    "gross",
    "paid",
    "refunded",
    "tax_status",
    "placed_at",
    "recorded_at",
    "changed_at",
];
pub(super) const LINE_ORDER_COLUMNS: &[&str] = &["order", "external_number", "placed_at", "country", "currency"];
pub(super) const LINE_COLUMNS: &[&str] = &[
    "line",
    "kind",
    "sku",
    "name",
    "quantity",
    "unit_price",
    "price_includes_tax",
    "net",
    "tax",
    "gross",
    "shipped",
    "delivered",
    "cancelled",
    "returned",
    "refunded",
    "category",
    "tax_class",
    "tax_status",
];
