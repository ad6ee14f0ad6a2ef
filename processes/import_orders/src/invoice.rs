//! One invoice of the file, decided: what it becomes, its lines with their tax, its movements and its books.

use std::collections::BTreeSet;

use inventory::{Movement, MovementKind, Shelf};
use kernel::{Context, CountryCode, Id, Money, Timestamp, UnitPrice};
use ledger::{Account, Cause, NewEntry, NewTransfer, Reference};
use order_file::{FileOrder, LineKind, OrderStatus};
use orders::commands::{AdoptLines, AdoptOrder};
use orders::{
    BuyerKind, Fulfilment, LineReasons, NewLine, NewOrder, OrderId, Payment, Reasons, ShipmentLine, Status, TaxStatus,
};
use serde_json::json;
use store::{CommandError, StoreError};

use crate::accounts::{Became, accounts, is_trade, on_order, taxed_as};
use crate::credit::{Piece, pieces};
use crate::ground::Who;
use crate::shape::Shape;
use crate::taken::Taken;
use crate::tally::{Tally, key};
use crate::taxing::{Item, ROUNDING, Taxed, tax_lines};

/// An invoice, ready to be written.
#[derive(Debug, Default)]
pub(crate) struct Invoice {
    pub number: String,
    pub taken: Option<Taken>,
    /// In millionths.
    pub exact: i64,
    pub new_order: Option<AdoptOrder>,
    pub more_lines: Option<AdoptLines>,
    pub credit: Option<OrderId>,
    pub at: Option<Timestamp>,
    /// Pieces taken back, by the invoice number of the sale.
    pub takes_back: Vec<(String, ShipmentLine)>,
    pub movements: Vec<Movement>,
    pub entry: Option<NewEntry>,
}

/// How an order stood when the file was written.
pub(crate) struct Stood {
    status: Status,
    payment: Payment,
    fulfilment: Fulfilment,
    pub left_stock: bool,
}

pub(crate) fn stood(order: &FileOrder<'_>) -> Stood {
    let stood = |status, payment, fulfilment, left_stock| Stood { status, payment, fulfilment, left_stock };
    match order.status {
        // The file knows no states: invoiced is taken to have arrived, and nothing is known of the money.
        None => stood(Status::Completed, Payment::Unknown, Fulfilment::Delivered, true),
        Some(OrderStatus::Placed) => stood(Status::Open, Payment::Unpaid, Fulfilment::Unfulfilled, false),
        Some(OrderStatus::Paid) => stood(Status::Open, Payment::Paid, Fulfilment::Unfulfilled, false),
        Some(OrderStatus::Shipped) => stood(Status::Open, Payment::Paid, Fulfilment::Shipped, true),
        Some(OrderStatus::Delivered) => stood(Status::Completed, Payment::Paid, Fulfilment::Delivered, true),
        Some(OrderStatus::Cancelled) => stood(Status::Cancelled, Payment::Unpaid, Fulfilment::Unfulfilled, false),
    }
}

/// What an invoice becomes.
pub(crate) fn becomes(order: &FileOrder<'_>) -> Became {
    let mut kinds = order.lines().map(|line| line.kind);
    match () {
        () if order.is_stock_correction() => Became::StockCorrection,
        () if !kinds.any(is_trade) => Became::Booking,
        () if order.is_cancellation => Became::Credit,
        () => Became::Order,
    }
}

/// A hash of what a file says in an invoice's rows.
pub(crate) fn content(order: &FileOrder<'_>) -> [u8; 16] {
    let mut hash = blake3::Hasher::new();
    hash.update(&order.placed_at.ms().to_be_bytes());
    hash.update(order.country.unwrap_or_default().as_bytes()).update(&[0]);
    hash.update(order.customer_ref.unwrap_or_default().as_bytes()).update(&[0]);
    for line in order.lines() {
        hash.update(&line.occurrence.to_be_bytes()).update(&line.quantity.to_be_bytes());
        hash.update(&line.unit_price.micros().to_be_bytes());
        hash.update(line.sku_as_spelled.as_bytes()).update(&[0]).update(line.kind.as_str().as_bytes()).update(&[0]);
    }
    hash.finalize().as_bytes().first_chunk().copied().unwrap_or_default()
}

