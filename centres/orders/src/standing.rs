//! An order with what belongs to it: all that the transition table asks.

use store::{Read, StoreError, args};

use crate::commands::left_to_credit;
use crate::model::{Credit, Document, DocumentKind, LineKind, Order, OrderLine, Return, ReturnState, Shipment};
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
        if any(&[Action::Deliver]) {
            standing.shipments = shipments_of(read, id)?;
        }
        if any(&[Action::RequestReturn, Action::Credit]) {
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

    /// What of a line neither came back nor is waited for by an open return. What an earlier return announced and never arrived can
    /// be announced again.
    pub fn left_to_return(&self, line: &OrderLine) -> i64 {
        if line.kind != LineKind::Goods {
            return 0;
        }
        let asked = |found: &Return| {
            let of_line = found.lines.iter().filter(|part| part.line == line.line);
            let open = found.state == ReturnState::Requested;
            of_line.fold(0i64, |sum, part| sum.saturating_add(if open { part.quantity } else { part.received }))
        };
        self.returns.iter().map(asked).fold(line.shipped, i64::saturating_sub).max(0)
    }

    /// What a credit that names no pieces gives back now, with tax.
    pub fn left_to_credit(&self) -> i64 {
        left_to_credit(self)
    }

    /// What was paid and not refunded, less what the order still costs after its credits.
    pub fn paid_too_much(&self) -> i64 {
        let credited = self.credits.iter().fold(0i64, |sum, credit| sum.saturating_add(credit.gross));
        let owed = self.order.gross.saturating_sub(credited).max(0);
        self.order.paid.saturating_sub(self.order.refunded).saturating_sub(owed).max(0)
    }

    pub(crate) fn is_invoiced(&self) -> bool {
        self.documents.iter().any(|document| document.kind == DocumentKind::Invoice)
    }

    /// A part of the price was given back without a document: an invoice would claim it again.
    pub(crate) fn is_credited_bare(&self) -> bool {
        self.credits.iter().any(|credit| credit.document.is_none())
    }
}
