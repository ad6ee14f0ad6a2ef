//! What is to be fetched and packed in a warehouse: the pieces of open orders that lie there and have not left.

use std::collections::{HashMap, HashSet};

use catalogue::VariantId;
use kernel::{Id, Locale, Timestamp};
use orders::{Order, OrderId, OrderLine};
use store::{Read, StoreError};

use crate::steps::short_orders;

/// Where a page of picks ended: when the order was placed, and which it is.
pub(crate) type PickPlace = (Timestamp, OrderId);

/// An order with pieces to leave this warehouse.
pub(crate) struct Pick {
    /// With the lines that are to be picked here, and no others.
    pub order: Order,
    /// Pieces of it that are to leave other warehouses.
    pub elsewhere: i64,
    /// Some pieces are not held for it any more and are gone.
    pub short: bool,
}

/// What is known of a product by the hand that picks it.
#[derive(Default, Clone)]
pub(crate) struct Known {
    pub name: Option<String>,
    /// Its SKU and every other code that leads to it.
    pub codes: Vec<String>,
}

/// So many orders are looked at at once.
const WINDOW: usize = 200;

/// Orders to be picked in a warehouse, who waits longest first; up to `most` after a place.
pub(crate) fn picks(
    read: &mut dyn Read,
    warehouse: i64,
    after: Option<PickPlace>,
    most: usize,
    now: Timestamp,
) -> Result<Vec<Pick>, StoreError> {
    let mut waiting: Vec<OrderId> = Vec::new();
    for place in orders::queries::orders_to_ship(read)? {
        if after.is_none_or(|after| place > after) {
            waiting.push(place.1);
        }
    }
    let here = |line: &OrderLine| line.to_ship() > 0 && line.place().is_some_and(|(_, at)| at == warehouse);
    let mut found = Vec::new();
    for window in waiting.chunks(WINDOW) {
        for mut order in orders::queries::orders_with_lines(read, window)? {
            let (kept, others): (Vec<OrderLine>, Vec<OrderLine>) =
                std::mem::take(&mut order.lines).into_iter().partition(here);
            if kept.is_empty() {
                continue;
            }
            order.lines = kept;
            let elsewhere = others.iter().fold(0i64, |sum, line| sum.saturating_add(line.to_ship()));
            found.push(Pick { order, elsewhere, short: false });
        }
        if found.len() >= most {
            break;
        }
    }
    found.truncate(most);
    let orders: Vec<&Order> = found.iter().map(|pick| &pick.order).collect();
    let short: HashSet<OrderId> = short_orders(read, &orders, now)?;
    for pick in &mut found {
        pick.short = short.contains(&pick.order.id);
    }
    Ok(found)
}

/// The products of these picks, for a reader of these languages, by variant.
pub(crate) fn known(
    read: &mut dyn Read,
    picks: &[Pick],
    locales: &[Locale],
) -> Result<HashMap<i64, Known>, StoreError> {
    let mut variants: Vec<VariantId> =
        picks.iter().flat_map(|pick| &pick.order.lines).filter_map(|line| line.variant).map(Id::from_number).collect();
    variants.sort_unstable();
    variants.dedup();
    let facts = catalogue::variants_by_id(read, &variants)?;
    let mut codes = catalogue::spellings_of(read, &variants)?;
    let one = |facts: catalogue::VariantFacts| {
        let name = facts.name.best_of(locales.iter().copied()).map(str::to_owned);
        let codes = codes.remove(&facts.variant).unwrap_or_default();
        (facts.variant.number(), Known { name, codes })
    };
    Ok(facts.into_iter().map(one).collect())
}
