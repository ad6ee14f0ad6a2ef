//! The taxes of a basket: one question a consignment, and what the answers add up to in the books.

use std::borrow::Cow;

use kernel::{CurrencyCode, Money, Refusal, RoundingPolicy, Timestamp};
use orders::{BuyerKind, TaxStatus};
use pricing::Market;
use store::{CommandError, Read};
use tax::{Liable, LineAnswer, Standing, TaxAnswer, TaxDates, TaxEngine, TaxLeg, TaxQuestion, debt_tag};

use super::prices::PricedLine;
use crate::consignments::{Piece, place, taxable};
use crate::desk::{Desk, Reference};
use crate::request::OrderRequest;

/// Own tax debts by what they are cut by in the books: territory and scheme.
pub(super) type OwnTaxes = Vec<(Cow<'static, str>, Money)>;

pub(super) type Taxed = (Vec<TaxAnswer>, Vec<(usize, usize)>);

/// Taxes each consignment. For every piece: the place of its answer and its place among that answer's lines.
#[expect(clippy::too_many_arguments, reason = "the facts of one question, named one by one")]
pub(super) fn tax_pieces(
    desk: &Desk,
    read: &mut dyn Read,
    reference: &Reference,
    request: &OrderRequest,
    market: &Market,
    lines: &[PricedLine],
    pieces: &[Piece],
    currency: CurrencyCode,
    rounding: RoundingPolicy,
    at: Timestamp,
) -> Result<Taxed, CommandError> {
    let engine = TaxEngine::load().map_err(|fault| store::StoreError::misuse(fault.to_string()))?;
    let seller = reference.seller(market.seller)?;
    let zone = reference.entity(market.seller)?.zone.clone();
    let mut warehouses: Vec<i64> = pieces.iter().map(|piece| piece.warehouse).collect();
    warehouses.sort_unstable();
    warehouses.dedup();
    let mut answers = Vec::with_capacity(warehouses.len());
    let mut tax_lines = vec![(0, 0); pieces.len()];
    for (consignment, warehouse) in warehouses.iter().enumerate() {
        let dispatch = reference.warehouse(*warehouse)?;
        let mut asked = Vec::with_capacity(pieces.len());
        for (piece, slot) in pieces.iter().zip(tax_lines.iter_mut()).filter(|(piece, _)| piece.warehouse == *warehouse)
        {
            let Some(line) = lines.get(piece.line) else { continue };
            *slot = (consignment, asked.len());
            asked.push(taxable(line, piece, rounding)?);
        }
        let first = consignment == 0;
        let includes_tax = asked.first().is_some_and(|line| line.price_includes_tax);
        let carriage = request.carriage.filter(|_| first);
        if carriage.is_some_and(|amount| amount.currency() != currency || amount.is_negative()) {
            return Err(Refusal::invalid("wrong_carriage").at("/carriage").with("currency", currency).into());
        }
        let mut question = TaxQuestion {
            dates: TaxDates::ordered(zone.day_of(at)),
            channel_facilitator: reference.is_marketplace(request.channel),
            dispatch: place(dispatch.country, dispatch.postcode.as_deref()),
            destination: place(request.destination.country, request.destination.postcode.as_deref()),
            buyer: buyer(request),
            currency,
            lines: asked,
            carriage: carriage.map(|amount| tax::Carriage { amount, price_includes_tax: includes_tax }),
            intrinsic_values: Vec::new(),
            // What is only being placed has not left yet; proofs come later, see steps/prove.rs.
            proofs: Vec::new(),
            rounding,
        };
        if let Some(value) = engine.intrinsic_value(seller, &question) {
            question.intrinsic_values = desk.in_limit_currencies(read, value, zone.day_of(at))?;
        }
        answers.push(engine.answer(seller, &question).map_err(Refusal::from)?);
    }
    Ok((answers, tax_lines))
}

fn buyer(request: &OrderRequest) -> tax::Buyer {
    match request.buyer.kind {
        BuyerKind::Consumer => tax::Buyer::Consumer,
        BuyerKind::Business => tax::Buyer::Business {
            vat_id: request.buyer.vat_id.clone(),
            check: match &request.buyer.checked {
                Some(check) => tax::VatIdCheck::Verified { on: check.on, consultation: check.consultation.clone() },
                None => tax::VatIdCheck::Unverified,
            },
        },
    }
}

/// The own tax of a line: what the seller owes, not what a marketplace or an importer does.
fn own_tax(legs: &[TaxLeg]) -> impl Iterator<Item = (&TaxLeg, i64)> {
    legs.iter().filter(|leg| leg.liable == Liable::Seller).filter_map(|leg| leg.tax.map(|tax| (leg, tax.minor())))
}

/// What the seller owes of a line. Tax that a marketplace collects and owes itself is neither the seller's debt nor its claim.
pub(super) fn own_tax_of(taxed: &LineAnswer) -> i64 {
    own_tax(&taxed.legs).fold(0i64, |sum, (_, minor)| sum.saturating_add(minor))
}

pub(crate) fn tax_status(standing: Standing) -> TaxStatus {
    match standing {
        Standing::Determined => TaxStatus::Determined,
        Standing::Provisional => TaxStatus::Provisional,
        Standing::NotDetermined => TaxStatus::NotDetermined,
    }
}

/// Adds the own taxes of a line.
pub(super) fn collect_taxes(taxes: &mut OwnTaxes, legs: &[TaxLeg], currency: CurrencyCode) {
    for (leg, minor) in own_tax(legs) {
        add_tax(taxes, debt_tag(leg.place.as_deref(), leg.scheme).into(), minor, currency);
    }
}

/// Adds to the debt of a tag.
fn add_tax(taxes: &mut OwnTaxes, tag: Cow<'static, str>, minor: i64, currency: CurrencyCode) {
    match taxes.iter_mut().find(|(known, _)| *known == tag) {
        Some((_, sum)) => *sum = Money::new(sum.minor().saturating_add(minor), currency),
        None => taxes.push((tag, Money::new(minor, currency))),
    }
}
