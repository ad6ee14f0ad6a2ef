//! What the order centre tells, as far as figures need it.

use std::borrow::Cow;

use kernel::Timestamp;
use orders::OrderId;
use serde::Deserialize;
use store::{StoreError, StoredEvent};

/// An event about an order.
pub(crate) enum Told<'e> {
    Placed(Arrival, Placed<'e>),
    /// Its state changed, and with it perhaps amounts.
    Changed(OrderId, State<'e>, Change),
    /// Nothing that is counted.
    Other,
}

/// How lines of an order came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// With their order, placed here or taken over.
    Whole,
    /// Later than their order, which was taken over before.
    MoreLines,
}

/// `orders.order_placed.v1`, `orders.order_imported.v1`, `orders.order_lines_imported.v1`.
#[derive(Deserialize)]
pub(crate) struct Placed<'e> {
    pub(crate) order: OrderId,
    #[serde(borrow)]
    pub(crate) channel: Cow<'e, str>,
    #[serde(borrow)]
    pub(crate) market: Cow<'e, str>,
    #[serde(borrow)]
    pub(crate) entity: Cow<'e, str>,
    #[serde(borrow)]
    pub(crate) currency: Cow<'e, str>,
    #[serde(borrow)]
    pub(crate) country: Cow<'e, str>,
    #[serde(borrow)]
    pub(crate) status: Cow<'e, str>,
    #[serde(borrow)]
    pub(crate) fulfilment: Cow<'e, str>,
    pub(crate) gross: i64,
    pub(crate) placed_at: Timestamp,
    #[serde(borrow)]
    pub(crate) lines: Vec<PlacedLine<'e>>,
}

#[derive(Deserialize)]
pub(crate) struct PlacedLine<'e> {
    pub(crate) line: i64,
    #[serde(borrow)]
    pub(crate) kind: Cow<'e, str>,
    #[serde(borrow)]
    pub(crate) sku: Cow<'e, str>,
    #[serde(borrow)]
    pub(crate) category: Option<Cow<'e, str>>,
    pub(crate) quantity: i64,
    pub(crate) net: i64,
    pub(crate) tax: i64,
    #[serde(borrow)]
    pub(crate) tax_status: Cow<'e, str>,
}

impl Placed<'_> {
    /// Its country, market, channel, entity and currency.
    pub(crate) fn place(&self) -> [&str; 5] {
        [&self.country, &self.market, &self.channel, &self.entity, &self.currency]
    }
    /// The same as one word; codes have no `|`.
    pub(crate) fn place_words(&self) -> String {
        self.place().join("|")
    }
}

/// What every event about a changed order tells.
#[derive(Deserialize)]
pub(crate) struct State<'e> {
    order: OrderId,
    #[serde(borrow)]
    pub(crate) status: Cow<'e, str>,
    #[serde(borrow)]
    pub(crate) fulfilment: Cow<'e, str>,
}

pub(crate) enum Change {
    /// `orders.line_cancelled.v1`.
    Cancelled(Cancelled),
    /// `orders.return_received.v1`.
    Returned(Vec<ReturnedLine>),
    /// `orders.order_credited.v1`.
    Credited(Credited),
    /// `orders.refund_recorded.v1`.
    Refunded(Refunded),
    StateOnly,
}

#[derive(Deserialize)]
pub(crate) struct Cancelled {
    pub(crate) line: i64,
    pub(crate) quantity: i64,
    /// The pieces' own share of their line.
    pub(crate) piece_net: i64,
    pub(crate) piece_tax: i64,
    /// Nothing is left of the order: what is no goods goes with them.
    pub(crate) all: bool,
}

#[derive(Deserialize)]
struct Returned {
    lines: Vec<ReturnedLine>,
}

/// What came back of a line: pieces, and their exact share of its net amount.
#[derive(Deserialize)]
pub(crate) struct ReturnedLine {
    pub(crate) line: i64,
    pub(crate) received: i64,
    pub(crate) net: i64,
}

#[derive(Deserialize)]
pub(crate) struct Credited {
    pub(crate) lines: Vec<CreditedLine>,
    /// What was refunded for these lines before they were credited, and stood on no line till now.
    pub(crate) refunded: Vec<RefundedLine>,
}

/// What of a line's price was taken back.
#[derive(Deserialize)]
pub(crate) struct CreditedLine {
    pub(crate) line: i64,
    pub(crate) quantity: i64,
    pub(crate) net: i64,
    pub(crate) tax: i64,
}

#[derive(Deserialize)]
pub(crate) struct Refunded {
    pub(crate) amount: i64,
    pub(crate) lines: Vec<RefundedLine>,
}

#[derive(Deserialize)]
pub(crate) struct RefundedLine {
    pub(crate) line: i64,
    pub(crate) gross: i64,
}

fn read<'e, T: Deserialize<'e>>(event: &'e StoredEvent) -> Result<T, StoreError> {
    serde_json::from_str(&event.data)
        .map_err(|e| StoreError::misuse(format!("{} at {}: {e}", event.kind, event.position)))
}

impl<'e> Told<'e> {
    pub(crate) fn of(event: &'e StoredEvent) -> Result<Self, StoreError> {
        let change = match event.kind.as_str() {
            "orders.order_placed.v1" | "orders.order_imported.v1" => {
                return Ok(Self::Placed(Arrival::Whole, read(event)?));
            }
            "orders.order_lines_imported.v1" => return Ok(Self::Placed(Arrival::MoreLines, read(event)?)),
            "orders.line_cancelled.v1" => Change::Cancelled(read(event)?),
            "orders.return_received.v1" => Change::Returned(read::<Returned>(event)?.lines),
            "orders.order_credited.v1" => Change::Credited(read(event)?),
            "orders.refund_recorded.v1" => Change::Refunded(read(event)?),
            "orders.order_held.v1"
            | "orders.order_released.v1"
            | "orders.order_shipped.v1"
            | "orders.order_delivered.v1"
            | "orders.shipment_failed.v1"
            | "orders.payment_recorded.v1"
            | "orders.return_requested.v1"
            // What is provisional is owed as what is determined is.
            | "orders.tax_proved.v1"
            | "orders.customer_identified.v1" => Change::StateOnly,
            _ => return Ok(Self::Other),
        };
        let state: State<'e> = read(event)?;
        Ok(Self::Changed(state.order, state, change))
    }
}