/// Decides one invoice. `before`: what was taken over of it. None where nothing is new. Everything is counted in `tally`.
pub(crate) fn decide(
    shape: &Shape,
    context: &Context,
    order: &FileOrder<'_>,
    before: Option<&Taken>,
    tally: &mut Tally,
) -> Result<Option<Invoice>, CommandError> {
    let became = before.map_or_else(|| becomes(order), |taken| taken.became);
    let content = content(order);
    let is_new = |occurrence: u32| before.is_none_or(|taken| !taken.rows.contains(&i64::from(occurrence)));
    count_rows(order, became, &is_new, tally);
    let counts = tally.invoices.entry(became.word().to_owned()).or_default();
    let anything_new = order.lines().any(|line| is_new(line.occurrence));
    match before {
        None => counts.new += 1,
        Some(_) if anything_new => counts.extended += 1,
        Some(taken) if taken.content == content => counts.known += 1,
        Some(_) => counts.different += 1,
    }
    if !anything_new {
        return Ok(None);
    }
    let mut rows: BTreeSet<i64> = order.lines().map(|line| i64::from(line.occurrence)).collect();
    rows.extend(before.iter().flat_map(|taken| &taken.rows));
    let pieces = pieces(shape, order);
    let taxed = tax(shape, order, &pieces)?;
    let fresh: Vec<(&Piece<'_>, &Taxed)> =
        pieces.iter().zip(&taxed).filter(|(piece, _)| is_new(piece.line.occurrence)).collect();
    for (piece, taxed) in &fresh {
        count_piece(shape, piece, taxed, tally);
    }
    let known_order = before.and_then(|taken| taken.order);
    let has_order = matches!(became, Became::Order | Became::Credit);
    let id = known_order.or_else(|| has_order.then(|| context.new_id()));
    let stood = stood(order);
    if stood.status == Status::Open && before.is_none() && has_order {
        tally.open_orders += 1;
    }
    let mut invoice = Invoice {
        number: order.external_number.to_owned(),
        taken: Some(Taken { became, order: id, rows, content }),
        exact: i64::try_from(order.exact_amount().millionths()).unwrap_or(i64::MAX),
        at: Some(order.placed_at),
        credit: id,
        ..Invoice::default()
    };
    if let Some(id) = id {
        let whole = adopt(shape, order, id, &pieces, &taxed, &stood)?;
        if known_order.is_some() {
            let new =
                fresh.iter().filter(|(piece, _)| !piece.line.kind.is_stock_correction()).map(|(piece, _)| piece.number);
            invoice.more_lines = Some(AdoptLines { whole, new: new.collect() });
        } else {
            invoice.new_order = Some(whole);
        }
        let backs = fresh.iter().filter(|(piece, _)| piece.line.kind == LineKind::GoodsCancelled);
        invoice.takes_back = backs
            .filter_map(|(piece, _)| {
                let back = piece.takes_back.filter(|back| back.had_left)?;
                let line = ShipmentLine { line: i64::from(back.occurrence), quantity: piece.quantity.saturating_neg() };
                Some((back.number.to_owned(), line))
            })
            .collect();
    }
    if stood.left_stock || became == Became::StockCorrection {
        invoice.movements = movements(shape, context, order, &fresh, tally);
    }
    if stood.status != Status::Cancelled {
        invoice.entry = entry(shape, order, id, &fresh, &stood, tally)?;
    }
    Ok(Some(invoice))
}

fn tax(shape: &Shape, order: &FileOrder<'_>, pieces: &[Piece<'_>]) -> Result<Vec<Taxed>, CommandError> {
    let mut items = Vec::with_capacity(pieces.len());
    for piece in pieces {
        items.push(Item {
            taxed_as: taxed_as(piece.line.kind),
            class: shape.known(piece.line.product).map_or(tax::TaxClass::Standard, |known| known.class),
            amount: piece.line.unit_price.times(piece.quantity, ROUNDING.mode)?,
            quantity: piece.quantity,
            sale: piece.sale,
        });
    }
    tax_lines(shape.engine, &shape.ground, order.currency, &items)
}

