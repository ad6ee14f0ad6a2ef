//! Set prices in a list.

use std::collections::HashSet;

use kernel::{Id, Refusal, Timestamp, UnitPrice};
use store::{Answer, CommandError, Event, Tx};

use super::writing::{MOST_ROWS, check_past, currency_of, entries_from, write};
use crate::events::{self, PricesSet};
use crate::model::{PriceEntry, PriceListId, VariantId};
use crate::timeline::{Stretch, make_room};

/// Prices that hold over one stretch of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetPrices {
    pub list: PriceListId,
    /// `None`: from now on.
    pub from: Option<Timestamp>,
    /// The first instant they no longer hold; what held beyond it before returns then. `None`: open.
    pub to: Option<Timestamp>,
    pub prices: Vec<NewPrice>,
}

/// The price of one piece from `min_quantity` pieces on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewPrice {
    pub variant: VariantId,
    pub min_quantity: i64,
    pub unit_price: UnitPrice,
}

/// How many prices were set, and how many held like that already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PricesWritten {
    pub set: usize,
    pub unchanged: usize,
}

impl PricesWritten {
    /// Reads what [`Answer::reference`] wrote.
    pub fn from_reference(text: &str) -> Option<Self> {
        let (set, unchanged) = text.split_once(' ')?;
        Some(Self { set: set.parse().ok()?, unchanged: unchanged.parse().ok()? })
    }
}

impl Answer for PricesWritten {
    fn reference(&self) -> String {
        format!("{} {}", self.set, self.unchanged)
    }
}

/// Sets up to 2,000 prices. Each replaces what its list, variant and quantity break had in that stretch of time; what held
/// before stays in the history. Other quantity breaks of a variant stay. Refuses `price_list_not_found`, `too_many_rows`, `validity_backwards`, `currency_mismatch`,
/// `negative_price`, `invalid_min_quantity`, `price_given_twice`, `price_in_the_past`.
pub fn set_prices(tx: &mut Tx<'_>, input: &SetPrices) -> Result<PricesWritten, CommandError> {
    let currency = currency_of(tx, input.list)?;
    let now = tx.context().now;
    let stretch = Stretch { from: input.from.unwrap_or(now), to: input.to };
    check(input, stretch)?;
    let variants = input.prices.iter().map(|price| price.variant);
    let there = entries_from(tx, input.list, currency, variants, stretch.from)?;

    let (mut rooms, mut new) = (Vec::new(), Vec::new());
    for (place, price) in input.prices.iter().enumerate() {
        let field = |name: &str| format!("/prices/{place}/{name}");
        if price.unit_price.currency() != currency {
            let (left, right) = (price.unit_price.currency(), currency);
            let refusal = Refusal::invalid("currency_mismatch").with("left", left).with("right", right);
            return Err(refusal.at(field("unit_price")).into());
        }
        let entries = there.get(&(price.variant, price.min_quantity)).map(Vec::as_slice).unwrap_or_default();
        let holds = |entry: &PriceEntry| Stretch::of(entry).covers(stretch) && entry.unit_price == price.unit_price;
        if entries.iter().any(holds) {
            continue;
        }
        check_past(entries, stretch, now).map_err(|refusal| refusal.at(field("variant")))?;
        rooms.push(make_room(entries, stretch));
        new.push(PriceEntry {
            id: Id::from_number(0),
            list: input.list,
            variant: price.variant,
            min_quantity: price.min_quantity,
            unit_price: price.unit_price,
            valid_from: stretch.from,
            valid_to: stretch.to,
        });
    }
    let written = PricesWritten { set: new.len(), unchanged: input.prices.len().saturating_sub(new.len()) };
    if written.set > 0 {
        write(tx, rooms, new)?;
        let told = PricesSet { from: stretch.from, to: stretch.to, set: written.set };
        tx.publish(Event::new(events::PRICES_SET, input.list, &told)?);
    }
    Ok(written)
}

fn check(input: &SetPrices, stretch: Stretch) -> Result<(), Refusal> {
    if input.prices.len() > MOST_ROWS {
        return Err(Refusal::invalid("too_many_rows").at("/prices").with("most", MOST_ROWS));
    }
    if stretch.to.is_some_and(|to| to <= stretch.from) {
        return Err(Refusal::invalid("validity_backwards").at("/to"));
    }
    let mut seen = HashSet::with_capacity(input.prices.len());
    for (place, price) in input.prices.iter().enumerate() {
        let refuse = |code, name: &str| Err(Refusal::invalid(code).at(format!("/prices/{place}/{name}")));
        if price.unit_price.is_negative() {
            return refuse("negative_price", "unit_price");
        }
        if price.min_quantity < 1 {
            return refuse("invalid_min_quantity", "min_quantity");
        }
        if !seen.insert((price.variant, price.min_quantity)) {
            return refuse("price_given_twice", "variant");
        }
    }
    Ok(())
}
