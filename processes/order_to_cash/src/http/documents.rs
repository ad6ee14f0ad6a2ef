//! Read an invoice or a credit note: what was frozen when it was issued.

mod bodies;

use bodies::{FrozenDocumentBody, FrozenGroupBody, FrozenLineBody, FrozenTaxBody};
use bodies::{InBooksBody, InvoiceSellerBody, SoldToBody, SuppliedBody};
use cell::Here;
use edge::{Answer, Json, Path};
use kernel::{CountryCode, CurrencyCode, EntityCode, Money, Timestamp, UnitPrice};
use orders::queries::{document_by_number, order_documents};
use orders::{BuyerKind, Document, DocumentKind, LineKind, TaxStatus};
use serde::Deserialize;
use store::{CommandError, StoreError};

use crate::paper::{BuyerOnPaper, ExchangeOnPaper, SellerOnPaper, SuppliedOnPaper, TaxOnPaper};

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
    supplied: Option<SuppliedOnPaper>,
    exchange: Option<ExchangeOnPaper>,
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
        let in_books = facts.exchange.map(|exchange| in_books(money(document.tax), exchange)).transpose()?;
        let supplied = facts.supplied.map(|days| SuppliedBody { from: days.from, to: days.to });
        let lines = facts.lines.into_iter().map(|line| FrozenLineBody {
            unit_net: unit_net(&line, money(line.net)),
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
            supplied,
            in_books,
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

/// The price of a piece without tax: as agreed, or the line's net by its pieces where the agreed one was with tax.
fn unit_net(line: &FrozenLine, net: Money) -> String {
    let by_piece = UnitPrice::of_pieces(net, line.quantity).ok().filter(|_| line.price_includes_tax);
    by_piece.map_or_else(|| line.unit_price.clone(), UnitPrice::to_decimal_text)
}

fn in_books(tax: Money, exchange: ExchangeOnPaper) -> Result<InBooksBody, StoreError> {
    let ExchangeOnPaper { currency, rate, source } = exchange;
    let tax = rate.convert(tax, currency, kernel::RoundingMode::HalfUp);
    Ok(InBooksBody { rate, source, tax: tax.map_err(|error| StoreError::misuse(error.to_string()))? })
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
