//! Takes over what a proof made of the tax of an order's lines. Nothing else of the order changes.

use serde_json::json;
use store::{CommandError, Tx, Value};

use super::{load, note};
use crate::model::{OrderId, TaxStatus};
use crate::reasons::Reasons;
use crate::store_rows::{ORDER_LINES, ORDER_REASONS, reasons_row};

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

/// Writes the lines' answers and statuses; the order's status is that of its least sure line. A line that is not there is refused
/// by nobody: the caller has read the order. Tells `orders.tax_proved.v1`.
pub fn prove_tax(tx: &mut Tx<'_>, input: &ProveTax) -> Result<OrderId, CommandError> {
    let mut order = load(tx, input.order)?;
    let mut rows = Vec::with_capacity(input.lines.len());
    for proved in &input.lines {
        let Some(line) = order.lines.iter_mut().find(|line| line.line == proved.line) else { continue };
        line.tax_status = proved.tax_status;
        line.reasons.tax.clone_from(&proved.tax_answer);
        rows.push(vec![Value::id(order.id), Value::Int(proved.line), Value::word(proved.tax_status.word())]);
    }
    tx.update(&ORDER_LINES, &["tax_status"], rows)?;
    let reasons = Reasons::pack(&order.decisions, order.lines.iter().map(|line| &line.reasons))?;
    tx.upsert(&ORDER_REASONS, vec![reasons_row(order.id, &reasons)])?;
    let any = |status| order.lines.iter().any(|line| line.tax_status == status);
    let least_sure = [TaxStatus::NotDetermined, TaxStatus::Provisional].into_iter().find(|status| any(*status));
    order.tax_status = least_sure.unwrap_or(TaxStatus::Determined);
    let lines: Vec<_> =
        input.lines.iter().map(|line| json!({ "line": line.line, "tax_status": line.tax_status })).collect();
    let facts = json!({ "proof": input.proof, "tax_status": order.tax_status, "lines": lines });
    note(tx, order, &[], "orders.tax_proved.v1", &facts)?;
    Ok(input.order)
}
