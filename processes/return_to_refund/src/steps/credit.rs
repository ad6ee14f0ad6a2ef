//! Credit: the order's part, the books at the original rates, and the credit note where there is an invoice to correct.

use access::RegionCode;
use ledger::{NumberKind, NumberSeries, draw_number};
use orders::commands::{CreditLines, credit_lines, issue_credit_note};
use orders::{Credit, DocumentId, DocumentKind};
use store::{Answer, CommandError, Tx};

use super::{order_and_entity, post};
use crate::books;
use crate::paper::tell_term;

/// A credit as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditNote {
    pub credit: Credit,
    /// The document and its number; none where the order has no invoice: the credit then stands without a document.
    pub document: Option<(DocumentId, String)>,
}

impl Answer for CreditNote {
    fn reference(&self) -> String {
        self.credit.id.to_string()
    }
}

/// Credits pieces of an order.
pub fn credit(tx: &mut Tx<'_>, input: &CreditLines, region: &RegionCode) -> Result<CreditNote, CommandError> {
    let credited = credit_lines(tx, input)?;
    let (order, entity) = order_and_entity(tx, input.order)?;
    let now = tx.context().now;
    let entries = ledger::entries_of(tx, kernel::Id::number(order.id))?;
    let reasons = orders::queries::order_reasons(tx, &order)?;
    if let Some(entry) = books::credited(&entity, &order, &reasons, &credited, &entries, now)? {
        post(tx, &order, &entity, &entry)?;
    }
    let documents = orders::queries::order_documents(tx, order.id)?;
    if !documents.iter().any(|document| document.kind == DocumentKind::Invoice) {
        return Ok(CreditNote { credit: credited.credit, document: None });
    }
    let year = entity.year_of(now);
    let series = NumberSeries { entity: entity.code, region: region.clone(), kind: NumberKind::CreditNote, year };
    let (id, number) = issue_credit_note(tx, &credited.credit, |tx, _, paper| {
        tell_term(paper, &entity, now)?;
        Ok(draw_number(tx, &series)?)
    })?;
    let credit = Credit { document: Some(id), ..credited.credit };
    Ok(CreditNote { credit, document: Some((id, number)) })
}
