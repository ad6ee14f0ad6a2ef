//! The draft put together: lines with price, tax and warehouse, the sums, the books and the reasons.

use std::sync::Arc;

use inventory::{Pieces, Shelf, VariantId, WarehouseId};
use kernel::{Context, CurrencyCode, Id, Money, RoundingPolicy, Timestamp, UnitPrice};
use logistics::sourcing::Ranking;
use orders::{LineKind, NewLine, NewOrder, OrderId};
use pricing::Market;
use store::{CommandError, Read};
use tax::{Standing, TaxAnswer};

use super::Draft;
use super::prices::PricedLine;
use super::reasons;
use super::taxes::{OwnTaxes, collect_taxes, own_tax_of, tax_status};
use crate::books::{Amounts, placed};
use crate::consignments::Piece;
use crate::desk::{Basis, Desk, Reference};
use crate::request::OrderRequest;

/// What an order is made of.
pub(super) struct Parts {
    pub basis: Basis,
    pub reference: Arc<Reference>,
    pub market: Market,
    pub currency: CurrencyCode,
    pub at: Timestamp,
    pub lines: Vec<PricedLine>,
    pub rounding: RoundingPolicy,
    pub ranking: Ranking,
    pub pieces: Vec<Piece>,
    pub answers: Vec<TaxAnswer>,
    pub tax_lines: Vec<(usize, usize)>,
}

/// Makes the draft of its parts.
pub(super) fn assemble(
    desk: &Desk,
    read: &mut dyn Read,
    context: &Context,
    request: &OrderRequest,
    parts: Parts,
) -> Result<Draft, CommandError> {
    let Parts { basis, reference, market, currency, at, lines, rounding, ranking, pieces, answers, tax_lines } = parts;
    let id: OrderId = context.new_id();
    let mut new_lines = Vec::with_capacity(pieces.len() + 1);
    let mut line_reasons = Vec::with_capacity(pieces.len() + 1);
    let mut holds = Vec::with_capacity(pieces.len());
    let mut find_words: Vec<String> = Vec::new();
    let mut goods = 0i64;
    let mut taxes: OwnTaxes = Vec::new();
    for (piece, (answer, place)) in pieces.iter().zip(&tax_lines) {
        let (Some(line), Some(taxed)) = (lines.get(piece.line), answers.get(*answer).and_then(|a| a.lines.get(*place)))
        else {
            return Err(store::StoreError::misuse("a line without its tax").into());
        };
        goods = goods.saturating_add(taxed.net.minor());
        collect_taxes(&mut taxes, &taxed.legs, currency);
        let shelf =
            Shelf::new(VariantId::from_number(line.facts.variant.number()), WarehouseId::from_number(piece.warehouse));
        holds.push(Pieces { shelf, quantity: piece.quantity });
        let word = orders::product_token(line.facts.product.number());
        if !find_words.contains(&word) {
            find_words.push(word);
        }
        new_lines.push(NewLine {
            kind: LineKind::Goods,
            sku: line.facts.sku.to_string(),
            variant: Some(line.facts.variant.number()),
            name: line.facts.name.best(kernel::Locale::EN).unwrap_or_default().to_owned(),
            quantity: piece.quantity,
            unit_price: line.unit_price,
            price_includes_tax: line.price_includes_tax,
            net: taxed.net.minor(),
            tax: own_tax_of(taxed),
            gross: taxed.net.minor().saturating_add(own_tax_of(taxed)),
            warehouse: Some(piece.warehouse),
            category: Some(line.facts.category.to_string()),
            tax_class: line.facts.tax_class.as_str().to_owned(),
            tax_status: tax_status(taxed.standing()),
        });
        line_reasons.push(reasons::of_goods(line, taxed)?);
    }
    let mut carriage = 0i64;
    for (answer, share) in answers.iter().flat_map(|answer| answer.carriage.iter().map(move |share| (answer, share))) {
        carriage = carriage.saturating_add(share.net.minor());
        collect_taxes(&mut taxes, &share.legs, currency);
        let tax = own_tax_of(share);
        let gross = Money::new(share.net.minor().saturating_add(tax), currency);
        let includes_tax = answer.groups.first().is_some_and(|group| group.price_includes_tax);
        new_lines.push(NewLine {
            kind: LineKind::Carriage,
            sku: "carriage".to_owned(),
            variant: None,
            name: "Carriage".to_owned(),
            quantity: 1,
            unit_price: UnitPrice::from_money(if includes_tax { gross } else { share.net })?,
            price_includes_tax: includes_tax,
            net: share.net.minor(),
            tax,
            gross: gross.minor(),
            warehouse: None,
            category: None,
            tax_class: "carriage".to_owned(),
            tax_status: tax_status(share.standing()),
        });
        line_reasons.push(reasons::of_carriage(share)?);
    }
    let sum = |of: fn(&tax::TaxTotals) -> Money| Money::sum(answers.iter().map(|answer| of(&answer.totals)), currency);
    let (net, tax) = (sum(|t| t.net)?.minor(), sum(|t| t.tax)?.minor());
    // A memo: the marketplace collects it with the price and owes it itself.
    let marketplace_tax = sum(|t| t.marketplace_tax)?.minor();
    let standing = answers.iter().map(TaxAnswer::standing).max().unwrap_or(Standing::Determined);
    let entity = reference.entity(market.seller)?;
    let conversion = desk.conversion(read, currency, entity, at)?;
    let amounts = Amounts { goods: Money::new(goods, currency), carriage: Money::new(carriage, currency), taxes };
    let entry = placed(entity, id, at, &amounts, &conversion)?;
    let exchange = conversion.exchange.as_ref();
    let order = NewOrder {
        id,
        channel: request.channel,
        shop: request.shop,
        external_number: request.external_number.clone(),
        market: market.code,
        entity: market.seller,
        currency,
        buyer_kind: request.buyer.kind,
        person: None,
        customer: request.customer,
        country: request.destination.country,
        held_because: (standing == Standing::NotDetermined).then_some("tax_not_determined"),
        net,
        tax,
        rounding: 0,
        gross: net.saturating_add(tax),
        tax_status: tax_status(standing),
        placed_at: at,
        reasons: reasons::reasons(
            &line_reasons,
            rounding,
            &ranking,
            exchange,
            &answers,
            marketplace_tax,
            &request.buyer,
        )?,
        lines: new_lines,
        find_words,
    };
    Ok(Draft { order, holds, hold_until: request.hold_until, entry, basis })
}
