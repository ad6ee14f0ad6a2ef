//! What goes over the wire.

use kernel::{CurrencyCode, Money, Timestamp};
use orders::{Credit, Document, Order, PaymentRecord, Return, Shipment, ShipmentFailure};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An amount of money.
#[derive(Serialize, ToSchema)]
pub struct MoneyBody {
    #[schema(example = "12.34")]
    pub amount: String,
    #[schema(example = "EUR")]
    pub currency: String,
}

/// So many pieces of a line.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnedPieces {
    pub line: i64,
    #[schema(minimum = 1)]
    pub quantity: i64,
}

/// Pieces that are to come back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnRequest {
    /// `withdrawal`, `defect`, `wrong_item`, `damaged`, `not_as_described` or `other`.
    #[schema(example = "withdrawal")]
    pub reason: String,
    pub lines: Vec<ReturnedPieces>,
    /// A remark for the history. No personal data.
    pub note: Option<String>,
}

/// What came back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiptBody {
    pub lines: Vec<ReceivedPieces>,
    pub note: Option<String>,
}

/// So many pieces of a line came back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceivedPieces {
    pub line: i64,
    /// What came now; what was recorded before is not counted again.
    #[schema(minimum = 0)]
    pub received: i64,
    /// Of those, fit to be sold again; all unless said. The rest is written off.
    pub restocked: Option<i64>,
    /// Where they are now; the warehouse that sent them unless said.
    #[schema(example = "wh_05WXQ7Z9K2F3A")]
    pub warehouse: Option<String>,
}

/// What is credited. Without lines: all that came back of the return, or without a return all that was delivered and not
/// credited yet, carriage included.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreditBody {
    #[serde(rename = "return")]
    #[schema(example = "ret_05WXQ7Z9K2F3A")]
    pub return_id: Option<String>,
    /// An empty list is refused: it names nothing.
    pub lines: Option<Vec<ReturnedPieces>>,
    pub note: Option<String>,
}

/// Money that went back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefundBody {
    #[serde(rename = "return")]
    pub return_id: Option<String>,
    /// All that is paid too much now unless said.
    #[schema(value_type = Option<MoneyBody>)]
    pub amount: Option<Money>,
    #[schema(example = "card")]
    pub method: String,
    /// The provider's number of it; the same one again changes nothing.
    #[schema(example = "re_3Abc")]
    pub reference: String,
    pub note: Option<String>,
}

/// A return as it stands.
#[derive(Serialize, ToSchema)]
pub struct ReturnDetail {
    pub id: String,
    pub order: String,
    /// What the order's shop calls it, where it has a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "1001")]
    pub order_number: Option<String>,
    /// `requested`, `received`, or `closed` once all that came back is credited.
    pub state: String,
    pub reason: String,
    #[schema(value_type = String)]
    pub requested_at: Timestamp,
    #[schema(value_type = Option<String>)]
    pub received_at: Option<Timestamp>,
    pub lines: Vec<ReturnDetailLine>,
}

/// A line of a return: announced, come back, and fit to be sold again.
#[derive(Serialize, ToSchema)]
pub struct ReturnDetailLine {
    pub line: i64,
    pub quantity: i64,
    pub received: i64,
    pub restocked: i64,
}

impl ReturnDetail {
    pub fn of(found: Return, order_number: Option<String>) -> Self {
        let line = |l: &orders::ReturnLine| ReturnDetailLine {
            line: l.line,
            quantity: l.quantity,
            received: l.received,
            restocked: l.restocked,
        };
        Self {
            id: found.id.to_string(),
            order: found.order.to_string(),
            order_number,
            state: found.state.to_string(),
            reason: found.reason_code,
            requested_at: found.requested_at,
            received_at: found.received_at,
            lines: found.lines.iter().map(line).collect(),
        }
    }
}

/// A credit as it was given.
#[derive(Serialize, ToSchema)]
pub struct CreditGiven {
    pub id: String,
    /// The credit note's number. None: the order has no invoice, so the credit stands without a document.
    pub number: Option<String>,
    pub document: Option<String>,
    #[schema(value_type = MoneyBody)]
    pub net: Money,
    #[schema(value_type = MoneyBody)]
    pub tax: Money,
    #[schema(value_type = MoneyBody)]
    pub gross: Money,
    pub lines: Vec<CreditedPieces>,
}

/// Pieces of a line, and what was credited for them.
#[derive(Serialize, ToSchema)]
pub struct CreditedPieces {
    pub line: i64,
    pub quantity: i64,
    #[schema(value_type = MoneyBody)]
    pub net: Money,
    #[schema(value_type = MoneyBody)]
    pub tax: Money,
}

impl CreditGiven {
    pub fn of(credit: &Credit, documents: &[Document], currency: CurrencyCode) -> Self {
        let money = |minor| Money::new(minor, currency);
        let document = documents.iter().find(|document| Some(document.id) == credit.document);
        let line = |l: &orders::CreditLine| CreditedPieces {
            line: l.line,
            quantity: l.quantity,
            net: money(l.net),
            tax: money(l.tax),
        };
        Self {
            id: credit.id.to_string(),
            number: document.map(|document| document.number.clone()),
            document: credit.document.map(|id| id.to_string()),
            net: money(credit.net),
            tax: money(credit.tax),
            gross: money(credit.gross),
            lines: credit.lines.iter().map(line).collect(),
        }
    }
}

/// A refund as it was recorded, and how the order's money stands now.
#[derive(Serialize, ToSchema)]
pub struct RefundGiven {
    pub id: String,
    #[schema(value_type = MoneyBody)]
    pub amount: Money,
    pub method: String,
    pub reference: String,
    /// `partly_refunded`, `refunded`, or `overpaid` while more waits to go back.
    pub payment: String,
    #[schema(value_type = MoneyBody)]
    pub refunded: Money,
}

impl RefundGiven {
    pub fn of(record: &PaymentRecord, order: &Order) -> Self {
        Self {
            id: record.id.to_string(),
            amount: order.money(record.amount),
            method: record.method.clone(),
            reference: record.reference.clone(),
            payment: order.payment.to_string(),
            refunded: order.money(order.refunded),
        }
    }
}

/// What became of a parcel that will not arrive.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FailureBody {
    /// `came_back` or `lost`.
    #[schema(value_type = String, example = "came_back")]
    pub outcome: ShipmentFailure,
    /// When that was known; now unless said.
    #[schema(value_type = Option<String>, example = "2026-11-22T10:00:00Z")]
    pub at: Option<Timestamp>,
    /// Why, for the history.
    pub note: Option<String>,
}

/// A parcel that ended, and where its order stands now.
#[derive(Serialize, ToSchema)]
pub struct ShipmentEnded {
    #[schema(example = "shp_05WXQ7Z9K2F3A")]
    pub id: String,
    #[schema(example = "ord_05WXQ7Z9K2F3A")]
    pub order: String,
    #[schema(value_type = Option<String>)]
    pub failed_at: Option<Timestamp>,
    /// `came_back` or `lost`.
    #[schema(value_type = Option<String>, example = "came_back")]
    pub failure: Option<ShipmentFailure>,
    pub status: String,
    pub fulfilment: String,
}

impl ShipmentEnded {
    pub fn of(parcel: &Shipment, order: &Order) -> Self {
        Self {
            id: parcel.id.to_string(),
            order: order.id.to_string(),
            failed_at: parcel.failed_at,
            failure: parcel.failure,
            status: order.status.to_string(),
            fulfilment: order.fulfilment.to_string(),
        }
    }
}
