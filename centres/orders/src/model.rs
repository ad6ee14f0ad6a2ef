//! An order's words: ids, states, and the things an order is made of.

use kernel::{
    ChannelCode, CountryCode, CurrencyCode, EntityCode, MarketCode, Money, ShopCode, Timestamp, UnitPrice, typed_id,
};
use serde::{Deserialize, Serialize};

typed_id!(/** An order. */ OrderId, "ord");
typed_id!(/** A parcel of an order. */ ShipmentId, "shp");
typed_id!(/** A recorded payment or refund. */ PaymentId, "pay");
typed_id!(/** A return. */ ReturnId, "ret");
typed_id!(/** An invoice or a credit note. */ DocumentId, "doc");
typed_id!(/** A credit: a part of an order's price that is taken back. */ CreditId, "crd");

/// Declares an enum whose variants are stored and shown as fixed words.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$variant_meta])* #[serde(rename = $word)] $variant),+ }
        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The word as stored and shown.
            pub const fn word(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { out.write_str(self.word()) }
        }
        impl std::str::FromStr for $name {
            type Err = kernel::Refusal;
            fn from_str(text: &str) -> Result<Self, kernel::Refusal> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(kernel::Refusal::invalid("unknown_word").with("word", text)),
                }
            }
        }
    };
}

words!(/** The order's own axis. */ Status {
    /** Being worked on. */ Open = "open",
    /** Waits for a decision; `held_because` says which. */ Held = "held",
    /** Everything promised was done. */ Completed = "completed",
    /** Nothing is left to do: cancelled as a whole. */ Cancelled = "cancelled",
});
words!(/** The axis of money. */ Payment {
    Unpaid = "unpaid",
    PartlyPaid = "partly_paid",
    Paid = "paid",
    /** More is paid and not given back than it costs: money waits to go back. */ Overpaid = "overpaid",
    PartlyRefunded = "partly_refunded",
    Refunded = "refunded",
    /** Taken over from where nobody said whether it was paid: nothing is waited for. */ Unknown = "unknown",
});
words!(/** The axis of goods. */ Fulfilment {
    Unfulfilled = "unfulfilled",
    PartlyShipped = "partly_shipped",
    Shipped = "shipped",
    PartlyDelivered = "partly_delivered",
    Delivered = "delivered",
    PartlyReturned = "partly_returned",
    Returned = "returned",
});
words!(/** Who buys. */ BuyerKind { Consumer = "consumer", Business = "business" });
words!(/** How sure the tax of something is. */ TaxStatus {
    Determined = "determined",
    /** Right under a condition still to be proved (an export, an intra-Community supply). */ Provisional = "provisional",
    NotDetermined = "not_determined",
});
words!(/** What a line is about. Only goods move stock. */ LineKind {
    Goods = "goods",
    Carriage = "carriage",
    Discount = "discount",
    Voucher = "voucher",
    Adjustment = "adjustment",
});
words!(/** Which way money went. */ PaymentKind { Payment = "payment", Refund = "refund" });
words!(/** Where a return stands. */ ReturnState { Requested = "requested", Received = "received", Closed = "closed" });
words!(/** Why a parcel will not arrive. */ ShipmentFailure {
    /** Refused, not collected, not deliverable: its pieces are in the warehouse again. */ CameBack = "came_back",
    Lost = "lost",
});
words!(/** A legal document. */ DocumentKind { Invoice = "invoice", CreditNote = "credit_note" });

