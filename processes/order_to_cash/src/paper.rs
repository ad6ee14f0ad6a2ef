//! What stands on an invoice beside the order's amounts: who sells under which VAT numbers, how each line's taxes are told, and who
//! bought, as far as a document may say it openly. The buyer's name and address are sealed with the vault, under the law's own key.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::{CountryCode, CurrencyCode, Id, Money, Rate, Refusal, Timestamp};
use ledger::{Cause, Entity, PostalAddress};
use orders::commands::Paper;
use orders::{DocumentKind, Order, OrderId, OrderReasons};
use serde::{Deserialize, Serialize};
use store::{CommandError, Read, StoreError};
use tax::{Ask, Category, Leg, LegStatus, Liable, LineAnswer, RegistrationScheme, Seller, TaxEngine, TaxScheme, Text};
use vault::{KeptByLaw, PersonId, Vault};

use crate::desk::Desk;
use crate::steps::entity_of;

/// Who sells.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SellerOnPaper {
    pub name: String,
    pub country: CountryCode,
    /// Of its seat; none where nobody told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<PostalAddress>,
    pub vat_ids: Vec<VatIdOnPaper>,
}

/// A registration for tax that holds on the day of issue.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct VatIdOnPaper {
    pub territory: CountryCode,
    pub scheme: RegistrationScheme,
    pub number: String,
}

/// Who bought.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct BuyerOnPaper {
    /// The vault's number of the person: name, address and VAT number are sealed there.
    pub person: Option<i64>,
    /// Masked.
    pub vat_id: Option<String>,
    pub verified_on: Option<Date>,
    pub consultation: Option<String>,
    /// The last day that the law wants it kept, how sure that is, and whose law.
    pub kept_until: Option<Date>,
    pub kept_status: Option<tax::FactStatus>,
    pub kept_source: Option<String>,
}

/// How one tax of a line is told.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct TaxOnPaper {
    pub leg: Leg,
    pub place: Option<Text>,
    pub treatment: Text,
    pub scheme: TaxScheme,
    pub category: Option<Category>,
    pub reason_code: Option<Text>,
    pub liable: Liable,
    pub rate: Option<Rate>,
    /// What it came to on the whole line of the order, in minor units: its weight in a part of the line.
    pub of_line: Option<i64>,
    pub rule: Text,
    pub source: Text,
    /// Why it is not determined, and who can tell.
    pub not_determined: Option<(Text, Ask)>,
}

/// The first and the last day on which the goods left, in the seller's zone: with their dispatch the supply is made (Directive 2006/112/EC,
/// Art. 32 and 226(7)).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SuppliedOnPaper {
    pub from: Date,
    pub to: Date,
}

/// The rate the sale was booked at, into the currency of the seller's books: the tax is told in it as well (Directive 2006/112/EC, Art. 230).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ExchangeOnPaper {
    pub currency: CurrencyCode,
    pub rate: Rate,
    pub source: Text,
}

/// A paper drawn up before the writer is asked, and the order's version it was drawn up from.
pub(crate) struct Prepared {
    pub version: i64,
    pub paper: Paper,
    pub kept: Option<KeptByLaw>,
}

fn json(value: &impl Serialize) -> Result<serde_json::Value, StoreError> {
    serde_json::to_value(value).map_err(|error| StoreError::misuse(error.to_string()))
}

