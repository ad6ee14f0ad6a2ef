//! One invoice of the file, decided: what it becomes, its lines with their tax, its movements and its books.

mod adopting;
mod booking;
mod stock;

use std::collections::BTreeSet;

use inventory::Movement;
use kernel::{Context, Refusal, Timestamp};
use ledger::NewEntry;
use order_file::{ExactAmount, FileLine, FileOrder, LineKind, OrderStatus, SourceRows};
use orders::commands::{AdoptLines, AdoptOrder, share};
use orders::{Fulfilment, OrderId, Payment, ShipmentLine, Status};
use store::CommandError;

use crate::accounts::{Became, is_trade, stands_on_order, taxed_as};
use crate::credit::{FURTHER_PARTS, Piece, TakesBack, pieces};
use crate::shape::Shape;
use crate::source::Source;
use crate::states::state_word;
use crate::taken::{Numbers, Taken};
use crate::tally::{Tally, key};
use crate::taxing::{Item, ROUNDING, Taxed, tax_lines};
use adopting::adopt;
use booking::entry;
use stock::{movements, promised};

pub(crate) use stock::stock_changes;

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
    /// Pieces promised to its buyer that have not left.
    pub promised: Vec<(inventory::OrderId, inventory::Pieces)>,
    pub entry: Option<NewEntry>,
    /// What it is made of, as it came; of an order's new rows.
    pub source: Option<Source>,
}

/// How an order stood when the file was written.
pub(crate) struct Stood {
    status: Status,
    payment: Payment,
    fulfilment: Fulfilment,
    pub left_stock: bool,
}

impl Stood {
    /// Accepted, and still in the house.
    fn waits_to_leave(&self) -> bool {
        self.status == Status::Open && self.fulfilment == Fulfilment::Unfulfilled
    }

    /// Earned is what was delivered. The rest is pending, until the order goes on here.
    const fn is_earned(&self) -> bool {
        matches!(self.fulfilment, Fulfilment::Delivered)
    }
}

