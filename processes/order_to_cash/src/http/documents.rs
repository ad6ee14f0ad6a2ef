//! Read an invoice or a credit note: what was frozen when it was issued.

use cell::Here;
use edge::{Answer, Json, Path};
use kernel::{CountryCode, CurrencyCode, EntityCode, Money, Timestamp};
use orders::queries::{document_by_number, order_documents};
use orders::{BuyerKind, Document, DocumentId, DocumentKind, LineKind, OrderId, TaxStatus};
use serde::{Deserialize, Serialize};
use store::{CommandError, StoreError};
use utoipa::ToSchema;

use super::wire::{MoneyBody, id_text, shown};
use crate::paper::{BuyerOnPaper, SellerOnPaper, TaxOnPaper, VatIdOnPaper};

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
    /// The seller as it stood on the day of issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seller: Option<InvoiceSellerBody>,
    /// Who bought: name, address and VAT number are sealed in the vault (`POST /v1/persons/{person}/reveal`, purpose `statutory`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sold_to: Option<SoldToBody>,
    /// Net and tax by how they are taxed.
    pub tax_groups: Vec<FrozenGroupBody>,
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
    pub taxes: Vec<FrozenTaxBody>,
}

/// Who sells.
#[derive(Serialize, ToSchema)]
pub struct InvoiceSellerBody {
    /// The legal name.
    #[schema(example = "Hanse Deutschland GmbH")]
    pub name: String,
    #[schema(value_type = String, example = "DE")]
    pub country: CountryCode,
    /// Of its seat, as it was on the day of issue; none where nobody had told it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<ledger::PostalAddress>,
    pub vat_ids: Vec<InvoiceVatIdBody>,
}

/// A number the seller is registered for tax under.
#[derive(Serialize, ToSchema)]
pub struct InvoiceVatIdBody {
    #[schema(value_type = String, example = "DE")]
    pub territory: CountryCode,
    /// `standard`, `oss`, `ioss`.
    #[schema(value_type = String, example = "standard")]
    pub scheme: tax::RegistrationScheme,
    #[schema(example = "DE123456789")]
    pub number: String,
}

/// Who bought, as far as a document says it openly.
#[derive(Serialize, ToSchema)]
pub struct SoldToBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "per_05WXQ7Z9K2F3A")]
    pub person: Option<String>,
    /// Masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "FR*********45")]
    pub vat_id: Option<String>,
    /// The day the register said it is valid, and its consultation number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub verified_on: Option<jiff::civil::Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consultation: Option<String>,
    /// The last day that the law wants it kept; whether that is sure, and whose law.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub kept_until: Option<jiff::civil::Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "unsure")]
    pub kept_status: Option<tax::FactStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept_source: Option<String>,
}

/// How one tax of a line is told.
#[derive(Clone, Serialize, ToSchema)]
pub struct FrozenTaxBody {
    /// `origin`, `destination`, `to_marketplace`.
    #[schema(value_type = String, example = "origin")]
    pub leg: tax::Leg,
    /// The territory whose tax it is.
    #[schema(value_type = Option<String>, example = "DE")]
    pub place: Option<tax::Text>,
    /// EN 16931 category; none where it is not determined or the importer pays at the border.
    #[schema(value_type = Option<String>, example = "S")]
    pub category: Option<tax::Category>,
    /// VATEX code of an exemption.
    #[schema(value_type = Option<String>, example = "VATEX-EU-IC")]
    pub exemption: Option<tax::Text>,
    #[schema(value_type = Option<String>, example = "0.19")]
    pub rate: Option<kernel::Rate>,
    #[schema(value_type = String, example = "domestic_supply")]
    pub treatment: tax::Text,
    #[schema(value_type = String, example = "standard")]
    pub scheme: tax::TaxScheme,
    /// `seller`, `marketplace`, `buyer`, `carrier`, `importer`, `undetermined`.
    #[schema(value_type = String, example = "seller")]
    pub liable: tax::Liable,
    #[schema(value_type = String, example = "eu.domestic")]
    pub rule: tax::Text,
    /// The law of the rule: the reason of an exemption.
    #[schema(value_type = String)]
    pub source: tax::Text,
    /// Why it is not determined.
    #[schema(value_type = Option<String>)]
    pub not_determined: Option<tax::Text>,
}

/// Lines that are taxed alike.
#[derive(Serialize, ToSchema)]
pub struct FrozenGroupBody {
    #[serde(flatten)]
    pub taxed: FrozenTaxBody,
    #[schema(value_type = MoneyBody)]
    pub net: Money,
    #[schema(value_type = MoneyBody)]
    pub tax: Money,
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
    seller: Option<SellerOnPaper>,
    buyer: Option<BuyerOnPaper>,
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
    taxes: Option<Vec<TaxOnPaper>>,
}