fn count_rows(order: &FileOrder<'_>, became: Became, is_new: &dyn Fn(u32) -> bool, tally: &mut Tally) {
    for line in order.lines() {
        let kind = tally.kinds.entry(key(&[line.kind.as_str(), order.currency.as_str()])).or_default();
        kind.lines += 1;
        kind.known += u64::from(!is_new(line.occurrence));
        kind.exact = kind.exact.saturating_add(i64::try_from(line.exact_amount.millionths()).unwrap_or(i64::MAX));
        *match became {
            _ if line.kind.is_stock_correction() => &mut kind.in_stock_only,
            Became::Order | Became::Credit => &mut kind.on_orders,
            Became::Booking => &mut kind.in_bookings,
            Became::StockCorrection => &mut kind.in_stock_only,
        } += 1;
    }
}

fn count_piece(shape: &Shape, piece: &Piece<'_>, taxed: &Taxed, tally: &mut Tally) {
    let currency = taxed.net.currency();
    let kind = tally.kinds.entry(key(&[piece.line.kind.as_str(), currency.as_str()])).or_default();
    kind.amount = kind.amount.saturating_add(taxed.net.minor());
    kind.tax = kind.tax.saturating_add(taxed.tax.minor());
    let whither = match piece.sale.country {
        Some(country) if country == shape.ground.warehouse.country => "home",
        Some(_) => "abroad",
        None => "unknown",
    };
    let parts = [piece.line.kind.as_str(), whither, taxed.status.word(), currency.as_str(), taxed.what.as_str()];
    let tax = tally.taxes.entry(key(&parts)).or_default();
    // A row cut into parts counts once.
    tax.lines += u64::from(piece.number == i64::from(piece.line.occurrence));
    tax.net = tax.net.saturating_add(taxed.net.minor());
    tax.tax = tax.tax.saturating_add(taxed.tax.minor());
    if let Some((outcome, _)) = piece.matched {
        *tally.returns.lines.entry(outcome.to_owned()).or_default() += 1;
        tally.returns.pieces_unmatched += piece.unmatched;
    }
    if piece.takes_back.is_some() {
        tally.returns.pieces += piece.quantity.saturating_neg();
    }
}

