//! A cancellation's lines cut by what they take back: each piece is taxed as its sale was.

use order_file::{Cancellation, Field, FileLine, FileOrder};

use crate::invoice::stood;
use crate::shape::Shape;
use crate::stored_sales::Bore;
use crate::taxing::Sale;

/// A line as it will stand on an order: a whole row, or the part of a cancellation's row that takes back one sale.
#[derive(Debug, Clone)]
pub(crate) struct Piece<'f> {
    pub line: FileLine<'f>,
    /// The number of the line on its order: the row's occurrence, as a rule; further parts of a row count on far above it.
    pub number: i64,
    pub quantity: i64,
    pub sale: Sale<'f>,
    pub takes_back: Option<TakesBack<'f>>,
    /// How sure the match is, told once a row.
    pub matched: Option<(&'static str, u32)>,
    /// Of the row, pieces no sale explains.
    pub unmatched: i64,
}

/// The sale a piece takes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TakesBack<'f> {
    pub number: &'f str,
    pub occurrence: u32,
    /// Whether what is taken back had left the warehouse.
    pub had_left: bool,
    /// Pieces of the sale's line that were taken back before these.
    pub before: i64,
    /// Pieces of the whole line.
    pub of: i64,
    /// What these pieces bore, where their sale came before the file.
    pub bore: Option<&'f Bore>,
}

/// When and whither an order of the file went.
pub(crate) fn sale_of<'f>(shape: &Shape, order: &FileOrder<'f>) -> Sale<'f> {
    let postcode = order.recipient.and_then(|recipient| recipient.told(Field::RecipientPostcode));
    Sale { day: shape.ground.zone.day_of(order.placed_at), country: order.country_code, postcode, said: order.country }
}

/// The rows of an invoice as pieces.
pub(crate) fn pieces<'f>(shape: &'f Shape, order: &FileOrder<'f>) -> Vec<Piece<'f>> {
    let own = sale_of(shape, order);
    let mut cancels = order.cancels().peekable();
    let mut pieces = Vec::with_capacity(order.lines().len());
    for line in order.lines() {
        let number = i64::from(line.occurrence);
        let whole =
            Piece { line, number, quantity: line.quantity, sale: own, takes_back: None, matched: None, unmatched: 0 };
        while cancels.next_if(|found| found.occurrence < line.occurrence).is_some() {}
        match cancels.next_if(|found| found.occurrence == line.occurrence) {
            Some(found) => cut(shape, order.index, whole, &found, &mut pieces),
            None => pieces.push(whole),
        }
    }
    pieces
}

/// The numbers of a row's parts but the first are this and more.
pub(crate) const FURTHER_PARTS: i64 = 1 << 32;

fn cut<'f>(shape: &'f Shape, order: usize, whole: Piece<'f>, found: &Cancellation<'f>, pieces: &mut Vec<Piece<'f>>) {
    let word = outcome(found.outcome);
    let before = pieces.len();
    let mut part = 0i64;
    let mut push = |quantity: i64, sale: Sale<'f>, takes_back: Option<TakesBack<'f>>| {
        let number = whole.number.saturating_add(part.saturating_mul(FURTHER_PARTS));
        part = part.saturating_add(1);
        pieces.push(Piece { number, quantity, sale, takes_back, ..whole.clone() });
    };
    for piece in found.pieces() {
        let Some(original) = shape.file.order(piece.order_index) else { continue };
        let had_left = stood(shape, &original).left_stock;
        let (before, of) = (piece.before, piece.of);
        let takes_back =
            TakesBack { number: piece.external_number, occurrence: piece.occurrence, had_left, before, of, bore: None };
        push(piece.quantity.saturating_neg(), sale_of(shape, &original), Some(takes_back));
    }
    let mut unmatched = found.unmatched;
    for part in shape.stored.of(order, found.occurrence) {
        let (number, occurrence, before, of) = (part.number.as_str(), part.occurrence, part.before, part.of);
        let takes_back = TakesBack { number, occurrence, had_left: true, before, of, bore: Some(&part.bore) };
        push(part.quantity.saturating_neg(), whole.sale, Some(takes_back));
        unmatched = unmatched.saturating_sub(part.quantity);
    }
    if unmatched > 0 {
        push(unmatched.saturating_neg(), whole.sale, None);
    }
    if let Some(first) = pieces.get_mut(before) {
        let word = if unmatched < found.unmatched { "earlier_import" } else { word };
        first.matched = Some((word, found.candidates));
        first.unmatched = unmatched;
    }
}

const fn outcome(outcome: order_file::MatchOutcome) -> &'static str {
    match outcome {
        order_file::MatchOutcome::One => "one",
        order_file::MatchOutcome::Several => "several",
        order_file::MatchOutcome::NoCustomer => "no_customer",
        order_file::MatchOutcome::NoSuchSale => "no_such_sale",
        order_file::MatchOutcome::NothingLeft => "nothing_left",
    }
}
