//! Prepare: a request becomes a draft that the writer only has to confirm. Reads and reckons, changes nothing.

use std::borrow::Cow;
use std::sync::Arc;

use catalogue::VariantFacts;
use inventory::{Pieces, Shelf, VariantId, WarehouseId};
use kernel::{Context, CurrencyCode, Id, Money, Refusal, RoundingPolicy, Timestamp, UnitPrice};
use ledger::NewEntry;
use logistics::sourcing::{Candidate, Duty, Need, Question, Ranking, rank};
use orders::{BuyerKind, LineKind, NewLine, NewOrder, OrderId, TaxStatus};
use pricing::{Market, PriceFound, PriceQuestion};
use serde_json::json;
use store::{CommandError, Read};
use tax::{Liable, Standing, TaxAnswer, TaxClass, TaxDates, TaxEngine, TaxLeg, TaxQuestion};

use crate::books::{Amounts, placed, tax_tag};
use crate::consignments::{Piece, assign, place, taxable};
use crate::desk::{Basis, Desk, Reference, same_customs_area};
use crate::request::OrderRequest;

/// The most lines of one order.
const MOST_LINES: usize = 1_000;

/// An order, decided as far as it can be without the writer.
#[derive(Debug, Clone)]
pub struct Draft {
    pub order: NewOrder,
    pub holds: Vec<Pieces>,
    pub hold_until: Option<Timestamp>,
    pub entry: Option<NewEntry>,
    /// The reference data it was prepared on.
    pub basis: Basis,
    /// What a reader of the quote wants to know beside the order.
    pub ranking: Arc<Ranking>,
    pub answers: Vec<TaxAnswer>,
    pub tax_lines: Vec<(usize, usize)>,
    pub market: Arc<Market>,
}

/// A basket line with its product and price.
pub(crate) struct PricedLine {
    pub facts: Arc<VariantFacts>,
    pub tax_class: TaxClass,
    pub quantity: i64,
    pub unit_price: UnitPrice,
    pub price_includes_tax: bool,
    pub found: Option<PriceFound>,
}

/// Prepares an order. Refusals name the field of the request they are about.
pub(crate) fn draft(
    desk: &Desk,
    read: &mut dyn Read,
    context: &Context,
    request: &OrderRequest,
) -> Result<Draft, CommandError> {
    let basis = desk.basis();
    let reference = desk.reference(&basis, read)?;
    if request.lines.is_empty() || request.lines.len() > MOST_LINES {
        return Err(Refusal::invalid("wrong_line_count").at("/lines").with("most", MOST_LINES).into());
    }
    let lists = desk.prices.lists(basis.pricing, read)?;
    let unknown = || Refusal::invalid("unknown_market").at("/market").with("market", request.market);
    let market = Arc::new(lists.market(&request.market).cloned().ok_or_else(unknown)?);
    if !market.countries.is_empty() && !market.countries.contains(&request.destination.country) {
        let refusal = Refusal::invalid("country_not_in_market").at("/recipient/address/country");
        return Err(refusal.with("country", request.destination.country).with("market", market.code).into());
    }
    let currency = request.currency.unwrap_or(market.currency);
    let at = request.placed_at.unwrap_or(context.now);
    if at > context.now {
        return Err(Refusal::invalid("placed_in_the_future").at("/placed_at").into());
    }
    let (lines, rounding) = price_lines(desk, read, &basis, request, &market, currency, at)?;
    let ranking = Arc::new(source(desk, read, &reference, request, &lines, at)?);
    let pieces = assign(&lines, &ranking);
    let (answers, tax_lines) = tax_pieces(&reference, request, &market, &lines, &pieces, currency, rounding, at)?;
    assemble(
        desk,
        read,
        context,
        request,
        Parts { basis, reference, market, currency, at, lines, rounding, ranking, pieces, answers, tax_lines },
    )
}

