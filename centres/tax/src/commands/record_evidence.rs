//! Record a proof. What waited for it turns from provisional to determined where the order is: see order_to_cash.

use jiff::civil::Date;
use kernel::Refusal;
use store::{CommandError, Event, Tx, Value};

use crate::model::{EvidenceId, OrderId};
use crate::question::EvidenceKind;
use crate::store::EVIDENCE;

/// The most letters a reference has.
const LONGEST_REFERENCE: usize = 60;

const DAY_MS: i64 = 86_400_000;

/// A proof to record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordEvidence {
    pub order: OrderId,
    /// The number of the order's line; none for the whole order.
    pub line: Option<i64>,
    pub kind: EvidenceKind,
    pub reference: String,
    pub observed_on: Date,
}

/// Records the proof. The same reference of the same kind is recorded once for an order.
pub fn record_evidence(tx: &mut Tx<'_>, input: &RecordEvidence) -> Result<EvidenceId, CommandError> {
    let reference = input.reference.trim();
    // References are numbers of papers; what could be a person's name does not fit.
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || "-/._:".contains(letter);
    let has_digit = reference.chars().any(|letter| letter.is_ascii_digit());
    if !has_digit || reference.len() > LONGEST_REFERENCE || !reference.chars().all(allowed) {
        return Err(Refusal::invalid("invalid_evidence_reference").at("/reference").into());
    }
    let mrn = reference.len() == 18 && reference.chars().all(|letter| letter.is_ascii_alphanumeric());
    if input.kind == EvidenceKind::ExportProof && !mrn {
        return Err(Refusal::invalid("invalid_mrn").at("/reference").into());
    }
    // A day ahead of UTC is today somewhere.
    if input.observed_on > tx.context().now.plus_ms(DAY_MS).day_utc() {
        return Err(Refusal::invalid("evidence_in_the_future")
            .at("/observed_on")
            .with("day", input.observed_on)
            .into());
    }
    let id: EvidenceId = tx.context().new_id();
    let row = vec![
        Value::id(id),
        Value::id(input.order),
        Value::from(input.line),
        Value::word(input.kind.as_str()),
        Value::from(reference),
        Value::text(input.observed_on),
        tx.context().now.into(),
    ];
    let new = tx.insert_new(&EVIDENCE, vec![row])?;
    if new.first() != Some(&true) {
        return Err(Refusal::conflict("evidence_recorded_before").with("reference", reference).into());
    }
    let told = Told { kind: input.kind.as_str(), line: input.line, observed_on: input.observed_on };
    tx.publish(Event::new("tax.evidence_recorded.v1", input.order, &told)?);
    Ok(id)
}

#[derive(serde::Serialize)]
struct Told {
    kind: &'static str,
    line: Option<i64>,
    observed_on: Date,
}
