//! The orders that a question finds.

use kernel::Id;
use orders::{Order, OrderId, queries};
use store::find::Word;
use store::{CommandError, Read};

use crate::question::Question;

/// Beyond this many, a total only says so.
pub const MOST_COUNTED: usize = 10_000;

/// A page of found orders, without lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub orders: Vec<Order>,
    pub next: Option<FoundPlace>,
}

/// Where a page of found orders ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundPlace {
    /// In which way of matching it stood: from the narrowest, 0, on.
    pub way: usize,
    /// An entry of the word index, not always an order.
    pub entry: i64,
}

/// How many orders a question finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    Exactly(usize),
    MoreThan(usize),
}

/// The orders that match all parts of the question, each newest first: first those of which every part is a whole number or SKU, then
/// those that have a product of these words, then those in which a number or SKU only begins so.
pub fn find_orders(
    read: &mut dyn Read,
    question: &Question,
    after: Option<FoundPlace>,
    limit: usize,
) -> Result<Found, CommandError> {
    let groups = question.groups(read)?;
    let exact = word_for_word(&groups);
    // Each finds what the one before it found, and more.
    let mut ways = vec![codes(&exact), exact, groups];
    ways.dedup();
    let mut entries: Vec<i64> = Vec::new();
    let mut next = None;
    for (way, words) in ways.iter().enumerate().skip(after.map_or(0, |after| after.way)) {
        let before = after.filter(|after| after.way == way).map(|after| after.entry);
        let room = limit.saturating_sub(entries.len());
        let mut found = queries::find_entries(read, words.clone(), 0, before, room)?;
        let (Some(first), Some(last)) = (found.first().copied(), found.last().copied()) else { continue };
        let full = found.len() == room;
        if let Some(narrower) = way.checked_sub(1).and_then(|way| ways.get(way)) {
            let shown = queries::find_entries(read, narrower.clone(), last, Some(first.saturating_add(1)), room)?;
            found.retain(|entry| !shown.contains(entry));
        }
        entries.extend(found);
        if full {
            next = Some(FoundPlace { way, entry: last });
            break;
        }
    }
    let ids = queries::resolve_found(read, &entries)?;
    Ok(Found { orders: queries::orders_without_lines(read, &ids)?, next })
}

/// The same groups without products: the first word of each is the part's own.
fn codes(groups: &[Vec<Word>]) -> Vec<Vec<Word>> {
    groups.iter().map(|group| group.iter().take(1).cloned().collect()).collect()
}

/// The same groups, of words that do not go on.
fn word_for_word(groups: &[Vec<Word>]) -> Vec<Vec<Word>> {
    let exact = |word: &Word| Word::exact(word.text.clone());
    groups.iter().map(|group| group.iter().map(exact).collect()).collect()
}

/// How many orders match: counted up to [`MOST_COUNTED`], since a count reads all it counts.
pub fn count_orders(read: &mut dyn Read, question: &Question) -> Result<Total, CommandError> {
    let groups = question.groups(read)?;
    let (ids, more) = queries::find_orders(read, groups, None, MOST_COUNTED.saturating_add(1))?;
    Ok(if more.is_some() { Total::MoreThan(MOST_COUNTED) } else { Total::Exactly(ids.len()) })
}

/// The orders of persons, newest first, and the one to go on from.
pub(crate) fn orders_of_persons(
    read: &mut dyn Read,
    persons: &[i64],
    before: Option<i64>,
    limit: usize,
) -> Result<Found, CommandError> {
    let before = before.map(OrderId::from_number);
    let mut ids = queries::orders_of_persons(read, persons, before, limit.saturating_add(1))?;
    let more = ids.len() > limit;
    ids.truncate(limit);
    let next = ids.last().filter(|_| more).map(|id| FoundPlace { way: 0, entry: id.number() });
    Ok(Found { orders: queries::orders_without_lines(read, &ids)?, next })
}
