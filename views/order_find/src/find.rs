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
    /// Whether all that match word for word were shown, and those follow in which a word only begins so.
    pub beginnings: bool,
    /// An entry of the word index, not always an order.
    pub entry: i64,
}

/// How many orders a question finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    Exactly(usize),
    MoreThan(usize),
}

/// The orders that match all parts of the question: first those that match word for word, then those in which a word only begins
/// so; each newest first.
pub fn find_orders(
    read: &mut dyn Read,
    question: &Question,
    after: Option<FoundPlace>,
    limit: usize,
) -> Result<Found, CommandError> {
    let groups = question.groups(read)?;
    let exact = word_for_word(&groups);
    let goes_on = exact != groups;
    let mut entries = Vec::new();
    let mut next = None;
    if !after.is_some_and(|after| after.beginnings) {
        let before = after.map(|after| after.entry);
        entries = queries::find_entries(read, exact.clone(), 0, before, limit)?;
        next = entries
            .last()
            .filter(|_| entries.len() == limit)
            .map(|last| FoundPlace { beginnings: false, entry: *last });
    }
    if next.is_none() && goes_on {
        let before = after.filter(|after| after.beginnings).map(|after| after.entry);
        let room = limit.saturating_sub(entries.len());
        let mut others = queries::find_entries(read, groups, 0, before, room)?;
        if let (Some(first), Some(last)) = (others.first().copied(), others.last().copied()) {
            next = (others.len() == room).then_some(FoundPlace { beginnings: true, entry: last });
            let shown = queries::find_entries(read, exact, last, Some(first.saturating_add(1)), room)?;
            others.retain(|entry| !shown.contains(entry));
        }
        entries.extend(others);
    }
    let ids = queries::resolve_found(read, &entries)?;
    Ok(Found { orders: queries::orders_without_lines(read, &ids)?, next })
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
    let next = ids.last().filter(|_| more).map(|id| FoundPlace { beginnings: false, entry: id.number() });
    Ok(Found { orders: queries::orders_without_lines(read, &ids)?, next })
}
