//! One invoice of the file, decided: what it becomes, its lines with their tax, its movements and its books.

mod adopting;
mod stock;

use std::collections::BTreeSet;

use inventory::Movement;
use kernel::{Context, Money, Refusal, Timestamp};
use ledger::{Account, Cause, NewEntry, NewTransfer, Reference};
use order_file::{ExactAmount, FileLine, FileOrder, LineKind, OrderStatus, SourceRows};
use orders::commands::{AdoptLines, AdoptOrder};
use orders::{Fulfilment, OrderId, Payment, ShipmentLine, Status};
use store::CommandError;

use crate::accounts::{Became, accounts, is_trade, on_order, stands_on_order, taxed_as};
use crate::credit::{Piece, pieces};
use crate::rates::in_books;
use crate::shape::Shape;
use crate::source::Source;
use crate::taken::Taken;
use crate::tally::{Tally, key};
use crate::taxing::{Item, ROUNDING, Taxed, tax_lines};
use adopting::adopt;
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
    let stood = stood(shape, order);
    if stood.waits_to_leave() && before.is_none() && became == Became::Order {
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
            let new = fresh.iter().filter(|(piece, _)| stands_on_order(piece.line.kind)).map(|(piece, _)| piece.number);
            let new: Vec<i64> = new.collect();
            invoice.more_lines = Some(AdoptLines { whole, new }).filter(|more| !more.new.is_empty());
        } else {
            invoice.new_order = Some(whole);
        }
        let customer = order.customer_ref.and_then(|text| shape.customers.get(text)).copied();
        let lines = order.lines().filter(|line| is_new(line.occurrence)).map(|line| line.file_line);
        invoice.source = Some(Source::of(&shape.file, rows_as_came, (id, known_order.is_some()), customer, lines)?);
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
    tax_lines(shape.engine, &shape.ground, order.currency, &items)
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

/// What a buyer owes by some transfers, in minor units of the order's currency and of the books'.
#[derive(Default)]
struct Owed {
    amount: i64,
    base: i64,
}

impl Owed {
    fn add(&mut self, transfer: &NewTransfer) {
        for (account, sign) in [(transfer.debit, 1i64), (transfer.credit, -1)] {
            if account == Account::Receivable {
                self.amount = self.amount.saturating_add(transfer.amount.minor().saturating_mul(sign));
                self.base = self.base.saturating_add(transfer.base.minor().saturating_mul(sign));
            }
        }
    }
}

fn entry(
    shape: &Shape,
    order: &FileOrder<'_>,
    (became, id): (Became, Option<OrderId>),
    fresh: &[(&Piece<'_>, &Taxed)],
    (stood, paid): (&Stood, i64),
    tally: &mut Tally,
) -> Result<Option<NewEntry>, CommandError> {
    let ground = &shape.ground;
    // Debit, credit, tag, amount, whether it is of the price: summed, so that a long invoice is a short entry.
    let mut sums: Vec<(Account, Account, Option<String>, i64, bool)> = Vec::with_capacity(4);
    let mut add = |debit: Account, credit: Account, tag: Option<&str>, amount: i64, of_price: bool| {
        let same = sums.iter_mut().find(|sum| sum.0 == debit && sum.1 == credit && sum.2.as_deref() == tag);
        match same {
            Some(sum) => sum.3 = sum.3.saturating_add(amount),
            None => sums.push((debit, credit, tag.map(str::to_owned), amount, of_price)),
        }
    };
    for (piece, taxed) in fresh {
        let Some((debit, credit)) = accounts(piece.line.kind) else { continue };
        let of_price = stands_on_order(piece.line.kind);
        add(debit, credit, None, taxed.net.minor(), of_price);
        for (tag, tax) in &taxed.owed {
            add(debit, Account::TaxPayable, Some(tag), *tax, of_price);
        }
    }
    sums.retain(|sum| sum.3 != 0);
    if sums.is_empty() && paid == 0 {
        return Ok(None);
    }
    let exchange = shape.rates.of(order, &ground.entity)?;
    // As placing books it: what the buyer will owe is pending until the goods are delivered. Money that came in came in.
    let goods = |line: FileLine<'_>| on_order(line.kind) == orders::LineKind::Goods && line.quantity > 0;
    let unearned = became == Became::Order && !stood.is_earned() && order.lines().any(goods);
    let mut transfers = Vec::with_capacity(sums.len().saturating_add(1));
    let mut owed = Owed::default();
    for (debit, credit, tag, amount, of_price) in sums {
        // What others kept is kept.
        let pending = unearned && of_price;
        tally.books.book(debit, credit, order.currency, amount, pending);
        let amount = Money::new(amount, order.currency);
        let Some(transfer) = NewTransfer::signed(debit, credit, amount)? else { continue };
        let transfer = in_books(transfer, exchange, &ground.entity)?;
        owed.add(&transfer);
        let transfer = if pending { transfer.pending() } else { transfer };
        transfers.push(match tag {
            Some(tag) => transfer.tagged(tag),
            None => transfer,
        });
    }
    tally.books.book(Account::ProviderClearing, Account::Receivable, order.currency, paid, false);
    let money = Money::new(paid, order.currency);
    if let Some(came) = NewTransfer::signed(Account::ProviderClearing, Account::Receivable, money)? {
        let came = in_books(came, exchange, &ground.entity)?;
        // What pays all that is owed, at the same rate, leaves nothing open in the books either.
        transfers.push(match exchange {
            Some(exchange) if owed.amount == paid => {
                came.in_base(Money::new(owed.base.max(0), ground.entity.base_currency), exchange.clone())
            }
            _ => came,
        });
    }
    tally.books.entries += 1;
    Ok(Some(NewEntry {
        entity: ground.entity.code,
        reference: id.map(Reference::of),
        cause: Cause::Imported,
        at: order.placed_at,
        transfers,
    }))
}
