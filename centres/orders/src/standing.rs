//! An order with what belongs to it: all that the transition table asks.

use store::{Read, StoreError, args};

use crate::commands::{left_to_credit, line_share};
use crate::model::{
    Credit, Document, DocumentKind, LineKind, Order, OrderLine, Return, ReturnState, Shipment, ShipmentLine,
};
use crate::store_rows::{credits_of, documents_of, returns_where, shipments_of};
use crate::transitions::Action;

/// An order as it stands, its parcels, returns, credits and documents; those of them that were read for.
#[derive(Debug, Clone)]
pub struct Standing {
    pub order: Order,
    pub shipments: Vec<Shipment>,
    pub returns: Vec<Return>,
    pub credits: Vec<Credit>,
    pub documents: Vec<Document>,
}

impl Standing {
    /// Reads what these actions ask of an order, and no more: a command asks for one.
    pub(crate) fn read_for(read: &mut dyn Read, order: Order, actions: &[Action]) -> Result<Self, StoreError> {
        let id = order.id;
        let any = |wanted: &[Action]| wanted.iter().any(|action| actions.contains(action));
        let mut standing =
            Self { order, shipments: Vec::new(), returns: Vec::new(), credits: Vec::new(), documents: Vec::new() };
        if any(&[Action::Deliver, Action::FailShipment]) {
            standing.shipments = shipments_of(read, id)?;
        }
        if any(&[Action::Invoice, Action::RequestReturn, Action::Credit, Action::Refund]) {
            standing.returns = returns_where(read, "order_id = $1 ORDER BY id", &args![kernel::Id::number(id)])?;
        }
        if any(&[Action::Invoice, Action::Credit, Action::Refund]) {
            standing.credits = credits_of(read, id)?;
        }
        if any(&[Action::Invoice]) {
            standing.documents = documents_of(read, id)?;
        }
        Ok(standing)
    }

    /// What of a line arrived and neither came back nor is waited for by an open return. What an earlier return announced and never
    /// arrived can be announced again. What nobody told as delivered cannot: its parcel arrived, or it failed.
    pub fn left_to_return(&self, line: &OrderLine) -> i64 {
        if line.kind != LineKind::Goods {
            return 0;
        }
        let asked = |found: &Return| {
            let of_line = found.lines.iter().filter(|part| part.line == line.line);
            let open = found.state == ReturnState::Requested;
            of_line.fold(0i64, |sum, part| sum.saturating_add(if open { part.quantity } else { part.received }))
        };
        self.returns.iter().map(asked).fold(line.delivered, i64::saturating_sub).max(0)
    }

    /// What a credit that names no pieces gives back now, with tax.
    pub fn left_to_credit(&self) -> i64 {
        left_to_credit(self)
    }

    /// Whether a parcel can turn out to never arrive: it is under way, and its pieces did not come back as a return.
    pub fn can_fail(&self, shipment: &Shipment) -> bool {
        let out = |part: &ShipmentLine| {
            let line = self.order.line(part.line);
            line.is_none_or(|line| line.shipped.saturating_sub(part.quantity) >= line.delivered.max(line.returned))
        };
        shipment.is_under_way() && shipment.lines.iter().all(out)
    }

    /// What was paid and not refunded, less what the order still costs after its credits.
    pub fn paid_too_much(&self) -> i64 {
        let credited = self.credits.iter().fold(0i64, |sum, credit| sum.saturating_add(credit.gross));
        let lines = self.order.lines.iter();
        let credited = lines.fold(credited, |sum, line| sum.saturating_add(self.credited_elsewhere(line)));
        let owed = self.order.gross.saturating_sub(credited).max(0);
        self.order.paid.saturating_sub(self.order.refunded).saturating_sub(owed).max(0)
    }

    /// Pieces of a line that were credited under a number of another system: returns taken over from there are closed, and no credit
    /// here is of them.
    pub(crate) fn pieces_credited_elsewhere(&self, line: i64) -> i64 {
        let credited_here = |back: &Return| self.credits.iter().any(|credit| credit.return_id == Some(back.id));
        let foreign = self.returns.iter().filter(|back| back.state == ReturnState::Closed && !credited_here(back));
        let parts = foreign.flat_map(|back| &back.lines).filter(|part| part.line == line);
        parts.fold(0i64, |sum, part| sum.saturating_add(part.received))
    }

    /// What they gave back, with tax: what all pieces credited so far carry together, less what was credited here.
    pub(crate) fn credited_elsewhere(&self, line: &OrderLine) -> i64 {
        let elsewhere = self.pieces_credited_elsewhere(line.line);
        if elsewhere == 0 {
            return 0;
        }
        let own = || self.credits.iter().flat_map(|credit| &credit.lines).filter(|part| part.line == line.line);
        let pieces = own().fold(elsewhere, |sum, part| sum.saturating_add(part.quantity)).min(line.quantity);
        let here = own().fold(0i64, |sum, part| sum.saturating_add(part.net).saturating_add(part.tax));
        let to_date = line_share(line, 0, pieces, self.order.currency);
        let to_date = to_date.map_or(0, |share| share.net.saturating_add(share.tax));
        to_date.saturating_sub(here).max(0)
    }

    pub(crate) fn is_invoiced(&self) -> bool {
        self.documents.iter().any(|document| document.kind == DocumentKind::Invoice)
    }

    /// Pieces were credited under a number of another system: an invoice from here would claim them again.
    pub(crate) fn is_credited_elsewhere(&self) -> bool {
        self.order.lines.iter().any(|line| self.pieces_credited_elsewhere(line.line) > 0)
    }
}