fn adopt(
    shape: &Shape,
    order: &FileOrder<'_>,
    id: OrderId,
    pieces: &[Piece<'_>],
    taxed: &[Taxed],
    stood: &Stood,
) -> Result<AdoptOrder, StoreError> {
    let ground = &shape.ground;
    let on_it = || pieces.iter().zip(taxed).filter(|(piece, _)| !piece.line.kind.is_stock_correction());
    let sum = |of: fn(&Taxed) -> i64| on_it().fold(0i64, |sum, (_, taxed)| sum.saturating_add(of(taxed)));
    let (net, tax) = (sum(|t| t.net.minor()), sum(|t| t.tax.minor()));
    let gross = net.saturating_add(tax);
    let mut find_words: Vec<String> =
        on_it().filter_map(|(piece, _)| Some(shape.known(piece.line.product)?.product_token.clone())).collect();
    find_words.sort_unstable();
    find_words.dedup();
    let worst = on_it().map(|(_, taxed)| taxed.status).max_by_key(|status| weight(*status));
    let answered: Vec<LineReasons> =
        on_it().map(|(piece, taxed)| LineReasons { tax: taxed.answer.clone(), price: price_answer(piece) }).collect();
    let new = NewOrder {
        id,
        channel: ground.source.channel,
        shop: ground.source.shop,
        external_number: Some(order.external_number.to_owned()),
        market: ground.market,
        entity: ground.entity.code,
        currency: order.currency,
        buyer_kind: if ground.buyer == Who::Businesses { BuyerKind::Business } else { BuyerKind::Consumer },
        person: None,
        customer: order.customer_ref.and_then(|text| shape.customers.get(text)).map(|id| id.number()),
        country: order.country_code.unwrap_or(CountryCode::UNKNOWN),
        held_because: None,
        net,
        tax,
        rounding: 0,
        gross,
        tax_status: worst.unwrap_or(TaxStatus::Determined),
        placed_at: order.placed_at,
        reasons: Reasons::pack(&shape.decisions(order), &answered)?,
        lines: on_it().map(|(piece, taxed)| line(shape, piece, taxed)).collect(),
        find_words,
    };
    let payment = if gross == 0 { Payment::Paid } else { stood.payment };
    Ok(AdoptOrder {
        numbers: on_it().map(|(piece, _)| piece.number).collect(),
        status: stood.status,
        payment,
        fulfilment: if new.units() == 0 && stood.left_stock { Fulfilment::Delivered } else { stood.fulfilment },
        paid: if stood.payment == Payment::Paid { gross.max(0) } else { 0 },
        order: new,
    })
}

const fn weight(status: TaxStatus) -> u8 {
    match status {
        TaxStatus::Determined => 0,
        TaxStatus::Provisional => 1,
        TaxStatus::NotDetermined => 2,
    }
}

fn line(shape: &Shape, piece: &Piece<'_>, taxed: &Taxed) -> NewLine {
    let known = shape.known(piece.line.product);
    let goods = piece.line.kind.moves_stock();
    let kind = on_order(piece.line.kind);
    let name = piece.line.description.or_else(|| known.map(|known| known.name.as_str())).unwrap_or(piece.line.sku);
    NewLine {
        kind,
        sku: piece.line.sku.to_owned(),
        variant: known.filter(|_| goods).map(|known| known.variant),
        name: name.to_owned(),
        quantity: piece.quantity,
        unit_price: UnitPrice::new(piece.line.unit_price.micros(), piece.line.unit_price.currency()),
        price_includes_tax: shape.ground.price_includes_tax.unwrap_or(false),
        net: taxed.net.minor(),
        tax: taxed.tax.minor(),
        gross: taxed.net.minor().saturating_add(taxed.tax.minor()),
        warehouse: goods.then(|| shape.ground.warehouse_id().number()),
        category: known.map(|known| known.category.clone()),
        tax_class: known.map_or("standard", |known| known.class.as_str()).to_owned(),
        tax_status: taxed.status,
    }
}

/// Where the price comes from, as the file said it; on a credit also what it takes back and how sure that is.
fn price_answer(piece: &Piece<'_>) -> String {
    let mut told = json!({ "given": piece.line.unit_price.to_decimal_text(), "kind": piece.line.kind.as_str() });
    let mut add = |name: &str, value: serde_json::Value| {
        if let Some(map) = told.as_object_mut() {
            map.insert(name.to_owned(), value);
        }
    };
    if piece.line.sku_as_spelled != piece.line.sku {
        add("spelled", json!(piece.line.sku_as_spelled));
    }
    if let Some(back) = piece.takes_back {
        add("takes_back", json!({ "invoice": back.number, "line": back.occurrence }));
    }
    if let Some((outcome, candidates)) = piece.matched {
        add("matched", json!({ "outcome": outcome, "candidates": candidates }));
    }
    told.to_string()
}

/// How a piece moves stock: as what, and by how many pieces. Sales stand above nothing and go out; what corrects stock stands
/// as it moves it: below nothing out, above nothing in.
fn stock_change(shape: &Shape, piece: &Piece<'_>) -> Option<(MovementKind, i64)> {
    let back =
        || shape.ground.assumptions.get("cancelled_goods").is_none_or(|assumed| assumed.value == "back_in_stock");
    let had_left = || piece.takes_back.is_none_or(|back| back.had_left);
    Some(match piece.line.kind {
        LineKind::Goods | LineKind::FreeGoods => (MovementKind::Sold, piece.quantity.saturating_neg()),
        LineKind::GoodsCancelled if back() && had_left() => (MovementKind::Returned, piece.quantity.saturating_neg()),
        LineKind::StockWriteOff => (MovementKind::WrittenOff, piece.quantity),
        LineKind::StockFound => (MovementKind::Received, piece.quantity),
        _ => return None,
    })
}

/// Every change of stock the file tells, in the order of time: product's place and pieces.
pub(crate) fn stock_changes(shape: &Shape) -> impl Iterator<Item = (usize, i64)> {
    let moving = shape.file.orders().filter(|order| order.is_stock_correction() || stood(order).left_stock);
    moving.flat_map(|order| {
        let pieces = pieces(shape, &order).into_iter();
        pieces.filter_map(|piece| Some((piece.line.product, stock_change(shape, &piece)?.1)))
    })
}

fn movements(
    shape: &Shape,
    context: &Context,
    order: &FileOrder<'_>,
    fresh: &[(&Piece<'_>, &Taxed)],
    tally: &mut Tally,
) -> Vec<Movement> {
    let mut made = Vec::with_capacity(fresh.len());
    for (piece, _) in fresh {
        let Some((kind, quantity)) = stock_change(shape, piece) else { continue };
        count_movement(tally, kind, quantity);
        // In a dry run the catalogue does not know what would be new.
        let Some(variant) = shape.known(piece.line.product).map(|known| known.variant) else { continue };
        made.push(Movement {
            shelf: Shelf::new(inventory::VariantId::from_number(variant), shape.ground.warehouse_id()),
            kind,
            quantity,
            unit_cost: None,
            document: Some(order.external_number.to_owned()),
            reason: piece.line.kind.is_stock_correction().then(|| piece.line.description.unwrap_or("-").to_owned()),
            at: order.placed_at.min(context.now),
        });
    }
    made
}

fn count_movement(tally: &mut Tally, kind: MovementKind, quantity: i64) {
    let count = tally.movements.entry(kind.as_str().to_owned()).or_default();
    count.count += 1;
    count.pieces = count.pieces.saturating_add(quantity);
}

fn entry(
    shape: &Shape,
    order: &FileOrder<'_>,
    id: Option<OrderId>,
    fresh: &[(&Piece<'_>, &Taxed)],
    stood: &Stood,
    tally: &mut Tally,
) -> Result<Option<NewEntry>, CommandError> {
    let ground = &shape.ground;
    // Debit, credit, tag, amount: summed, so that a long invoice is a short entry.
    let mut sums: Vec<(Account, Account, Option<String>, i64)> = Vec::with_capacity(4);
    let mut add = |debit: Account, credit: Account, tag: Option<&str>, amount: i64| {
        let same = sums.iter_mut().find(|sum| sum.0 == debit && sum.1 == credit && sum.2.as_deref() == tag);
        match same {
            Some(sum) => sum.3 = sum.3.saturating_add(amount),
            None => sums.push((debit, credit, tag.map(str::to_owned), amount)),
        }
    };
    let mut gross = 0i64;
    for (piece, taxed) in fresh {
        let Some((debit, credit)) = accounts(piece.line.kind) else { continue };
        add(debit, credit, None, taxed.net.minor());
        for (tag, tax) in &taxed.owed {
            add(debit, Account::TaxPayable, Some(tag), *tax);
        }
        gross = gross.saturating_add(taxed.net.minor()).saturating_add(taxed.tax.minor());
    }
    if stood.payment == Payment::Paid && id.is_some() {
        add(Account::ProviderClearing, Account::Receivable, None, gross.max(0));
    }
    sums.retain(|sum| sum.3 != 0);
    if sums.is_empty() {
        return Ok(None);
    }
    if order.currency != ground.entity.base_currency {
        tally.unbooked += 1;
        return Ok(None);
    }
    let mut transfers = Vec::with_capacity(sums.len());
    for (debit, credit, tag, amount) in sums {
        *tally.accounts.entry(key(&[debit.as_str(), order.currency.as_str()])).or_default() += amount;
        *tally.accounts.entry(key(&[credit.as_str(), order.currency.as_str()])).or_default() -= amount;
        let transfer = NewTransfer::signed(debit, credit, Money::new(amount, order.currency))?;
        transfers.extend(transfer.map(|transfer| match tag {
            Some(tag) => transfer.tagged(tag),
            None => transfer,
        }));
    }
    tally.entries += 1;
    Ok(Some(NewEntry {
        entity: ground.entity.code,
        reference: id.map(Reference::of),
        cause: Cause::Imported,
        at: order.placed_at,
        transfers,
    }))
}