pub(crate) fn stood(shape: &Shape, order: &FileOrder<'_>) -> Stood {
    let stood = |status, payment, fulfilment, left_stock| Stood { status, payment, fulfilment, left_stock };
    let sent = shape.ground.sent_is;
    if becomes(order) == Became::Credit {
        // A credit under a number of its own is done with, whatever the file's state says of what it takes back.
        let payment = if order.status.is_some() { sent } else { Payment::Unknown };
        return stood(Status::Completed, payment, Fulfilment::Delivered, true);
    }
    // Delivered and not paid is not done with.
    let arrived = if sent == Payment::Unpaid { Status::Open } else { Status::Completed };
    match order.status {
        // The file knows no states: invoiced is taken to have arrived, and nothing is known of the money.
        None => stood(Status::Completed, Payment::Unknown, Fulfilment::Delivered, true),
        Some(OrderStatus::Placed) => stood(Status::Open, Payment::Unpaid, Fulfilment::Unfulfilled, false),
        Some(OrderStatus::Paid) => stood(Status::Open, Payment::Paid, Fulfilment::Unfulfilled, false),
        Some(OrderStatus::Shipped) => stood(Status::Open, sent, Fulfilment::Shipped, true),
        Some(OrderStatus::Delivered) => stood(arrived, sent, Fulfilment::Delivered, true),
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
    rows_as_came: &mut SourceRows<'_>,
    tally: &mut Tally,
) -> Result<Option<Invoice>, CommandError> {
    let became = match before {
        // Of what was only booked before an order may come now.
        Some(taken) if taken.became != Became::Booking => taken.became,
        _ => becomes(order),
    };
    let content = content(order);
    let is_new = |occurrence: u32| before.is_none_or(|taken| !taken.rows.contains(&i64::from(occurrence)));
    count_rows(order, order.lines(), became, &is_new, tally);
    let counts = tally.invoices.entry(became.word().to_owned()).or_default();
    let anything_new = has_new_rows(order, before);
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
    checked_amount(order)?;
    let numbers = line_numbers(order, before);
    let mut pieces = pieces(shape, order);
    for piece in &mut pieces {
        let occurrence = i64::from(piece.line.occurrence);
        if let Some(number) = numbers.get(&occurrence) {
            piece.number = piece.number.saturating_sub(occurrence).saturating_add(*number);
        }
    }
    let taxed = tax(shape, order, &pieces)?;
    let fresh: Vec<(&Piece<'_>, &Taxed)> =
        pieces.iter().zip(&taxed).filter(|(piece, _)| is_new(piece.line.occurrence)).collect();
    for (piece, taxed) in &fresh {
        count_piece(shape, piece, taxed, tally);
    }
    let known_order = before.and_then(|taken| taken.order);
    let has_order = matches!(became, Became::Order | Became::Credit);
    let id = known_order.or_else(|| has_order.then(|| context.new_id()));
    let stood = stood(shape, order);
    if stood.waits_to_leave() && before.is_none() && became == Became::Order {
        tally.open_orders += 1;
    }
    let state = match before {
        Some(taken) if taken.order.is_some() => taken.state.clone(),
        _ => order.status.map(|status| state_word(status).to_owned()),
    };
    let mut invoice = Invoice {
        number: order.external_number.to_owned(),
        taken: Some(Taken { became, order: id, state, rows, numbers, content }),
        exact: i64::try_from(order.exact_amount().millionths()).unwrap_or(i64::MAX),
        at: Some(order.placed_at),
        credit: id,
        ..Invoice::default()
    };
    if let Some(id) = id {
        let whole = adopt(shape, order, id, &pieces, &taxed, &stood)?;
        if known_order.is_some() {
            let new = fresh.iter().filter(|(piece, _)| stands_on_order(piece.line.kind)).map(|(piece, _)| piece.number);
            let new: Vec<i64> = new.collect();
            invoice.more_lines = Some(AdoptLines { whole, new }).filter(|more| !more.new.is_empty());
        } else {
            invoice.new_order = Some(whole);
        }
        let customer = order.customer_ref.and_then(|text| shape.customers.get(text)).copied();
        let lines = order.lines().filter(|line| is_new(line.occurrence)).map(|line| line.file_line);
        let of = (id, known_order.is_some());
        invoice.source = Some(Source::of(&shape.file, rows_as_came, order, of, customer, lines)?);
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
    if let Some(id) = id.filter(|_| became == Became::Order && stood.waits_to_leave()) {
        invoice.promised = promised(shape, id, &fresh);
    }
    // What came in was told with the order. A row that comes later enlarges what is owed and says nothing of money.
    let paid = invoice.new_order.as_ref().map_or(0, |adopted| adopted.paid);
    let booked = fresh.iter().copied();
    // A cancelled order costs nothing; what others kept for it they kept.
    let booked = booked.filter(|(piece, _)| stood.status != Status::Cancelled || !stands_on_order(piece.line.kind));
    invoice.entry = entry(shape, order, (became, id), &booked.collect::<Vec<_>>(), (&stood, paid), tally)?;
    Ok(Some(invoice))
}

/// The numbers of lines whose row's occurrence cannot be theirs: rows that only a correction put to the invoice, whose occurrences begin
/// far above all others, go on after its last row; one that comes later and finds its number given away does, too.
fn line_numbers(order: &FileOrder<'_>, before: Option<&Taken>) -> Numbers {
    let mut numbers = before.map(|taken| taken.numbers.clone()).unwrap_or_default();
    let of_its_own = |occurrence: &i64| *occurrence <= i64::from(FIRST_PUT_THERE);
    let occurrences = || order.lines().map(|line| i64::from(line.occurrence));
    let known = before.iter().flat_map(|taken| &taken.rows).copied().filter(of_its_own);
    let own_rows = i64::try_from(occurrences().filter(of_its_own).count()).unwrap_or(i64::MAX);
    let rows = own_rows.saturating_add(i64::from(order.rows_missing));
    let last = occurrences().filter(of_its_own).chain(known).chain(numbers.values().copied()).chain([rows]).max();
    let mut last = last.unwrap_or_default();
    let mut given: BTreeSet<i64> = numbers.values().copied().collect();
    for occurrence in occurrences().filter(|occurrence| before.is_none_or(|taken| !taken.rows.contains(occurrence))) {
        if !of_its_own(&occurrence) || given.contains(&occurrence) {
            last = last.saturating_add(1);
            numbers.insert(occurrence, last);
            given.insert(last);
        }
    }
    numbers
}

/// Occurrences above are of rows that only a correction put to their invoice ([`FileLine::occurrence`]).
const FIRST_PUT_THERE: u32 = 1 << 31;

/// Exact amounts are kept in millionths: up to some nine million millions of a currency's main unit.
fn checked_amount(order: &FileOrder<'_>) -> Result<(), Refusal> {
    let fits = |exact: ExactAmount| i64::try_from(exact.millionths()).is_ok();
    let all = order.lines().all(|line| fits(line.exact_amount)) && fits(order.exact_amount());
    if all { Ok(()) } else { Err(Refusal::invalid("import_amount_too_large").with("invoice", order.external_number)) }
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
    let mut taxed = tax_lines(shape.engine, &shape.ground, order.currency, &items)?;
    as_parts(shape, order, pieces, &mut taxed)?;
    for (piece, taxed) in pieces.iter().zip(&mut taxed) {
        if let Some(bore) = piece.takes_back.and_then(|back| back.bore) {
            taxed.take_back(bore)?;
        }
    }
    Ok(taxed)
}

/// Pieces of a sale's line that are taken back carry their share of the line after those taken back before them, as in a credit made
/// here: all credits of a line add up to it.
fn as_parts(
    shape: &Shape,
    order: &FileOrder<'_>,
    pieces: &[Piece<'_>],
    taxed: &mut [Taxed],
) -> Result<(), CommandError> {
    let is_part = |piece: &Piece<'_>, back: &TakesBack<'_>| {
        let whole = back.before == 0 && back.of == piece.quantity.saturating_neg();
        piece.line.kind == LineKind::GoodsCancelled && !whole && back.bore.is_none()
    };
    let each = pieces.iter().zip(taxed);
    let parts =
        each.filter_map(|(piece, taxed)| Some((piece, piece.takes_back.filter(|back| is_part(piece, back))?, taxed)));
    let parts: Vec<(&Piece<'_>, TakesBack<'_>, &mut Taxed)> = parts.collect();
    let mut lines = Vec::with_capacity(parts.len());
    for (piece, back, _) in &parts {
        let class = shape.known(piece.line.product).map_or(tax::TaxClass::Standard, |known| known.class);
        let amount = piece.line.unit_price.times(back.of, ROUNDING.mode)?;
        lines.push(Item { taxed_as: taxed_as(piece.line.kind), class, amount, quantity: back.of, sale: piece.sale });
    }
    let wholes = tax_lines(shape.engine, &shape.ground, order.currency, &lines)?;
    let includes_tax = shape.ground.price_includes_tax.unwrap_or(false);
    for ((piece, back, part), whole) in parts.into_iter().zip(&wholes) {
        let quantity = piece.quantity.saturating_neg();
        let of = |total: i64| share(total, back.before, quantity, back.of, order.currency);
        let tax = of(whole.tax.minor())?;
        let total = whole.net.minor().saturating_add(whole.tax.minor());
        let net = if includes_tax { of(total)?.saturating_sub(tax) } else { of(whole.net.minor())? };
        part.settle(net.saturating_neg(), tax.saturating_neg())?;
    }
    Ok(())
}

/// Counts an invoice that was refused: its rows that were not taken over before, which go to quarantine.
pub(crate) fn refused<'f>(order: &FileOrder<'f>, before: Option<&Taken>, tally: &mut Tally) -> Vec<FileLine<'f>> {
    let (refused, known): (Vec<_>, Vec<_>) = order.lines().partition(|line| is_new(before, line));
    let lost = &mut tally.refused;
    lost.lines += u64::try_from(refused.len()).unwrap_or(u64::MAX);
    lost.exact += refused.iter().map(|line| line.exact_amount.millionths()).sum::<i128>();
    match before {
        None => lost.invoices += 1,
        Some(taken) => {
            tally.invoices.entry(taken.became.word().to_owned()).or_default().known += 1;
            count_rows(order, known.into_iter(), taken.became, &|_| false, tally);
        }
    }
    refused
}

/// Whether a row of an invoice was not taken over before.
pub(crate) fn is_new(before: Option<&Taken>, line: &FileLine<'_>) -> bool {
    before.is_none_or(|taken| !taken.rows.contains(&i64::from(line.occurrence)))
}

/// Whether an invoice has such rows.
pub(crate) fn has_new_rows(order: &FileOrder<'_>, before: Option<&Taken>) -> bool {
    order.lines().any(|line| is_new(before, &line))
}

fn count_rows<'f>(
    order: &FileOrder<'f>,
    lines: impl Iterator<Item = FileLine<'f>>,
    became: Became,
    is_new: &dyn Fn(u32) -> bool,
    tally: &mut Tally,
) {
    for line in lines {
        let kind = tally.kinds.entry(key(&[line.kind.as_str(), order.currency.as_str()])).or_default();
        kind.lines += 1;
        kind.known += u64::from(!is_new(line.occurrence));
        kind.exact = kind.exact.saturating_add(i64::try_from(line.exact_amount.millionths()).unwrap_or(i64::MAX));
        *match became {
            _ if line.kind.is_stock_correction() => &mut kind.in_stock_only,
            _ if !stands_on_order(line.kind) => &mut kind.in_bookings,
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
    tax.lines += u64::from(piece.number < FURTHER_PARTS);
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
