//! Read an invoice or a credit note: what was frozen when it was issued.

use cell::Here;
use edge::{Answer, Json, Path};
use kernel::{CountryCode, CurrencyCode, EntityCode, Money, Timestamp};
use orders::queries::{document_by_number, order_documents};
use orders::{BuyerKind, Document, DocumentId, DocumentKind, LineKind, OrderId, TaxStatus};
use serde::{Deserialize, Serialize};
use store::{CommandError, StoreError};
use utoipa::ToSchema;

use super::wire::MoneyBody;

/// A document, as it was frozen.
#[derive(Serialize, ToSchema)]
pub struct FrozenDocumentBody {
    #[schema(value_type = String, example = "doc_05WXQ7Z9K2F3A")]
    pub id: DocumentId,
    /// `invoice` or `credit_note`.
    #[schema(value_type = String, example = "invoice")]
    pub kind: DocumentKind,
    #[schema(example = "HANSE-EU-INV-2026-000001")]
    pub number: String,
    #[schema(value_type = String, example = "ord_05WXQ7Z9K2F3A")]
    pub order: OrderId,
    /// The order's version it was drawn up from: `GET /v1/orders/{id}/versions/{version}` tells its tax answers.
    pub order_version: i64,
    /// Of a credit note: the number of the invoice it corrects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrects: Option<String>,
    #[schema(value_type = String, example = "2026-11-21T22:00:00Z")]
    pub issued_at: Timestamp,
    /// The legal entity that sells.
    #[schema(value_type = String, example = "hanse-de")]
    pub entity: EntityCode,
    /// Where the goods go.
    #[schema(value_type = String, example = "DE")]
    pub country: CountryCode,
    #[schema(value_type = String, example = "consumer")]
    pub buyer: BuyerKind,
    #[schema(value_type = String, example = "2026-11-20T10:00:00Z")]
    pub placed_at: Timestamp,
    pub lines: Vec<FrozenLineBody>,
    /// What rounding the document adds to its lines' gross.
    #[schema(value_type = MoneyBody)]
    pub rounding: Money,
    /// A credit note's amounts are above zero: it takes them back.
    #[schema(value_type = MoneyBody)]
    pub net: Money,
    #[schema(value_type = MoneyBody)]
    pub tax: Money,
    #[schema(value_type = MoneyBody)]
    pub gross: Money,
}

/// A line of a document.
#[derive(Serialize, ToSchema)]
pub struct FrozenLineBody {
    /// The order's line.
    pub line: i64,
    /// `goods`, `carriage`, `discount`, `voucher`, `adjustment`.
    #[schema(value_type = String, example = "goods")]
    pub kind: LineKind,
    pub sku: String,
    pub name: String,
    pub quantity: i64,
    #[schema(example = "12.50")]
    pub unit_price: String,
    pub price_includes_tax: bool,
    #[schema(value_type = MoneyBody)]
    pub net: Money,
    #[schema(value_type = MoneyBody)]
    pub tax: Money,
    #[schema(value_type = MoneyBody)]
    pub gross: Money,
    pub tax_class: String,
    #[schema(value_type = String, example = "determined")]
    pub tax_status: TaxStatus,
}

/// What the order centre froze; amounts in minor units.
#[derive(Deserialize)]
struct Facts {
    entity: EntityCode,
    currency: CurrencyCode,
    country: CountryCode,
    buyer_kind: BuyerKind,
    placed_at: Timestamp,
    order_version: i64,
    rounding: i64,
    lines: Vec<FrozenLine>,
}

#[derive(Deserialize)]
struct FrozenLine {
    line: i64,
    kind: LineKind,
    sku: String,
    name: String,
    quantity: i64,
    unit_price: String,
    price_includes_tax: bool,
    net: i64,
    tax: i64,
    gross: i64,
    tax_class: String,
    tax_status: TaxStatus,
}

impl FrozenDocumentBody {
    fn of(document: Document, corrects: Option<String>) -> Result<Self, StoreError> {
        let facts: Facts = serde_json::from_str(&document.facts)
            .map_err(|e| StoreError::misuse(format!("the facts of {}: {e}", document.number)))?;
        let money = |minor| Money::new(minor, facts.currency);
        let lines = facts.lines.into_iter().map(|line| FrozenLineBody {
            line: line.line,
            kind: line.kind,
            sku: line.sku,
            name: line.name,
            quantity: line.quantity,
            unit_price: line.unit_price,
            price_includes_tax: line.price_includes_tax,
            net: money(line.net),
            tax: money(line.tax),
            gross: money(line.gross),
            tax_class: line.tax_class,
            tax_status: line.tax_status,
        });
        Ok(Self {
            id: document.id,
            kind: document.kind,
            number: document.number,
            order: document.order,
            order_version: facts.order_version,
            corrects,
            issued_at: document.issued_at,
            entity: facts.entity,
            country: facts.country,
            buyer: facts.buyer_kind,
            placed_at: facts.placed_at,
            lines: lines.collect(),
            rounding: money(facts.rounding),
            net: money(document.net),
            tax: money(document.tax),
            gross: money(document.gross),
        })
    }
}

async fn frozen(here: &Here, kind: DocumentKind, number: String) -> Answer<Json<FrozenDocumentBody>> {
    let read = move |read: &mut dyn store::Read| -> Result<_, CommandError> {
        let found = document_by_number(read, kind, &number)?;
        let others = if found.corrects.is_some() { order_documents(read, found.order)? } else { Vec::new() };
        let corrects = others.into_iter().find(|other| Some(other.id) == found.corrects).map(|other| other.number);
        Ok(FrozenDocumentBody::of(found, corrects)?)
    };
    Ok(Json(here.read(move |reader| read(reader)).await?))
}

/// Read an invoice
///
/// By its number: the facts that were frozen when it was issued. What happened to the order since does not change them.
#[utoipa::path(get, path = "/invoices/{number}", tag = "orders",
    params(("number" = String, Path, description = "The invoice's number", example = "HANSE-EU-INV-2026-000001")),
    responses((status = 200, body = FrozenDocumentBody)), security(("bearer" = ["orders:read"])),
    extensions(("x-summary-zh" = json!("查看发票"))))]
pub async fn get_invoice(here: Here, Path(number): Path<String>) -> Answer<Json<FrozenDocumentBody>> {
    frozen(&here, DocumentKind::Invoice, number).await
}

/// Read a credit note
///
/// By its number, as it was frozen; it names the invoice it corrects.
#[utoipa::path(get, path = "/credit-notes/{number}", tag = "orders",
    params(("number" = String, Path, description = "The credit note's number", example = "HANSE-EU-CRN-2026-000001")),
    responses((status = 200, body = FrozenDocumentBody)), security(("bearer" = ["orders:read"])),
    extensions(("x-summary-zh" = json!("查看贷记单"))))]
pub async fn get_credit_note(here: Here, Path(number): Path<String>) -> Answer<Json<FrozenDocumentBody>> {
    frozen(&here, DocumentKind::CreditNote, number).await
}