/// Draws up the paper of an order, and until when the law wants its buyer kept.
pub(crate) fn paper(
    read: &mut dyn Read,
    entity: &Entity,
    seller: &Seller,
    order: &Order,
    reasons: &OrderReasons,
    now: Timestamp,
) -> Result<(Paper, Option<Timestamp>), CommandError> {
    let day = entity.day_of(now);
    let registrations = seller.registrations.iter().filter(|one| one.holds_on(day) && !one.number.is_empty());
    let vat_ids = registrations.map(|one| VatIdOnPaper {
        territory: one.territory,
        scheme: one.scheme,
        number: one.number.clone(),
    });
    let seller = SellerOnPaper {
        name: entity.name.clone(),
        country: entity.country,
        address: entity.address.clone(),
        vat_ids: vat_ids.collect(),
    };
    let mut taxes = BTreeMap::new();
    for line in &order.lines {
        if let Some(answer) = LineAnswer::stored(reasons.tax(line.line))? {
            let told: Vec<TaxOnPaper> = answer.legs.into_iter().map(TaxOnPaper::from).collect();
            taxes.insert(line.line, json(&told)?);
        }
    }
    let engine = TaxEngine::load().map_err(StoreError::from)?;
    let kept = order.person.and_then(|_| engine.world().retention(entity.country, day));
    let last_day = kept.map(|law| law.last_day(day));
    let buyer = BuyerOnPaper {
        person: order.person,
        kept_until: last_day,
        kept_status: kept.map(|law| law.status),
        kept_source: kept.map(|law| law.source.text.clone()),
        ..buyer_told(reasons)?
    };
    let paper = Paper {
        seller: json(&seller)?,
        buyer: json(&buyer)?,
        supplied: json(&supplied(read, entity, order)?)?,
        exchange: json(&exchange(read, entity, order)?)?,
        taxes,
    };
    Ok((paper, last_day.and_then(|day| entity.end_of(day))))
}

fn supplied(read: &mut dyn Read, entity: &Entity, order: &Order) -> Result<Option<SuppliedOnPaper>, StoreError> {
    let parcels = orders::queries::order_shipments(read, order.id)?;
    let left = || parcels.iter().filter(|parcel| parcel.failed_at.is_none()).map(|parcel| parcel.shipped_at);
    let days = left().min().zip(left().max());
    Ok(days.map(|(first, last)| SuppliedOnPaper { from: entity.day_of(first), to: entity.day_of(last) }))
}

fn exchange(read: &mut dyn Read, entity: &Entity, order: &Order) -> Result<Option<ExchangeOnPaper>, StoreError> {
    if order.currency == entity.base_currency {
        return Ok(None);
    }
    let booked = ledger::entries_of(read, order.id.number())?;
    let sale = booked.into_iter().find(|entry| entry.entity == entity.code && entry.cause == Cause::Placed);
    let exchange = sale.and_then(|entry| entry.transfers.into_iter().find_map(|transfer| transfer.exchange));
    let told = |exchange: ledger::Exchange| ExchangeOnPaper {
        currency: entity.base_currency,
        rate: exchange.rate,
        source: exchange.source,
    };
    Ok(exchange.map(told))
}

/// What the decisions of an order say of its buyer's VAT number.
fn buyer_told(reasons: &OrderReasons) -> Result<BuyerOnPaper, StoreError> {
    #[derive(Deserialize)]
    struct Decisions {
        #[serde(default)]
        buyer: BuyerOnPaper,
    }
    // Few orders have one: the rest is not read at all.
    if !reasons.decisions.contains("\"buyer\"") {
        return Ok(BuyerOnPaper::default());
    }
    let read: Result<Decisions, _> = serde_json::from_str(&reasons.decisions);
    read.map(|decisions| decisions.buyer).map_err(|error| StoreError::misuse(error.to_string()))
}

impl From<tax::TaxLeg> for TaxOnPaper {
    fn from(leg: tax::TaxLeg) -> Self {
        Self {
            leg: leg.leg,
            place: leg.place,
            treatment: leg.treatment,
            scheme: leg.scheme,
            category: leg.category,
            reason_code: leg.reason_code,
            liable: leg.liable,
            rate: leg.rate,
            of_line: leg.tax.map(Money::minor),
            rule: leg.rule,
            source: leg.source,
            not_determined: match leg.status {
                LegStatus::NotDetermined { why, ask, .. } => Some((why, ask)),
                LegStatus::Determined | LegStatus::Provisional { .. } => None,
            },
        }
    }
}