impl FrozenDocumentBody {
    fn of(document: Document, corrects: Option<String>) -> Result<Self, StoreError> {
        let facts: Facts = serde_json::from_str(&document.facts)
            .map_err(|e| StoreError::misuse(format!("the facts of {}: {e}", document.number)))?;
        let money = |minor| Money::new(minor, facts.currency);
        let tax_groups = groups(&facts.lines, facts.currency)?;
        let lines = facts.lines.into_iter().map(|line| FrozenLineBody {
            taxes: line.taxes.into_iter().flatten().map(FrozenTaxBody::from).collect(),
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
            seller: facts.seller.map(InvoiceSellerBody::from),
            sold_to: facts.buyer.map(SoldToBody::from),
            tax_groups,
            lines: lines.collect(),
            rounding: money(facts.rounding),
            net: money(document.net),
            tax: money(document.tax),
            gross: money(document.gross),
        })
    }
}

/// Net and tax of lines that are taxed alike, by the taxes that the seller accounts for or that nobody pays. A line whose tax nobody could
/// tell has a group that says so: its tax is not nought, it is not known.
fn groups(lines: &[FrozenLine], currency: CurrencyCode) -> Result<Vec<FrozenGroupBody>, StoreError> {
    let mut groups: Vec<FrozenGroupBody> = Vec::new();
    for line in lines {
        let taxes = || line.taxes.iter().flatten();
        let mut told: Vec<&TaxOnPaper> =
            taxes().filter(|tax| tax.category.is_some() && tax.liable != tax::Liable::Marketplace).collect();
        if told.is_empty() {
            told.extend(taxes().find(|tax| tax.not_determined.is_some()));
        }
        if told.is_empty() {
            continue;
        }
        let own =
            |tax: &TaxOnPaper| if tax.liable == tax::Liable::Seller { tax.of_line.unwrap_or_default() } else { 0 };
        let weights: Vec<i64> = told.iter().map(|tax| own(tax).saturating_abs()).collect();
        let shares = kernel::allocate(Money::new(line.tax, currency), &weights);
        let shares = shares.map_err(|error| StoreError::misuse(error.to_string()))?;
        for (told, share) in told.into_iter().zip(shares) {
            let same = |group: &FrozenGroupBody| {
                let taxed = &group.taxed;
                taxed.rule == told.rule && taxed.rate == told.rate && taxed.place == told.place && taxed.leg == told.leg
            };
            let place = groups.iter().position(same).unwrap_or_else(|| {
                let zero = Money::zero(currency);
                groups.push(FrozenGroupBody { taxed: told.clone().into(), net: zero, tax: zero });
                groups.len().saturating_sub(1)
            });
            if let Some(group) = groups.get_mut(place) {
                let add = |sum: Money, minor: i64| Money::new(sum.minor().saturating_add(minor), currency);
                (group.net, group.tax) = (add(group.net, line.net), add(group.tax, share.minor()));
            }
        }
    }
    Ok(groups)
}

impl From<TaxOnPaper> for FrozenTaxBody {
    fn from(told: TaxOnPaper) -> Self {
        Self {
            leg: told.leg,
            place: told.place,
            category: told.category,
            exemption: told.reason_code,
            rate: told.rate,
            treatment: told.treatment,
            scheme: told.scheme,
            liable: told.liable,
            rule: told.rule,
            source: told.source,
            not_determined: told.not_determined.map(|(why, _)| why),
        }
    }
}

impl From<SellerOnPaper> for InvoiceSellerBody {
    fn from(seller: SellerOnPaper) -> Self {
        let number =
            |one: VatIdOnPaper| InvoiceVatIdBody { territory: one.territory, scheme: one.scheme, number: one.number };
        Self {
            name: seller.name,
            country: seller.country,
            address: seller.address,
            vat_ids: seller.vat_ids.into_iter().map(number).collect(),
        }
    }
}

impl From<BuyerOnPaper> for SoldToBody {
    fn from(buyer: BuyerOnPaper) -> Self {
        Self {
            person: id_text::<shown::PersonId>(buyer.person),
            vat_id: buyer.vat_id,
            verified_on: buyer.verified_on,
            consultation: buyer.consultation,
            kept_until: buyer.kept_until,
            kept_status: buyer.kept_status,
            kept_source: buyer.kept_source,
        }
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
