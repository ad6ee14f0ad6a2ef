//! Issue an invoice: its number is drawn and its facts are frozen in one transaction, and after it the credit notes of what was credited
//! before.

use access::RegionCode;
use ledger::{Entity, NumberKind, NumberSeries, draw_number};
use orders::OrderId;
use orders::commands::{Issued, Paper, issue_credit_note, issue_invoice};
use store::{CommandError, Tx};

use super::entity_of;
use crate::paper::{Prepared, paper, tell_term};

/// Invoices the order as it stands, cancelled pieces left out; what was credited before it has its credit notes then. What the law wants kept of the buyer is kept only by who prepares the
/// paper with the vault: the route does.
pub fn invoice(tx: &mut Tx<'_>, id: OrderId, region: &RegionCode) -> Result<Issued, CommandError> {
    invoice_prepared(tx, id, region, None)
}

/// Like [`invoice`], with the paper drawn up before; drawn up anew where the order moved on in between.
pub(crate) fn invoice_prepared(
    tx: &mut Tx<'_>,
    id: OrderId,
    region: &RegionCode,
    prepared: Option<&Prepared>,
) -> Result<Issued, CommandError> {
    let issued = issue_invoice(tx, id, |tx, order| {
        let entity = entity_of(tx, order)?;
        let now = tx.context().now;
        let paper = match prepared.filter(|prepared| prepared.version == order.version) {
            Some(prepared) => prepared.paper.clone(),
            None => {
                let reasons = orders::queries::order_reasons(tx, order)?;
                let seller = tax::seller(tx, entity.code, entity.country)?;
                paper(tx, &entity, &seller, order, &reasons, now)?.0
            }
        };
        let year = entity.year_of(now);
        let series = NumberSeries { entity: entity.code, region: region.clone(), kind: NumberKind::Invoice, year };
        Ok((draw_number(tx, &series)?, paper))
    })?;
    let credits = orders::queries::order_credits(tx, id)?;
    for credit in credits.iter().filter(|credit| credit.document.is_none()) {
        let entity = entity_of(tx, &issued.order)?;
        issue_credit_note(tx, credit, |tx, _, paper| draw_credit_note(tx, &entity, region, paper))?;
    }
    if let Some(kept) = prepared.and_then(|prepared| prepared.kept.as_ref()) {
        vault::keep_copy_by_law(tx, kept)?;
    }
    Ok(issued)
}

/// The next number of the seller's credit notes, whose term the paper then tells.
pub(super) fn draw_credit_note(
    tx: &mut Tx<'_>,
    entity: &Entity,
    region: &RegionCode,
    paper: &mut Paper,
) -> Result<String, CommandError> {
    let now = tx.context().now;
    tell_term(paper, entity, now)?;
    let (kind, year) = (NumberKind::CreditNote, entity.year_of(now));
    Ok(draw_number(tx, &NumberSeries { entity: entity.code, region: region.clone(), kind, year })?)
}
