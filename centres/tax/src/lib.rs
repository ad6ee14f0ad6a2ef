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
mod engine;
mod facts;
mod fraction;
mod question;
mod rules;

pub use answer::{
    Ask, Assumption, Category, FactStatus, Leg, LegStatus, Liable, LineAnswer, RoundingLine, Standing, TaxAnswer,
    TaxGroup, TaxLeg, TaxPoint, TaxPointKind, TaxScheme, TaxTotals, Text,
};
pub use engine::{EngineFault, QuestionFault, TaxEngine};
pub use question::{
    Buyer, Carriage, EvidenceKind, Place, Registration, RegistrationScheme, Seller, TaxClass, TaxDates, TaxQuestion,
    TaxableLine, Turnover, TurnoverLimit, VatIdCheck,
};
pub use rules::{Rule, RuleFault, Undetermined};