fn price_lines(
    desk: &Desk,
    read: &mut dyn Read,
    basis: &Basis,
    request: &OrderRequest,
    market: &Market,
    currency: CurrencyCode,
    at: Timestamp,
) -> Result<(Vec<PricedLine>, RoundingPolicy), CommandError> {
    let skus: Vec<_> = request.lines.iter().map(|line| line.sku.clone()).collect();
    let found = desk.variants.lookup(basis.catalogue, read, &skus)?;
    let mut variants = Vec::with_capacity(found.len());
    for (place, (line, facts)) in request.lines.iter().zip(found).enumerate() {
        let field = format!("/lines/{place}");
        let unknown = || Refusal::invalid("unknown_sku").at(format!("{field}/sku")).with("sku", &line.sku);
        let facts = facts.ok_or_else(unknown)?;
        if !facts.active {
            return Err(Refusal::conflict("not_sold_any_more")
                .at(format!("{field}/sku"))
                .with("sku", &line.sku)
                .into());
        }
        if !(1..=1_000_000).contains(&line.quantity) {
            return Err(Refusal::invalid("wrong_quantity")
                .at(format!("{field}/quantity"))
                .with("sku", &line.sku)
                .into());
        }
        variants.push(facts);
    }
    // A quantity break counts what the basket holds of a variant, however many lines it stands in.
    let wanted: Vec<_> = variants
        .iter()
        .map(|facts| {
            let of_variant = request.lines.iter().zip(&variants).filter(|(_, other)| other.variant == facts.variant);
            let total = of_variant.fold(0i64, |sum, (line, _)| sum.saturating_add(line.quantity));
            (pricing::VariantId::from_number(facts.variant.number()), total)
        })
        .collect();
    let question = PriceQuestion { market: market.code, channel: Some(request.channel), group: None, currency, at };
    let prices = desk.prices.lookup(basis.pricing, read, &question, &wanted)?;
    let mut rounding = None;
    let mut lines = Vec::with_capacity(variants.len());
    for (place, ((line, facts), found)) in request.lines.iter().zip(variants).zip(prices).enumerate() {
        let no_price = || {
            Refusal::conflict("no_price")
                .at(format!("/lines/{place}/sku"))
                .with("sku", &line.sku)
                .with("market", market.code)
                .with("currency", currency)
        };
        let (unit_price, price_includes_tax) = match (&line.unit_price, &found) {
            (Some(given), _) if given.currency() != currency || given.is_negative() => {
                return Err(Refusal::invalid("wrong_unit_price").at(format!("/lines/{place}/unit_price")).into());
            }
            (Some(given), _) => (*given, market.tax_inclusive),
            (None, Some(found)) => (found.unit_price, found.tax_inclusive),
            (None, None) => return Err(no_price().into()),
        };
        rounding = rounding.or_else(|| found.as_ref().filter(|_| line.unit_price.is_none()).map(|f| f.rounding));
        let tax_class = facts.tax_class.as_str().parse().map_err(|_| {
            Refusal::conflict("unknown_tax_class")
                .at(format!("/lines/{place}/sku"))
                .with("class", facts.tax_class.as_str())
        })?;
        let found = found.filter(|_| line.unit_price.is_none());
        lines.push(PricedLine { facts, tax_class, quantity: line.quantity, unit_price, price_includes_tax, found });
    }
    Ok((lines, rounding.unwrap_or(market.rounding)))
}

fn source(
    desk: &Desk,
    read: &mut dyn Read,
    reference: &Reference,
    request: &OrderRequest,
    lines: &[PricedLine],
    at: Timestamp,
) -> Result<Ranking, CommandError> {
    let mut needs: Vec<Need> = Vec::with_capacity(lines.len());
    for line in lines {
        let variant = logistics::VariantId::from_number(line.facts.variant.number());
        match needs.iter_mut().find(|need| need.variant == variant) {
            Some(need) => need.quantity = need.quantity.saturating_add(line.quantity),
            None => needs.push(Need { variant, quantity: line.quantity, grams: line.facts.weight_grams }),
        }
    }
    let variants: Vec<VariantId> = needs.iter().map(|need| VariantId::from_number(need.variant.number())).collect();
    let stock = inventory::availability(read, &variants)?;
    let available: Vec<Vec<i64>> = reference
        .warehouses
        .iter()
        .map(|warehouse| {
            let of = |variant: &VariantId| {
                let shelf = Shelf::new(*variant, warehouse.id);
                stock.iter().find(|one| one.shelf == shelf).map_or(0, |one| one.available())
            };
            variants.iter().map(of).collect()
        })
        .collect();
    let destination = (request.destination.country, request.destination.postcode.as_deref());
    let mut candidates: Vec<Candidate<'_>> = Vec::with_capacity(available.len());
    for (warehouse, available) in reference.warehouses.iter().zip(&available) {
        let here = (warehouse.country, warehouse.postcode.as_deref());
        let free = same_customs_area(here, destination, at.day_utc())?;
        candidates.push(Candidate {
            warehouse: logistics::WarehouseId::from_number(warehouse.id.number()),
            code: warehouse.code,
            available,
            duty: if free { Duty::None } else { Duty::NotDetermined },
        });
    }
    let lanes = desk.lanes.book()?;
    let rates = desk.rates(read, lanes.weights().currency, at)?;
    let ranking = rank(&Question {
        destination: request.destination.country,
        at,
        needs: &needs,
        warehouses: &candidates,
        rates: &rates,
        lanes: &lanes,
    });
    if ranking.legs.is_empty() {
        return Err(nothing_to_send(lines, &needs, &available).into());
    }
    Ok(ranking)
}

