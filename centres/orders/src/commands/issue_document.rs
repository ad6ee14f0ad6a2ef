//! Freezes an invoice or a credit note under a number that was drawn in the same transaction.

use kernel::Refusal;
use serde_json::json;
use store::{CommandError, Event, Tx, Value};

use super::{load, take_up};
use crate::model::{DocumentId, DocumentKind, Order, OrderId};
use crate::store_rows::{ORDER_DOCUMENTS, documents_of};
use crate::transitions::Action;

/// A document to be frozen. Amounts in minor units of the order's currency; a credit note's are positive.
#[derive(Debug, Clone)]
pub struct IssueDocument {
    pub order: OrderId,
    pub kind: DocumentKind,
    pub corrects: Option<DocumentId>,
    pub net: i64,
    pub tax: i64,
    pub gross: i64,
}

/// Issues the document: checks that it may be issued, draws its number through `draw`, freezes the order's facts.
pub fn issue_document(
    tx: &mut Tx<'_>,
    input: &IssueDocument,
    draw: impl FnOnce(&mut Tx<'_>, &Order) -> Result<String, CommandError>,
) -> Result<(DocumentId, String), CommandError> {
    let order = match input.kind {
        DocumentKind::Invoice => take_up(tx, input.order, None, Action::Invoice)?,
        DocumentKind::CreditNote => load(tx, input.order)?,
    };
    let issued = documents_of(tx, order.id)?;
    match input.kind {
        DocumentKind::Invoice if issued.iter().any(|document| document.kind == DocumentKind::Invoice) => {
            return Err(Refusal::conflict("order_is_invoiced").with("order", order.id).into());
        }
        DocumentKind::CreditNote if !issued.iter().any(|document| Some(document.id) == input.corrects) => {
            return Err(Refusal::conflict("nothing_to_correct").with("order", order.id).into());
        }
        DocumentKind::Invoice | DocumentKind::CreditNote => {}
    }
    let number = draw(tx, &order)?;
    let id: DocumentId = tx.context().new_id();
    let now = tx.context().now;
    let lines: Vec<_> = order
        .lines
        .iter()
        .map(|line| {
            json!({
                "line": line.line, "kind": line.kind, "sku": line.sku, "name": line.name,
                "quantity": line.quantity.saturating_sub(line.cancelled), "unit_price": line.unit_price.to_decimal_text(),
                "net": line.net, "tax": line.tax, "gross": line.gross, "tax_class": line.tax_class, "tax_status": line.tax_status,
            })
        })
        .collect();
    let facts = json!({
        "entity": order.entity, "currency": order.currency, "country": order.country, "buyer_kind": order.buyer_kind,
        "placed_at": order.placed_at, "order_version": order.version, "lines": lines,
    });
    tx.insert(
        &ORDER_DOCUMENTS,
        vec![vec![
            Value::id(id),
            Value::id(order.id),
            Value::word(input.kind.word()),
            Value::from(number.as_str()),
            Value::opt_id(input.corrects),
            Value::Int(input.net),
            Value::Int(input.tax),
            Value::Int(input.gross),
            Value::from(now),
            Value::json(&facts)?,
        ]],
    )?;
    let told = json!({
        "order": order.id, "document": id, "kind": input.kind, "number": number, "corrects": input.corrects,
        "net": input.net, "tax": input.tax, "gross": input.gross, "currency": order.currency,
    });
    tx.publish(Event::new("orders.document_issued.v1", order.id, &told)?);
    Ok((id, number))
}
