//! A document on the wire.

use kernel::{CountryCode, EntityCode, Money, Timestamp};
use orders::{BuyerKind, DocumentId, DocumentKind, LineKind, OrderId, TaxStatus};
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::wire::{MoneyBody, id_text, shown};
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
    /// When the goods were supplied: the days on which they left. None of a document issued before anything had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplied: Option<SuppliedBody>,
    /// The document's tax in the currency of the seller's books, where that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_books: Option<InBooksBody>,
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
    /// As it was agreed: with tax, or without.
    #[schema(example = "12.50")]
    pub unit_price: String,
    pub price_includes_tax: bool,
    /// The price of a piece without tax, to six decimals.
    #[schema(example = "10.504202")]
    pub unit_net: String,
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

/// The first and the last day on which the goods left, in the seller's zone.
#[derive(Serialize, ToSchema)]
pub struct SuppliedBody {
    #[schema(value_type = String, format = Date)]
    pub from: jiff::civil::Date,
    #[schema(value_type = String, format = Date)]
    pub to: jiff::civil::Date,
}

/// Amounts in the currency of the seller's books.
#[derive(Serialize, ToSchema)]
pub struct InBooksBody {
    /// One of the document's currency is so many of the books': the rate the sale was booked at.
    #[schema(value_type = String, example = "0.86735")]
    pub rate: kernel::Rate,
    /// Whose rate of which day.
    #[schema(value_type = String, example = "ecb 2026-11-20")]
    pub source: tax::Text,
    #[schema(value_type = MoneyBody)]
    pub tax: Money,
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
