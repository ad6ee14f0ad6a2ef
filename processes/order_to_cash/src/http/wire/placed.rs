//! What placing and quoting answer.

use kernel::Money;
use orders::OrderId;
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{MoneyBody, id_text, raw, shown, told};
use crate::draft::Draft;

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
    /// How it would be rounded, converted and sourced: the warehouses with what each would cost. Free form.
    #[schema(value_type = edge::shape::FreeForm)]
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
    /// How the line's taxes were rounded (`line/half_up`), and every leg of them: territory, treatment, scheme, category, who is liable,
    /// rate, base, amount, status, rule, source. Free form.
    #[schema(value_type = edge::shape::FreeForm)]
    pub tax_answer: Box<RawValue>,
    /// Which price list and entry, and why. Free form.
    #[schema(value_type = edge::shape::FreeForm)]
    pub price_answer: Box<RawValue>,
}

impl TryFrom<Draft> for QuotedBody {
    type Error = store::StoreError;

    fn try_from(draft: Draft) -> Result<Self, Self::Error> {
        let order = draft.order;
        let (decisions, reasons) = order.reasons.open()?;
        let money = |minor| Money::new(minor, order.currency);
        let line = |(line, reasons): (orders::NewLine, orders::LineReasons)| QuotedLineBody {
            kind: line.kind,
            sku: line.sku,
            quantity: line.quantity,
            unit_price: line.unit_price.to_decimal_text(),
            price_includes_tax: line.price_includes_tax,
            net: money(line.net),
            tax: money(line.tax),
            gross: money(line.gross),
            warehouse: id_text::<shown::WarehouseId>(line.warehouse),
            tax_answer: raw(reasons.tax),
            price_answer: raw(reasons.price),
        };
        Ok(Self {
            net: money(order.net),
            tax: money(order.tax),
            gross: money(order.gross),
            tax_status: order.tax_status,
            held_because: order.held_because.map(str::to_owned),
            lines: order.lines.into_iter().zip(reasons).map(line).collect(),
            decisions: told(&decisions, order.currency),
        })
    }
}
