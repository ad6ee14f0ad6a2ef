//! Prove: a paper arrived that the tax of an order waits for. The proof is kept, and what waited only for it is determined.

use jiff::civil::Date;
use kernel::{Id, Refusal};
use orders::commands::{ProveTax, ProvedLine, prove_tax};
use orders::{LineKind, OrderId, OrderLine};
use store::{CommandError, StoreError, Tx};
use tax::{EvidenceId, EvidenceKind, LineAnswer, RecordEvidence, record_evidence};

use crate::draft::tax_status;

/// A proof of an order, or of one of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    pub order: OrderId,
    /// Its number; none for the whole order.
    pub line: Option<i64>,
    pub kind: EvidenceKind,
    /// The number of the paper (MRN, consultation number, consignment note): never a name.
    pub reference: String,
    pub observed_on: Date,
}

/// Records the proof and takes it to the lines it is for. No amount changes: what is provisional was reckoned as if proved.
/// Refuses `proof_not_asked_for` where no tax of the order waits for such a proof or asks to keep one, and `nothing_left_yet` where
/// it says that goods moved and none have left.
pub fn prove(tx: &mut Tx<'_>, proof: &Proof) -> Result<EvidenceId, CommandError> {
    let order = orders::queries::order_by_id(tx, proof.order)?;
    let order = order.ok_or_else(|| Refusal::not_found("order_not_found").with("order", proof.order))?;
    let reasons = orders::queries::order_reasons(tx, &order)?;
    let concerned = |line: &&OrderLine| proof.line.is_none_or(|number| number == line.line);
    let mut concerned = order.lines.iter().filter(concerned).peekable();
    if let (Some(number), None) = (proof.line, concerned.peek()) {
        return Err(Refusal::invalid("no_such_line").at("/line").with("line", number).into());
    }
    let mut asked_for = false;
    let mut waits_to_leave = proof.kind.moves_goods();
    let mut lines = Vec::new();
    for line in concerned {
        // What leaves no warehouse of ours left by itself.
        waits_to_leave &= line.kind != LineKind::Goods || (line.place().is_some() && line.shipped == 0);
        let Some(mut answer) = LineAnswer::stored(reasons.tax(line.line))? else { continue };
        asked_for |= answer.asks_for(proof.kind);
        if answer.prove(proof.kind) > 0 {
            let text = serde_json::to_string(&answer).map_err(|e| StoreError::misuse(e.to_string()))?;
            lines.push(ProvedLine { line: line.line, tax_status: tax_status(answer.standing()), tax_answer: text });
        }
    }
    if !asked_for {
        return Err(Refusal::conflict("proof_not_asked_for").at("/kind").with("kind", proof.kind.as_str()).into());
    }
    if waits_to_leave {
        return Err(Refusal::conflict("nothing_left_yet").at("/kind").with("kind", proof.kind.as_str()).into());
    }
    let evidence = RecordEvidence {
        order: tax::OrderId::from_number(proof.order.number()),
        line: proof.line,
        kind: proof.kind,
        reference: proof.reference.clone(),
        observed_on: proof.observed_on,
    };
    let id = record_evidence(tx, &evidence)?;
    if !lines.is_empty() {
        prove_tax(tx, &ProveTax { order: proof.order, proof: proof.kind.as_str(), lines })?;
    }
    Ok(id)
}
