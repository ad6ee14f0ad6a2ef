//! Cancellations matched to what they cancel.
//!
//! A line of a cancellation is matched to earlier sale lines of the same customer, product and price that still have
//! quantity left; what it takes is used up. Where several would do, in this order:
//!
//! 1. a sale of exactly the cancelled quantity, nothing of it cancelled yet: whole lines are what people cancel;
//! 2. a sale with enough left;
//! 3. several sales together.
//!
//! Each time the newest first: what is cancelled was mostly just bought. The number of candidates is stated, so that a
//! choice is seen to be one. A line without a customer is matched to nothing: nobody can be said to be the same.

use std::collections::HashMap;

use kernel::CurrencyCode;
use serde::Serialize;

use crate::line::{Line, Order};
use crate::names::{at, number};

/// How sure the match of a cancellation line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchOutcome {
    /// One sale line could be meant, and is.
    One,
    /// Several could be meant: a tie, decided by the rule of this module.
    Several,
    /// None: the cancellation names no customer.
    NoCustomer,
    /// None: no earlier sale of this customer, product and price.
    NoSuchSale,
    /// None: such sales there are, but all of them were cancelled before.
    NothingLeft,
}

/// What a cancellation line was matched to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Match {
    /// The cancellation line's place.
    pub line: u32,
    pub outcome: MatchOutcome,
    pub candidates: u32,
    pub unmatched: i64,
    pub first_part: u32,
    pub parts: u32,
}

/// A piece of a sale line that a cancellation takes back.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part {
    pub sale: u32,
    /// Pieces of the sale line that were taken back before it.
    pub before: i64,
    pub quantity: i64,
}

#[derive(Debug, Default)]
pub(crate) struct Matches {
    /// In the order of the lines.
    pub matches: Vec<Match>,
    pub parts: Vec<Part>,
    /// Cancellation lines for which, before anything was used up, some earlier sale line was at least as large.
    pub with_a_large_enough_sale: u64,
    /// Those for which exactly one earlier sale line had the very quantity.
    pub with_one_sale_of_the_quantity: u64,
}

/// How far back among the sales with something left a match is looked for: bounds the work on a hostile file.
const LOOK_BACK: usize = 1_000;

/// A sale line with something left.
#[derive(Debug, Clone, Copy)]
struct Sale {
    line: u32,
    quantity: i64,
    left: i64,
}

/// The sales one kind of cancellation can be about.
#[derive(Debug, Default)]
struct Shelf {
    open: Vec<Sale>,
    sold: u32,
    largest: i64,
    by_quantity: HashMap<i64, u32>,
}

/// Customer, product, price.
type Key = (u32, u32, i64, CurrencyCode);

fn key(order: &Order, line: &Line) -> Option<Key> {
    Some((order.customer?, line.product, line.price, order.currency))
}

/// Matches every cancellation line. `lines` stand in the orders' order.
pub(crate) fn match_all(orders: &[Order], lines: &[Line]) -> Matches {
    let each = || {
        lines
            .iter()
            .enumerate()
            .filter_map(|(place, line)| orders.get(at(line.order)).map(|order| (number(place), order, line)))
    };
    let cancels = |order: &Order, line: &Line| order.cancellation && line.quantity < 0;
    // Only what is ever cancelled is put on a shelf.
    let mut shelves: HashMap<Key, Shelf> = HashMap::new();
    for (_, order, line) in each() {
        if let Some(key) = key(order, line).filter(|_| cancels(order, line)) {
            shelves.entry(key).or_default();
        }
    }
    let mut found = Matches::default();
    for (place, order, line) in each() {
        let shelf = key(order, line).and_then(|key| shelves.get_mut(&key));
        if cancels(order, line) {
            found.cancel(place, line.quantity.saturating_neg(), shelf);
        } else if let Some(shelf) = shelf.filter(|_| !order.cancellation && line.quantity > 0 && line.price > 0) {
            shelf.put(place, line.quantity);
        }
    }
    found
}

impl Shelf {
    fn put(&mut self, line: u32, quantity: i64) {
        self.open.push(Sale { line, quantity, left: quantity });
        self.sold = self.sold.saturating_add(1);
        self.largest = self.largest.max(quantity);
        *self.by_quantity.entry(quantity).or_default() += 1;
    }

    /// Which of the open sales to take from next for `wanted` pieces.
    fn choose(&self, wanted: i64) -> Option<usize> {
        let newest_first = || self.open.iter().enumerate().rev().take(LOOK_BACK);
        let exact = newest_first().find(|(_, sale)| sale.quantity == wanted && sale.left == wanted);
        let enough = || newest_first().find(|(_, sale)| sale.left >= wanted);
        exact.or_else(enough).map(|(place, _)| place).or_else(|| self.open.len().checked_sub(1))
    }
}

impl Matches {
    fn cancel(&mut self, line: u32, wanted: i64, shelf: Option<&mut Shelf>) {
        let first_part = number(self.parts.len());
        let mut result =
            Match { line, outcome: MatchOutcome::NoCustomer, candidates: 0, unmatched: wanted, first_part, parts: 0 };
        if let Some(shelf) = shelf {
            self.with_a_large_enough_sale += u64::from(shelf.largest >= wanted);
            self.with_one_sale_of_the_quantity += u64::from(shelf.by_quantity.get(&wanted) == Some(&1));
            result.candidates = number(shelf.open.len());
            result.outcome = match (shelf.sold, result.candidates) {
                (0, _) => MatchOutcome::NoSuchSale,
                (_, 0) => MatchOutcome::NothingLeft,
                (_, 1) => MatchOutcome::One,
                _ => MatchOutcome::Several,
            };
            self.take(shelf, &mut result);
        }
        self.matches.push(result);
    }

    fn take(&mut self, shelf: &mut Shelf, result: &mut Match) {
        while result.unmatched > 0 {
            let Some(place) = shelf.choose(result.unmatched) else { return };
            let Some(sale) = shelf.open.get_mut(place) else { return };
            let quantity = sale.left.min(result.unmatched);
            let before = sale.quantity - sale.left;
            sale.left -= quantity;
            result.unmatched -= quantity;
            result.parts += 1;
            self.parts.push(Part { sale: sale.line, before, quantity });
            if sale.left == 0 {
                shelf.open.remove(place);
            }
        }
    }
}
