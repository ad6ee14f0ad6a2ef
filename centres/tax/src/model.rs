//! What a company records about its own taxes.

use jiff::civil::Date;
use kernel::{ChannelCode, EntityCode, Timestamp, typed_id};
use serde::Serialize;

use crate::question::{EvidenceKind, Registration, Turnover};

typed_id!(
    /// A tax registration of an entity.
    RegistrationId,
    "trg"
);
typed_id!(
    /// A proof.
    EvidenceId,
    "tev"
);
typed_id!(
    /// An order, as the order centre numbers it.
    OrderId,
    "ord"
);

/// A registration as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityRegistration {
    pub id: RegistrationId,
    pub entity: EntityCode,
    pub registration: Registration,
}

/// What else decides an entity's tax.
#[derive(Debug, Clone, PartialEq)]
pub struct TaxProfile {
    /// Whether all its stock within the union lies in its own country; none while nobody said.
    pub stock_only_at_home: Option<bool>,
    pub turnovers: Vec<Turnover>,
    /// 0 while nothing was recorded.
    pub version: i64,
}

/// A proof of an order, or of one line of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    pub id: EvidenceId,
    pub order: OrderId,
    /// The number of the order's line; none for the whole order.
    pub line: Option<i64>,
    pub kind: EvidenceKind,
    /// MRN, consultation number, number of a consignment note: never a person's name.
    pub reference: String,
    pub observed_on: Date,
    /// The VAT number that a register answered about, masked: a sole trader's names a person.
    pub about: Option<String>,
    pub recorded_at: Timestamp,
}

/// A sales channel, as far as tax asks about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaxChannel {
    pub channel: ChannelCode,
    /// It is a marketplace of the kind the law can make the supplier.
    pub marketplace: bool,
}