/// Why no warehouse serves the basket: out of stock, or no way there.
fn nothing_to_send(lines: &[PricedLine], needs: &[Need], available: &[Vec<i64>]) -> Refusal {
    for (place, need) in needs.iter().enumerate() {
        let there = available.iter().filter_map(|of| of.get(place)).fold(0i64, |sum, one| sum.saturating_add(*one));
        if there < need.quantity {
            let line = lines.iter().position(|line| line.facts.variant.number() == need.variant.number());
            let sku = line.and_then(|line| lines.get(line)).map(|line| line.facts.sku.to_string()).unwrap_or_default();
            return Refusal::conflict("out_of_stock")
                .at(format!("/lines/{}", line.unwrap_or_default()))
                .with("sku", sku)
                .with("wanted", need.quantity)
                .with("available", there);
        }
    }
    Refusal::conflict("no_way_to_send").at("/recipient/address/country")
}

type Taxed = (Vec<TaxAnswer>, Vec<(usize, usize)>);

/// Taxes each consignment. For every piece: the place of its answer and its place among that answer's lines.
#[expect(clippy::too_many_arguments, reason = "the facts of one question, named one by one")]
fn tax_pieces(
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
        let question = TaxQuestion {
            dates: TaxDates::ordered(zone.day_of(at)),
            channel_facilitator: false,
            dispatch: place(dispatch.country, dispatch.postcode.as_deref()),
            destination: place(request.destination.country, request.destination.postcode.as_deref()),
            buyer: buyer(request),
            currency,
            lines: asked,
            carriage: carriage.map(|amount| tax::Carriage { amount, price_includes_tax: includes_tax }),
            intrinsic_values: Vec::new(),
            proofs: Vec::new(),
            rounding,
        };
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

struct Parts {
    basis: Basis,
    reference: Arc<Reference>,
    market: Arc<Market>,
    currency: CurrencyCode,
    at: Timestamp,
    lines: Vec<PricedLine>,
    rounding: RoundingPolicy,
    ranking: Arc<Ranking>,
    pieces: Vec<Piece>,
    answers: Vec<TaxAnswer>,
    tax_lines: Vec<(usize, usize)>,
}

/// The own tax of a line: what the seller owes, not what a marketplace or an importer does.
fn own_tax(legs: &[TaxLeg]) -> impl Iterator<Item = (&TaxLeg, i64)> {
    legs.iter().filter(|leg| leg.liable == Liable::Seller).filter_map(|leg| leg.tax.map(|tax| (leg, tax.minor())))
}

pub(crate) fn tax_status(standing: Standing) -> TaxStatus {
    match standing {
        Standing::Determined => TaxStatus::Determined,
        Standing::Provisional => TaxStatus::Provisional,
        Standing::NotDetermined => TaxStatus::NotDetermined,
    }
}

fn assemble(
    desk: &Desk,
    read: &mut dyn Read,
    context: &Context,
    request: &OrderRequest,
    parts: Parts,
) -> Result<Draft, CommandError> {
    let Parts { basis, reference, market, currency, at, lines, rounding, ranking, pieces, answers, tax_lines } = parts;
    let id: OrderId = context.new_id();
    let mut new_lines = Vec::with_capacity(pieces.len() + 1);
    let mut holds = Vec::with_capacity(pieces.len());
    let mut find_words: Vec<String> = Vec::new();
    let mut goods = 0i64;
    let mut taxes: Vec<(Cow<'static, str>, Money)> = Vec::new();
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
            tax: taxed.tax.minor(),
            gross: taxed.net.checked_add(taxed.tax)?.minor(),
            warehouse: Some(piece.warehouse),
            category: Some(line.facts.category.to_string()),
            tax_class: line.facts.tax_class.as_str().to_owned(),
            tax_status: tax_status(taxed.standing()),
            tax_answer: to_json(taxed)?,
            price_answer: price_answer(line),
        });
    }
    let mut carriage = 0i64;
    for (answer, share) in answers.iter().flat_map(|answer| answer.carriage.iter().map(move |share| (answer, share))) {
        carriage = carriage.saturating_add(share.net.minor());
        collect_taxes(&mut taxes, &share.legs, currency);
        let gross = share.net.checked_add(share.tax)?;
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
            tax: share.tax.minor(),
            gross: gross.minor(),
            warehouse: None,
            category: None,
            tax_class: "carriage".to_owned(),
            tax_status: tax_status(share.standing()),
            tax_answer: to_json(share)?,
            price_answer: "{}".to_owned(),
        });
    }
    let sum = |of: fn(&tax::TaxTotals) -> Money| Money::sum(answers.iter().map(|answer| of(&answer.totals)), currency);
    let (net, gross) = (sum(|t| t.net)?.minor(), sum(|t| t.gross)?.minor());
    let tax_total = sum(|t| t.tax)?.minor();
    let memo_tax = sum(|t| t.marketplace_tax)?.minor();
    // What document or group rounding adds to the lines: in net where prices include tax, in tax else.
    let rounding_net = net.saturating_sub(goods).saturating_sub(carriage);
    for (tag, minor) in rounding_taxes(&answers) {
        add_tax(&mut taxes, tag, minor, currency);
    }
    let standing = answers.iter().map(TaxAnswer::standing).max().unwrap_or(Standing::Determined);
    let entity = reference.entity(market.seller)?;
    let conversion = desk.conversion(read, currency, entity, at)?;
    let amounts = Amounts {
        goods: Money::new(goods, currency),
        carriage: Money::new(carriage, currency),
        rounding: Money::new(rounding_net, currency),
        taxes,
    };
    let entry = placed(entity, id, at, &amounts, &conversion)?;
    let decisions = json!({
        "rounding": rounding,
        "sourcing": &*ranking,
        "exchange": conversion.exchange.as_ref().map(|exchange| json!({ "rate": exchange.rate, "source": exchange.source })),
        "tax_groups": answers.iter().map(|answer| json!({ "groups": answer.groups, "roundings": answer.roundings })).collect::<Vec<_>>(),
        "marketplace_tax": memo_tax,
    });
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
        tax: gross.saturating_sub(net),
        rounding: rounding_net
            .saturating_add(tax_total)
            .saturating_add(memo_tax)
            .saturating_sub(new_lines.iter().fold(0i64, |sum, line| sum.saturating_add(line.tax))),
        gross,
        tax_status: tax_status(standing),
        placed_at: at,
        decisions: decisions.to_string(),
        lines: new_lines,
        find_words,
    };
    Ok(Draft { order, holds, hold_until: request.hold_until, entry, basis, ranking, answers, tax_lines, market })
}

