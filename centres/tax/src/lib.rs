//! What tax a sale bears, who owes it, and how sure that is. A pure engine over dated rules (`rules/*.toml`) and dated facts
//! (`countries`): [`TaxEngine::answer`].
//!
//! Invariants: every leg names its rule, the rule's status and source, its tax point and what was assumed. What is not known
//! is *not determined*, with the reason and who can tell, and never a zero. Line taxes and rounding lines add up to the
//! document under every rounding policy. The same question has the same answer for ever: nothing here reads a clock.
//!
//! Deliberately not here: tax returns, invoices, currency conversion (limits are tested in their own currency, which the
//! caller gives), duty, a buyer's VAT number in any answer, asking VIES.

mod amounts;
mod answer;
mod commands;
mod engine;
mod facts;
mod fraction;
mod http;
mod model;
mod queries;
mod question;
mod reasons;
mod rules;
mod store;

pub use answer::{
    Ask, Assumption, Category, FactStatus, Leg, LegStatus, Liable, LineAnswer, NotLevied, Retention, Standing,
    TaxAnswer, TaxGroup, TaxLeg, TaxPoint, TaxPointKind, TaxScheme, TaxTotals, Text, debt_tag,
};
pub use commands::end_registration::end_registration;
pub use commands::record_evidence::{
    RecordEvidence, VatIdAnswer, check_observed_on, check_reference, keep_vat_id_answers, record_evidence,
};
pub use commands::record_registration::record_registration;
pub use commands::set_tax_channel::set_tax_channel;
pub use commands::set_tax_profile::set_tax_profile;
pub use engine::{EngineFault, QuestionFault, TaxEngine};
pub use http::routes;
pub use model::{EntityRegistration, Evidence, EvidenceId, OrderId, RegistrationId, TaxChannel, TaxProfile};
pub use queries::evidence_of_order::evidence_of_order;
pub use queries::registrations::{get_registration, list_registrations};
pub use queries::tax_channels::tax_channels;
pub use queries::tax_profile::{seller, tax_profile};
pub use question::{
    Buyer, Carriage, EvidenceKind, Place, Registration, RegistrationScheme, Seller, TaxClass, TaxDates, TaxQuestion,
    TaxableLine, Turnover, TurnoverLimit, VatId, VatIdCheck,
};
pub use reasons::text_of_reason;
pub use rules::{Rule, RuleFault, Undetermined, VALUE_CURRENCIES};

/// The area whose revision tells that registrations, profiles or channels changed.
pub const AREA: &str = "tax";

/// The tables of tax.
pub const MIGRATIONS: ::store::Migrations = ::store::Migrations {
    owner: "tax",
    steps: &[
        (1, "start", include_str!("../migrations/0001_start.sql")),
        (2, "channels", include_str!("../migrations/0002_channels.sql")),
    ],
};

/// What this centre refuses, and why something is not determined, in words.
pub const TEXTS: &str = include_str!("../texts.toml");