/// An order as it stands. Amounts in minor units of `currency`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub id: OrderId,
    pub channel: ChannelCode,
    pub shop: ShopCode,
    pub external_number: Option<String>,
    pub market: MarketCode,
    pub entity: EntityCode,
    pub currency: CurrencyCode,
    pub buyer_kind: BuyerKind,
    /// The recipient, by number of the vault's person id.
    pub person: Option<i64>,
    /// The customer, once identified.
    pub customer: Option<i64>,
    pub country: CountryCode,
    pub status: Status,
    pub held_because: Option<String>,
    /// When it is released by itself; none: by somebody.
    pub held_until: Option<Timestamp>,
    pub payment: Payment,
    pub fulfilment: Fulfilment,
    pub units: i64,
    pub net: i64,
    pub tax: i64,
    /// What the order's total adds to its lines, where whoever took it rounds the total by itself. Nothing where it was placed here.
    pub rounding: i64,
    pub gross: i64,
    pub paid: i64,
    pub refunded: i64,
    pub tax_status: TaxStatus,
    pub placed_at: Timestamp,
    pub recorded_at: Timestamp,
    pub changed_at: Timestamp,
    pub version: i64,
    /// Empty in lists, which read orders without their lines.
    pub lines: Vec<OrderLine>,
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderLine {
    pub line: i64,
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
    pub shipped: i64,
    pub delivered: i64,
    pub cancelled: i64,
    pub returned: i64,
    pub refunded: i64,
    pub category: Option<String>,
    pub tax_class: String,
    pub tax_status: TaxStatus,
}

impl OrderLine {
    /// The variant and the warehouse of ours it is in; none of what somebody else sends.
    pub fn place(&self) -> Option<(i64, i64)> {
        Some((self.variant?, self.warehouse?))
    }

    /// What is still to be shipped. Only goods are shipped.
    pub fn to_ship(&self) -> i64 {
        match self.kind {
            LineKind::Goods => self.quantity.saturating_sub(self.shipped).saturating_sub(self.cancelled).max(0),
            _ => 0,
        }
    }
}

impl Order {
    pub fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    /// The line with this number.
    pub fn line(&self, line: i64) -> Option<&OrderLine> {
        self.lines.iter().find(|candidate| candidate.line == line)
    }

    /// What is still to be paid of the total (which cancelled pieces have left already); nothing where too much was paid.
    pub fn open_amount(&self) -> i64 {
        self.gross.saturating_sub(self.paid).max(0)
    }
}

/// A parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shipment {
    pub id: ShipmentId,
    pub warehouse: i64,
    pub carrier: Option<String>,
    pub tracking: Option<String>,
    pub shipped_at: Timestamp,
    pub delivered_at: Option<Timestamp>,
    pub failed_at: Option<Timestamp>,
    pub failure: Option<ShipmentFailure>,
    pub lines: Vec<ShipmentLine>,
}

impl Shipment {
    /// It left, and neither arrived nor is known to never arrive.
    pub fn is_under_way(&self) -> bool {
        self.delivered_at.is_none() && self.failed_at.is_none()
    }
}

/// So many pieces of a line in a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShipmentLine {
    pub line: i64,
    pub quantity: i64,
}

/// A payment or refund, as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentRecord {
    pub id: PaymentId,
    pub kind: PaymentKind,
    pub method: String,
    pub reference: String,
    pub amount: i64,
    pub return_id: Option<ReturnId>,
    pub at: Timestamp,
}

/// A return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    pub id: ReturnId,
    pub order: OrderId,
    pub state: ReturnState,
    pub reason_code: String,
    pub requested_at: Timestamp,
    pub received_at: Option<Timestamp>,
    pub version: i64,
    pub lines: Vec<ReturnLine>,
}

/// So many pieces of a line coming back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReturnLine {
    pub line: i64,
    pub quantity: i64,
    pub received: i64,
    pub restocked: i64,
}

/// An issued document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub id: DocumentId,
    pub order: OrderId,
    pub kind: DocumentKind,
    pub number: String,
    pub corrects: Option<DocumentId>,
    pub net: i64,
    pub tax: i64,
    pub gross: i64,
    pub issued_at: Timestamp,
    /// JSON: what the document says, frozen.
    pub facts: String,
}

/// A part of an order's price that was taken back (minor units, above zero), with or without a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    pub id: CreditId,
    pub order: OrderId,
    pub return_id: Option<ReturnId>,
    /// The credit note; none where there was no invoice to correct.
    pub document: Option<DocumentId>,
    pub net: i64,
    pub tax: i64,
    pub gross: i64,
    pub at: Timestamp,
    pub lines: Vec<CreditLine>,
}

/// So many pieces of a line taken back, those after the first `before`, and their exact share of the line's amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreditLine {
    pub line: i64,
    pub before: i64,
    pub quantity: i64,
    pub net: i64,
    pub tax: i64,
}
