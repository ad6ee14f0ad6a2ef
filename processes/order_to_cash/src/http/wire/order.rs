//! An order as it is shown.

use std::collections::BTreeSet;

use kernel::{ChannelCode, CountryCode, CurrencyCode, EntityCode, MarketCode, Money, ShopCode, Timestamp};
use orders::{BuyerKind, LineReasons, Order, OrderId, OrderLine, OrderReasons};
use serde::Serialize;
use serde_json::value::RawValue;
use tax::EvidenceKind;
use utoipa::ToSchema;

use tax::LineAnswer;

use super::{MoneyBody, id_text, raw, shown, told};

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
    /// When it is released by itself.
    #[schema(value_type = Option<String>)]
    pub held_until: Option<Timestamp>,
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
    /// What the seller is owed. Tax that a marketplace collects and owes itself is not in it: see `decisions.marketplace_tax`.
    #[schema(value_type = MoneyBody)]
    pub gross: Money,
    #[schema(value_type = MoneyBody)]
    pub paid: Money,
    #[schema(value_type = MoneyBody)]
    pub refunded: Money,
    /// `determined`, `provisional` or `not_determined`: the least sure of the lines.
    #[schema(value_type = String, example = "determined")]
    pub tax_status: orders::TaxStatus,
    /// The proofs that its provisional tax waits for: `export_proof`, `transport_proof`, `vat_id_answer`, …
    #[schema(value_type = Vec<String>, example = json!(["export_proof"]))]
    pub proofs_missing: BTreeSet<EvidenceKind>,
    #[schema(value_type = String)]
    pub placed_at: Timestamp,
    #[schema(value_type = String)]
    pub recorded_at: Timestamp,
    pub lines: Vec<OrderLineBody>,
    /// How it was rounded, converted and sourced: the warehouses with what each would have cost; the buyer's VAT number, masked, with
    /// the register's answer. Free form.
    #[schema(value_type = edge::shape::FreeForm)]
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
    /// As it was sold.
    #[schema(example = "Lamp")]
    pub name: String,
    /// What the catalogue calls it now, in the languages asked for (`Accept-Language`), else in English or the first there is. Told
    /// where one order is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "台灯")]
    pub product_name: Option<String>,
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
    /// How the line's taxes were rounded (`line/half_up`), and every leg of them: territory, treatment, scheme, category, who is liable,
    /// rate, base, amount, status, rule, source. Free form.
    #[schema(value_type = edge::shape::FreeForm)]
    pub tax_answer: Box<RawValue>,
    /// Which price list and entry, and why. Free form.
    #[schema(value_type = edge::shape::FreeForm)]
    pub price_answer: Box<RawValue>,
}

impl From<(Order, OrderReasons)> for OrderBody {
    fn from((order, mut reasons): (Order, OrderReasons)) -> Self {
        let money = |minor| Money::new(minor, order.currency);
        let answers = reasons.lines.values().filter_map(|line| LineAnswer::stored(&line.tax).ok().flatten());
        let proofs_missing = answers.flat_map(|answer| answer.waits_for().collect::<Vec<_>>()).collect();
        let of_line = |line: OrderLine| {
            let why = reasons.lines.remove(&line.line).unwrap_or_default();
            line_body(line, why, order.currency)
        };
        let lines = order.lines.into_iter().map(of_line).collect();
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
            customer: id_text::<shown::CustomerId>(order.customer),
            country: order.country,
            status: order.status,
            held_because: order.held_because,
            held_until: order.held_until,
            payment: order.payment,
            fulfilment: order.fulfilment,
            net: money(order.net),
            tax: money(order.tax),
            rounding: money(order.rounding),
            gross: money(order.gross),
            paid: money(order.paid),
            refunded: money(order.refunded),
            tax_status: order.tax_status,
            proofs_missing,
            placed_at: order.placed_at,
            recorded_at: order.recorded_at,
            lines,
            decisions: told(&reasons.decisions, order.currency),
        }
    }
}

fn line_body(line: OrderLine, why: LineReasons, currency: CurrencyCode) -> OrderLineBody {
    let money = |minor| Money::new(minor, currency);
    OrderLineBody {
        line: line.line,
        kind: line.kind,
        sku: line.sku,
        name: line.name,
        product_name: None,
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
        tax_answer: raw(why.tax),
        price_answer: raw(why.price),
    }
}
