//! An order as a step left it: what steps change, and nothing of why it is as it is.

use kernel::{Money, Timestamp};
use orders::{Order, OrderId, OrderLine};
use serde::Serialize;
use utoipa::ToSchema;

use super::MoneyBody;

/// Where an order stands after a step. Its reasons, parcels, payments and documents are read with `GET /v1/orders/{id}`.
#[derive(Serialize, ToSchema)]
pub struct OrderAfterBody {
    #[schema(value_type = String, example = "ord_05WXQ7Z9K2F3A")]
    pub id: OrderId,
    pub version: i64,
    /// `open`, `held`, `completed`, `cancelled`.
    #[schema(value_type = String, example = "open")]
    pub status: orders::Status,
    pub held_because: Option<String>,
    /// When it is released by itself.
    #[schema(value_type = Option<String>)]
    pub held_until: Option<Timestamp>,
    #[schema(value_type = String, example = "paid")]
    pub payment: orders::Payment,
    #[schema(value_type = String, example = "shipped")]
    pub fulfilment: orders::Fulfilment,
    #[schema(value_type = MoneyBody)]
    pub net: Money,
    #[schema(value_type = MoneyBody)]
    pub tax: Money,
    #[schema(value_type = MoneyBody)]
    pub gross: Money,
    #[schema(value_type = MoneyBody)]
    pub paid: Money,
    #[schema(value_type = MoneyBody)]
    pub refunded: Money,
    #[schema(value_type = String, example = "determined")]
    pub tax_status: orders::TaxStatus,
    pub lines: Vec<LineAfterBody>,
}

/// An invoice that was issued, and the order after it.
#[derive(Serialize, ToSchema)]
pub struct InvoicedBody {
    /// What stands on the paper; `/invoices/{number}` reads what was frozen under it.
    #[schema(example = "demo-de-2026-000001")]
    pub number: String,
    #[serde(flatten)]
    pub order: OrderAfterBody,
}

/// How far the pieces of a line are.
#[derive(Serialize, ToSchema)]
pub struct LineAfterBody {
    pub line: i64,
    pub sku: String,
    pub quantity: i64,
    pub shipped: i64,
    pub delivered: i64,
    pub cancelled: i64,
    pub returned: i64,
}

impl From<Order> for OrderAfterBody {
    fn from(order: Order) -> Self {
        let money = |minor| Money::new(minor, order.currency);
        Self {
            id: order.id,
            version: order.version,
            status: order.status,
            held_because: order.held_because,
            held_until: order.held_until,
            payment: order.payment,
            fulfilment: order.fulfilment,
            net: money(order.net),
            tax: money(order.tax),
            gross: money(order.gross),
            paid: money(order.paid),
            refunded: money(order.refunded),
            tax_status: order.tax_status,
            lines: order.lines.into_iter().map(LineAfterBody::from).collect(),
        }
    }
}

impl From<OrderLine> for LineAfterBody {
    fn from(line: OrderLine) -> Self {
        let OrderLine { line, sku, quantity, shipped, delivered, cancelled, returned, .. } = line;
        Self { line, sku, quantity, shipped, delivered, cancelled, returned }
    }
}
