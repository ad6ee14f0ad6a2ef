//! Which list is asked first, and which of its prices holds: pure.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::{MarketCode, Timestamp};

use crate::model::{Market, PriceEntry, PriceFound, PriceList, PriceListId, PriceQuestion, PriceWhy};

/// No chain of parents is longer.
const DEEPEST: usize = 8;

/// All markets and price lists of a company: few, so they are held whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lists {
    markets: HashMap<MarketCode, Market>,
    lists: HashMap<PriceListId, PriceList>,
    by_market: HashMap<MarketCode, Vec<PriceListId>>,
}

impl Lists {
    pub(crate) fn new(markets: Vec<Market>, lists: Vec<PriceList>) -> Self {
        let mut by_market: HashMap<MarketCode, Vec<PriceListId>> = HashMap::new();
        for list in &lists {
            by_market.entry(list.market).or_default().push(list.id);
        }
        Self {
            markets: markets.into_iter().map(|market| (market.code, market)).collect(),
            lists: lists.into_iter().map(|list| (list.id, list)).collect(),
            by_market,
        }
    }

    pub fn market(&self, code: &MarketCode) -> Option<&Market> {
        self.markets.get(code)
    }

    pub fn list(&self, id: PriceListId) -> Option<&PriceList> {
        self.lists.get(&id)
    }

    /// In no order.
    pub fn markets(&self) -> impl Iterator<Item = &Market> {
        self.markets.values()
    }

    /// In no order.
    pub fn lists(&self) -> impl Iterator<Item = &PriceList> {
        self.lists.values()
    }

    /// The market and those above it, nearest first.
    fn line_of(&self, market: MarketCode) -> impl Iterator<Item = MarketCode> {
        let parent = |code: &MarketCode| self.markets.get(code).and_then(|market| market.parent);
        std::iter::successors(Some(market), parent).take(DEEPEST)
    }

    /// The lists that hold for a question, in the order they are asked: of the market, then of each market above it. Within a
    /// market: higher priority first; then the list of the customer's group, then that of the channel, then the younger one; the
    /// market's default list last.
    pub fn asked(&self, question: &PriceQuestion) -> Arc<[PriceListId]> {
        let mut asked = Vec::new();
        for market in self.line_of(question.market) {
            let last = self.markets.get(&market).and_then(|market| market.default_list);
            let ids = self.by_market.get(&market).map(Vec::as_slice).unwrap_or_default();
            let mut here: Vec<&PriceList> =
                ids.iter().filter_map(|id| self.lists.get(id)).filter(|list| holds(list, question)).collect();
            here.sort_by_key(|list| {
                let rank =
                    (list.priority, list.customer_group.is_some(), list.channel.is_some(), list.valid_from, list.id);
                (Some(list.id) == last, std::cmp::Reverse(rank))
            });
            asked.extend(here.into_iter().map(|list| list.id));
        }
        asked.into()
    }
}

fn holds(list: &PriceList, question: &PriceQuestion) -> bool {
    list.currency == question.currency
        && list.is_valid_at(question.at)
        && list.channel.is_none_or(|channel| Some(channel) == question.channel)
        && list.customer_group.is_none_or(|group| Some(group) == question.group)
}

/// The price of one variant: that of the first list asked which has one for the quantity; in that list that of the highest break
/// reached. `entries` are the variant's, in any order, of any lists and times.
pub(crate) fn choose(
    lists: &Lists,
    asked: &Arc<[PriceListId]>,
    entries: &[PriceEntry],
    quantity: i64,
    at: Timestamp,
) -> Option<PriceFound> {
    asked.iter().enumerate().find_map(|(place, id)| {
        let list = lists.list(*id)?;
        let valid = || entries.iter().filter(|entry| entry.list == *id && entry.is_valid_at(at));
        let reached = valid().filter(|entry| entry.min_quantity <= quantity).max_by_key(|entry| entry.min_quantity)?;
        let above = valid().map(|entry| entry.min_quantity).filter(|least| *least > quantity);
        Some(PriceFound {
            list: *id,
            entry: reached.id,
            unit_price: reached.unit_price,
            tax_inclusive: list.tax_inclusive,
            rounding: list.rounding,
            why: PriceWhy {
                asked: Arc::clone(asked),
                passed_over: place,
                min_quantity: reached.min_quantity,
                next_break: above.min(),
                valid_from: reached.valid_from,
            },
        })
    })
}
