//! Freezes an invoice or a credit note under a number that was drawn in the same transaction.

use std::collections::BTreeMap;

use kernel::{CurrencyCode, Id, Refusal};
use serde::Serialize;
use serde_json::{Value as Json, json};
use store::{Answer, CommandError, Event, StoreError, Tx, Value};

use super::{LineShare, line_share, load, take_up};
use crate::model::{Credit, CreditLine, Document, DocumentId, DocumentKind, LineKind, Order, OrderId, OrderLine};
use crate::store_rows::{ORDER_CREDITS, ORDER_DOCUMENTS, documents_of};
use crate::transitions::Action;
use crate::words;

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

/// What a document says beside the order's own amounts; told by who knows it, frozen as it is told.
#[derive(Debug, Clone, Default)]
pub struct Paper {
    /// The seller's legal name, country, VAT numbers.
    pub seller: Json,
    /// The buyer's person and, masked, VAT number; how long the law wants them kept.
    pub buyer: Json,
    /// The first and the last day on which the goods left: `{"from", "to"}`; null where none did.
    pub supplied: Json,
    /// How amounts come into the seller's books, where these are in another currency: `{"currency", "rate", "source"}`.
    pub exchange: Json,
    /// By line: how each of its taxes is told.
    pub taxes: BTreeMap<i64, Json>,
}

impl Paper {
    /// Writes another term over the one the law wants the buyer kept for: where it tells whom it is kept of.
    pub fn keep_buyer_until(&mut self, last_day: jiff::civil::Date, status: &impl Serialize, source: &str) {
        let Some(buyer) = self.buyer.as_object_mut().filter(|buyer| buyer.get("person").is_some_and(Json::is_number))
        else {
            return;
        };
        buyer.insert("kept_until".to_owned(), json!(last_day));
        buyer.insert("kept_status".to_owned(), json!(status));
        buyer.insert("kept_source".to_owned(), json!(source));
    }
}

/// Issues the document: checks that it may be issued, draws its number through `draw`, freezes the order's facts: the pieces that
/// were not cancelled, at their exact share. An order has one invoice; a credit note names the document it corrects. An order
/// that was credited without a document is not invoiced any more: the invoice would claim what was given back.
pub fn issue_document(
    tx: &mut Tx<'_>,
    input: &IssueDocument,
    draw: impl FnOnce(&mut Tx<'_>, &Order) -> Result<String, CommandError>,
) -> Result<(DocumentId, String), CommandError> {
    let order = match input.kind {
        DocumentKind::Invoice => take_up(tx, input.order, None, Action::Invoice)?.order,
        DocumentKind::CreditNote => {
            let order = load(tx, input.order)?;
            check_correction(&order, &documents_of(tx, order.id)?, input)?;
            order
        }
    };
    let paper = Paper::default();
    freeze(tx, &order, input, &lines_left(&order, &paper)?, &paper, draw)
}

/// An issued document, and the order it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    pub id: DocumentId,
    pub number: String,
    pub order: Order,
}

impl Answer for Issued {
    fn reference(&self) -> String {
        self.id.to_string()
    }
}

/// Invoices an order as it stands: cancelled pieces are left out, and its totals are the invoice's. `draw` gives the number and what the
/// paper says beside the amounts.
pub fn issue_invoice(
    tx: &mut Tx<'_>,
    id: OrderId,
    draw: impl FnOnce(&mut Tx<'_>, &Order) -> Result<(String, Paper), CommandError>,
) -> Result<Issued, CommandError> {
    let order = take_up(tx, id, None, Action::Invoice)?.order;
    let (kind, corrects) = (DocumentKind::Invoice, None);
    let input = IssueDocument { order: id, kind, corrects, net: order.net, tax: order.tax, gross: order.gross };
    let (number, paper) = draw(tx, &order)?;
    let (id, number) = freeze(tx, &order, &input, &lines_left(&order, &paper)?, &paper, |_, _| Ok(number))?;
    Ok(Issued { id, number, order })
}

/// The lines of an invoice: the pieces that were not cancelled, at their exact share.
fn lines_left(order: &Order, paper: &Paper) -> Result<Vec<Json>, CommandError> {
    let lines = order.lines.iter().filter(|line| line.kind != LineKind::Goods || line.cancelled < line.quantity);
    lines.map(|line| invoiced_line(line, order.currency, paper)).collect()
}

/// What a credit note takes back. Amounts above zero, in minor units of the order's currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    pub order: OrderId,
    pub net: i64,
    pub tax: i64,
    pub gross: i64,
    pub lines: Vec<CreditLine>,
}

