//! Issue an invoice: its number is drawn and its facts are frozen in one transaction.

use access::RegionCode;
use ledger::{NumberKind, NumberSeries, draw_number};
use orders::commands::{IssueDocument, issue_document};
use orders::{DocumentId, DocumentKind, OrderId};
use store::{Answer, CommandError, Tx};

use super::order_and_entity;

/// An issued document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invoiced {
    pub id: DocumentId,
    pub number: String,
}

impl Answer for Invoiced {
    fn reference(&self) -> String {
        self.id.to_string()
    }
}

/// Invoices the order as it stands, cancelled pieces left out.
pub fn invoice(tx: &mut Tx<'_>, id: OrderId, region: &RegionCode) -> Result<Invoiced, CommandError> {
    let (order, entity) = order_and_entity(tx, id)?;
    let input = IssueDocument {
        order: id,
        kind: DocumentKind::Invoice,
        corrects: None,
        net: order.net,
        tax: order.tax,
        gross: order.gross,
    };
    let year = entity.year_of(tx.context().now);
    let series = NumberSeries { entity: entity.code, region: region.clone(), kind: NumberKind::Invoice, year };
    let (id, number) = issue_document(tx, &input, |tx, _| Ok(draw_number(tx, &series)?))?;
    Ok(Invoiced { id, number })
}
