//! Record a proof. What waited for it turns from provisional to determined where the order is: see order_to_cash.

use jiff::civil::Date;
use kernel::{Context, Refusal, Timestamp};
use store::{CommandError, Event, StoreError, Tx, Value};

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
    check_reference(reference, "/reference")?;
    let mrn = reference.len() == 18 && reference.chars().all(|letter| letter.is_ascii_alphanumeric());
    if input.kind == EvidenceKind::ExportProof && !mrn {
        return Err(Refusal::invalid("invalid_mrn").at("/reference").into());
    }
    check_observed_on(input.observed_on, tx.context().now, "/observed_on")?;
    let id: EvidenceId = tx.context().new_id();
    let row = vec![
        Value::id(id),
        Value::id(input.order),
        Value::from(input.line),
        Value::word(input.kind.as_str()),
        Value::from(reference),
        Value::text(input.observed_on),
        Value::Null,
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

/// What a register said of a buyer's VAT number before the order was placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VatIdAnswer {
    pub order: OrderId,
    /// The number, masked.
    pub about: String,
    /// The consultation number, checked by [`check_reference`].
    pub reference: String,
    pub observed_on: Date,
}

/// Keeps the answers with new orders, in the transaction that places them: one statement for the group.
pub fn keep_vat_id_answers(tx: &mut Tx<'_>, answers: &[(Context, &VatIdAnswer)]) -> Result<(), StoreError> {
    let kind = EvidenceKind::VatIdAnswer.as_str();
    let row = |(context, answer): &(Context, &VatIdAnswer)| {
        vec![
            Value::id(context.new_id::<EvidenceId>()),
            Value::id(answer.order),
            Value::Null,
            Value::word(kind),
            Value::from(answer.reference.as_str()),
            Value::text(answer.observed_on),
            Value::from(answer.about.as_str()),
            context.now.into(),
        ]
    };
    tx.insert(&EVIDENCE, answers.iter().map(row).collect())?;
    for (context, answer) in answers {
        tx.enter(context.clone());
        let told = Told { kind, line: None, observed_on: answer.observed_on };
        tx.publish(Event::new("tax.evidence_recorded.v1", answer.order, &told)?);
    }
    Ok(())
}

/// References are numbers of papers; what could be a person's name does not fit. Refuses `invalid_evidence_reference`.
pub fn check_reference(reference: &str, field: &'static str) -> Result<(), Refusal> {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || "-/._:".contains(letter);
    let has_digit = reference.chars().any(|letter| letter.is_ascii_digit());
    match has_digit && reference.len() <= LONGEST_REFERENCE && reference.chars().all(allowed) {
        true => Ok(()),
        false => Err(Refusal::invalid("invalid_evidence_reference").at(field)),
    }
}

/// A day ahead of UTC is today somewhere; later ones are refused (`evidence_in_the_future`).
pub fn check_observed_on(day: Date, now: Timestamp, field: &'static str) -> Result<(), Refusal> {
    match day > now.plus_ms(DAY_MS).day_utc() {
        false => Ok(()),
        true => Err(Refusal::invalid("evidence_in_the_future").at(field).with("day", day)),
    }
}

#[derive(serde::Serialize)]
struct Told {
    kind: &'static str,
    line: Option<i64>,
    observed_on: Date,
}
