//! Takes over what a proof made of the tax of an order's lines. Nothing else of the order changes.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use store::{CommandError, StoreError, Tx, Value};

use super::{load, note};
use crate::model::{OrderId, TaxStatus};
use crate::reasons::Reasons;
use crate::store_rows::{ORDER_LINES, ORDER_REASONS, reasons_of, reasons_row};

/// The tax of an order after a proof.
#[derive(Debug, Clone)]
pub struct ProveTax {
    pub order: OrderId,
    /// The word of the proof: `export_proof`, `transport_proof` …
    pub proof: &'static str,
    /// The lines whose tax changed.
    pub lines: Vec<ProvedLine>,
}

/// The tax of a line after a proof.
#[derive(Debug, Clone)]
pub struct ProvedLine {
    pub line: i64,
    pub tax_status: TaxStatus,
    /// JSON of the tax engine's answer.
    pub tax_answer: String,
}

/// `orders.tax_proved.v1`.
#[derive(Serialize)]
struct TaxProved {
    proof: &'static str,
    tax_status: TaxStatus,
    lines: Vec<TaxProvedLine>,
}

/// A line in `orders.tax_proved.v1`. The order keeps the new answer; the old one is kept here.
#[derive(Serialize, Deserialize)]
pub(crate) struct TaxProvedLine {
    pub(crate) line: i64,
    pub(crate) tax_status: TaxStatus,
    pub(crate) tax_answer_before: Box<RawValue>,
}

fn raw(json: String) -> Result<Box<RawValue>, StoreError> {
    RawValue::from_string(json).map_err(|e| StoreError::misuse(format!("a tax answer that is no JSON: {e}")))
}

/// Writes the lines' answers and statuses; the order's status is that of its least sure line. A line that is not there is refused
/// by nobody: the caller has read the order. Tells `orders.tax_proved.v1`.
pub fn prove_tax(tx: &mut Tx<'_>, input: &ProveTax) -> Result<OrderId, CommandError> {
    let mut order = load(tx, input.order)?;
    let mut reasons = reasons_of(tx, &order)?;
    let mut rows = Vec::with_capacity(input.lines.len());
    let mut lines = Vec::with_capacity(input.lines.len());
    for proved in &input.lines {
        let Some(line) = order.lines.iter_mut().find(|line| line.line == proved.line) else { continue };
        let answers = reasons.lines.entry(proved.line).or_default();
        let before = std::mem::replace(&mut answers.tax, proved.tax_answer.clone());
        lines.push(TaxProvedLine { line: proved.line, tax_status: proved.tax_status, tax_answer_before: raw(before)? });
        line.tax_status = proved.tax_status;
        rows.push(vec![Value::id(order.id), Value::Int(proved.line), Value::word(proved.tax_status.word())]);
    }
    tx.update(&ORDER_LINES, &["tax_status"], rows)?;
    for line in &order.lines {
        reasons.lines.entry(line.line).or_default();
    }
    let packed = Reasons::pack(&reasons.decisions, reasons.lines.values())?;
    tx.upsert(&ORDER_REASONS, vec![reasons_row(order.id, &packed)])?;
    let any = |status| order.lines.iter().any(|line| line.tax_status == status);
    let least_sure = [TaxStatus::NotDetermined, TaxStatus::Provisional].into_iter().find(|status| any(*status));
    order.tax_status = least_sure.unwrap_or(TaxStatus::Determined);
    let facts = TaxProved { proof: input.proof, tax_status: order.tax_status, lines };
    note(tx, order, &[], "orders.tax_proved.v1", &facts)?;
    Ok(input.order)
}