fn collect_taxes(taxes: &mut Vec<(Cow<'static, str>, Money)>, legs: &[TaxLeg], currency: CurrencyCode) {
    for (leg, minor) in own_tax(legs) {
        add_tax(taxes, tax_tag(leg.place.as_deref(), leg.scheme).into(), minor, currency);
    }
}

fn add_tax(taxes: &mut Vec<(Cow<'static, str>, Money)>, tag: Cow<'static, str>, minor: i64, currency: CurrencyCode) {
    match taxes.iter_mut().find(|(known, _)| *known == tag) {
        Some((_, sum)) => *sum = Money::new(sum.minor().saturating_add(minor), currency),
        None => taxes.push((tag, Money::new(minor, currency))),
    }
}

fn rounding_taxes(answers: &[TaxAnswer]) -> Vec<(Cow<'static, str>, i64)> {
    let mut found = Vec::new();
    for answer in answers {
        for rounding in &answer.roundings {
            if let Some(group) = answer.groups.get(rounding.group).filter(|group| group.liable == Liable::Seller) {
                found.push((tax_tag(group.place.as_deref(), group.scheme).into(), rounding.tax.minor()));
            }
        }
    }
    found
}

fn to_json(value: &impl serde::Serialize) -> Result<String, CommandError> {
    serde_json::to_string(value).map_err(|e| store::StoreError::misuse(e.to_string()).into())
}

fn price_answer(line: &PricedLine) -> String {
    match &line.found {
        None => json!({ "given": line.unit_price.to_decimal_text() }).to_string(),
        Some(found) => json!({
            "list": found.list, "entry": found.entry, "min_quantity": found.why.min_quantity, "next_break": found.why.next_break,
            "valid_from": found.why.valid_from, "asked": &*found.why.asked, "passed_over": found.why.passed_over,
        })
        .to_string(),
    }
}
