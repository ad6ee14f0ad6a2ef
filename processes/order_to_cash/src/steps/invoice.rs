//! Issue an invoice: its number is drawn and its facts are frozen in one transaction.

use access::RegionCode;
use ledger::{NumberKind, NumberSeries, draw_number};
use orders::OrderId;
use orders::commands::{Issued, issue_invoice};
use store::{CommandError, Tx};

use super::entity_of;

/// Invoices the order as it stands, cancelled pieces left out.
pub fn invoice(tx: &mut Tx<'_>, id: OrderId, region: &RegionCode) -> Result<Issued, CommandError> {
    issue_invoice(tx, id, |tx, order| {
        let entity = entity_of(tx, order)?;
        let year = entity.year_of(tx.context().now);
        let series = NumberSeries { entity: entity.code, region: region.clone(), kind: NumberKind::Invoice, year };
        Ok(draw_number(tx, &series)?)
    })
}
