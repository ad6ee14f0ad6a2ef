//! Issue an invoice: its number is drawn and its facts are frozen in one transaction.

use access::RegionCode;
use ledger::{NumberKind, NumberSeries, draw_number};
use orders::OrderId;
use orders::commands::{Issued, issue_invoice};
use store::{CommandError, Tx};

use super::entity_of;
use crate::paper::{Prepared, paper};

/// Invoices the order as it stands, cancelled pieces left out. What the law wants kept of the buyer is kept only by who prepares the
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
                paper(&entity, &tax::seller(tx, entity.code, entity.country)?, order, &reasons, now)?.0
            }
        };
        let year = entity.year_of(now);
        let series = NumberSeries { entity: entity.code, region: region.clone(), kind: NumberKind::Invoice, year };
        Ok((draw_number(tx, &series)?, paper))
    })?;
    if let Some(kept) = prepared.and_then(|prepared| prepared.kept.as_ref()) {
        vault::keep_copy_by_law(tx, kept)?;
    }
    Ok(issued)
}