/// Issues the credit note of a credit, like [`issue_correction`].
pub fn issue_credit_note(
    tx: &mut Tx<'_>,
    credit: &Credit,
    draw: impl FnOnce(&mut Tx<'_>, &Order, &mut Paper) -> Result<String, CommandError>,
) -> Result<(DocumentId, String), CommandError> {
    let Credit { order, net, tax, gross, ref lines, .. } = *credit;
    let (id, number) = issue_correction(tx, &Correction { order, net, tax, gross, lines: lines.clone() }, draw)?;
    tx.update(&ORDER_CREDITS, &["document"], vec![vec![Value::id(credit.id), Value::id(id)]])?;
    Ok((id, number))
}

/// Issues a credit note; it corrects the order's invoice. Refuses `nothing_to_correct` where there is none. `draw` gives the number; the
/// paper it is handed says what the invoice says, and `draw` changes what the note says for itself.
pub fn issue_correction(
    tx: &mut Tx<'_>,
    correction: &Correction,
    draw: impl FnOnce(&mut Tx<'_>, &Order, &mut Paper) -> Result<String, CommandError>,
) -> Result<(DocumentId, String), CommandError> {
    let order = load(tx, correction.order)?;
    let issued = documents_of(tx, order.id)?;
    let invoice = issued.iter().find(|document| document.kind == DocumentKind::Invoice);
    let input = IssueDocument {
        order: order.id,
        kind: DocumentKind::CreditNote,
        corrects: invoice.map(|document| document.id),
        net: correction.net,
        tax: correction.tax,
        gross: correction.gross,
    };
    check_correction(&order, &issued, &input)?;
    let parts = correction.lines.iter().filter_map(|part| Some((order.line(part.line)?, part)));
    let mut paper = invoice.map_or_else(|| Ok(Paper::default()), paper_of)?;
    let number = draw(tx, &order, &mut paper)?;
    let lines: Vec<Json> =
        parts.map(|(line, part)| frozen_line(line, part.quantity, part.net, part.tax, &paper)).collect();
    freeze(tx, &order, &input, &lines, &paper, |_, _| Ok(number))
}

/// A credit note corrects an invoice of the same order, and all of them together no more than the invoice says.
fn check_correction(order: &Order, issued: &[Document], input: &IssueDocument) -> Result<(), Refusal> {
    let corrected = issued.iter().find(|document| Some(document.id) == input.corrects);
    let corrected = corrected.ok_or_else(|| Refusal::conflict("nothing_to_correct").with("order", order.id))?;
    let notes = issued.iter().filter(|document| document.corrects == Some(corrected.id));
    let left = notes.fold(corrected.gross, |left, note| left.saturating_sub(note.gross));
    if input.gross > left {
        let refusal = Refusal::conflict("credited_beyond_invoice").with("number", &corrected.number);
        return Err(refusal.with("wanted", order.money(input.gross).amount()).with("left", order.money(left).amount()));
    }
    Ok(())
}

/// What an issued document says of seller, buyer and each line's taxes.
fn paper_of(document: &Document) -> Result<Paper, StoreError> {
    let misuse = |error| StoreError::misuse(format!("the facts of {}: {error}", document.number));
    let mut facts: Json = serde_json::from_str(&document.facts).map_err(misuse)?;
    let mut take = |field: &str| facts.get_mut(field).map_or(Json::Null, Json::take);
    let (seller, buyer, lines) = (take("seller"), take("buyer"), take("lines"));
    let (supplied, exchange) = (take("supplied"), take("exchange"));
    let lines = lines.as_array().into_iter().flatten();
    let taxes = lines.filter_map(|line| Some((line.get("line")?.as_i64()?, line.get("taxes")?.clone())));
    Ok(Paper { seller, buyer, supplied, exchange, taxes: taxes.collect() })
}

fn invoiced_line(line: &OrderLine, currency: CurrencyCode, paper: &Paper) -> Result<Json, CommandError> {
    if line.kind != LineKind::Goods || line.cancelled == 0 {
        return Ok(frozen_line(line, line.quantity, line.net, line.tax, paper));
    }
    let quantity = line.quantity.saturating_sub(line.cancelled);
    let LineShare { net, tax } = line_share(line, 0, quantity, currency)?;
    Ok(frozen_line(line, quantity, net, tax, paper))
}

fn frozen_line(line: &OrderLine, quantity: i64, net: i64, tax: i64, paper: &Paper) -> Json {
    json!({
        "line": line.line, "kind": line.kind, "sku": line.sku, "name": line.name,
        "quantity": quantity, "unit_price": line.unit_price.to_decimal_text(), "price_includes_tax": line.price_includes_tax,
        "net": net, "tax": tax, "gross": net.saturating_add(tax), "tax_class": line.tax_class, "tax_status": line.tax_status,
        "taxes": paper.taxes.get(&line.line),
    })
}

fn freeze(
    tx: &mut Tx<'_>,
    order: &Order,
    input: &IssueDocument,
    lines: &[Json],
    paper: &Paper,
    draw: impl FnOnce(&mut Tx<'_>, &Order) -> Result<String, CommandError>,
) -> Result<(DocumentId, String), CommandError> {
    let number = draw(tx, order)?;
    let id: DocumentId = tx.context().new_id();
    let now = tx.context().now;
    let of_lines = lines.iter().filter_map(|line| line.get("gross")?.as_i64()).fold(0i64, i64::saturating_add);
    let facts = json!({
        "entity": order.entity, "currency": order.currency, "country": order.country, "buyer_kind": order.buyer_kind,
        "placed_at": order.placed_at, "order_version": order.version, "lines": lines,
        "rounding": input.gross.saturating_sub(of_lines), "seller": paper.seller, "buyer": paper.buyer,
        "supplied": paper.supplied, "exchange": paper.exchange,
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
    // Its number leads to its order.
    tx.index_words(words::INDEX, vec![(id.number(), words::token(&number))])?;
    let told = json!({
        "order": order.id, "document": id, "kind": input.kind, "number": number, "corrects": input.corrects,
        "net": input.net, "tax": input.tax, "gross": input.gross, "currency": order.currency,
    });
    tx.publish(Event::new("orders.document_issued.v1", order.id, &told)?);
    Ok((id, number))
}