/// Writes a credit note's own term over its invoice's, where the invoice tells whom it is kept of.
pub(crate) fn tell_term(paper: &mut Paper, entity: &Entity, now: Timestamp) -> Result<(), StoreError> {
    let day = entity.day_of(now);
    if let Some(law) = TaxEngine::load()?.world().retention(entity.country, day) {
        paper.keep_buyer_until(law.last_day(day), &law.status, &law.source.text);
    }
    Ok(())
}

/// Draws up an order's paper outside the writer, and seals what the law wants kept of its buyer. An order that has its invoice, or is
/// none, is left to the writer to refuse.
pub(crate) async fn prepare(
    desk: &std::sync::Arc<Desk>,
    vault: &Vault,
    actor: &kernel::Actor,
    id: OrderId,
) -> Result<Option<Prepared>, CommandError> {
    let (reader, now) = (std::sync::Arc::clone(desk), desk.now());
    let drawn = desk.store.read_quick(move |read| draw_up(&reader, read, id, now)).await?;
    let Some((version, paper, person, until)) = drawn else { return Ok(None) };
    let kept = match person.zip(until) {
        Some((person, until)) => vault.keep_by_law(actor, person, until).await?,
        None => None,
    };
    Ok(Some(Prepared { version, paper, kept }))
}

/// Lets the sealed copy of an invoiced order's buyer last as long as a credit note of now is kept, before it is issued; where there is no
/// copy yet it is sealed, to be kept in the transaction of the note. Nothing where the order has no invoice.
pub(crate) async fn keep_for_note(
    desk: &std::sync::Arc<Desk>,
    vault: &Vault,
    actor: &kernel::Actor,
    id: OrderId,
) -> Result<Option<KeptByLaw>, CommandError> {
    let now = desk.now();
    match desk.store.read_quick(move |read| noted(read, id, now)).await? {
        Some((person, until)) => vault.keep_by_law(actor, person, until).await,
        None => Ok(None),
    }
}

fn noted(read: &mut dyn Read, id: OrderId, now: Timestamp) -> Result<Option<(PersonId, Timestamp)>, CommandError> {
    if !is_invoiced(read, id)? {
        return Ok(None);
    }
    let Some(order) = orders::queries::order_by_id(read, id)? else { return Ok(None) };
    let entity = entity_of(read, &order)?;
    let day = entity.day_of(now);
    let law = TaxEngine::load().map_err(StoreError::from)?.world().retention(entity.country, day);
    let until = law.and_then(|law| entity.end_of(law.last_day(day)));
    Ok(order.person.map(PersonId::from_number).zip(until))
}

/// Whether an order has its invoice.
pub(crate) fn is_invoiced(read: &mut dyn Read, id: OrderId) -> Result<bool, StoreError> {
    let issued = orders::queries::order_documents(read, id)?;
    Ok(issued.iter().any(|document| document.kind == DocumentKind::Invoice))
}

type Drawn = (i64, Paper, Option<PersonId>, Option<Timestamp>);

fn draw_up(desk: &Desk, read: &mut dyn Read, id: OrderId, now: Timestamp) -> Result<Option<Drawn>, CommandError> {
    let order = orders::queries::order_by_id(read, id)?;
    let order = order.ok_or_else(|| Refusal::not_found("order_not_found").with("order", id))?;
    if is_invoiced(read, id)? {
        return Ok(None);
    }
    let reasons = orders::queries::order_reasons(read, &order)?;
    let reference = desk.reference(&desk.basis(), read)?;
    let entity = reference.entity(order.entity)?;
    let (paper, until) = paper(read, entity, reference.seller(order.entity)?, &order, &reasons, now)?;
    let person = order.person.map(kernel::Id::from_number);
    Ok(Some((order.version, paper, person, until)))
}
