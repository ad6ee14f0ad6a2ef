//! Take a price back.

use kernel::{Refusal, Timestamp};
use store::{CommandError, Event, Nothing, Tx};

use super::writing::{check_past, currency_of, entries_from, write};
use crate::events::{self, PriceEnded};
use crate::model::{PriceListId, VariantId};
use crate::timeline::{Stretch, make_room};

/// Which price ends, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndPrice {
    pub list: PriceListId,
    pub variant: VariantId,
    pub min_quantity: i64,
    /// `None`: now.
    pub at: Option<Timestamp>,
}

/// Ends a price, with what was planned for it after that. Refuses `price_list_not_found`, `price_not_found`, `price_in_the_past`.
pub fn end_price(tx: &mut Tx<'_>, input: &EndPrice) -> Result<Nothing, CommandError> {
    let currency = currency_of(tx, input.list)?;
    let now = tx.context().now;
    let stretch = Stretch { from: input.at.unwrap_or(now), to: None };
    let there = entries_from(tx, input.list, currency, std::iter::once(input.variant), stretch.from)?;
    let Some(entries) = there.get(&(input.variant, input.min_quantity)) else {
        return Err(Refusal::not_found("price_not_found").with("variant", input.variant).into());
    };
    check_past(entries, stretch, now)?;
    write(tx, vec![make_room(entries, stretch)], Vec::new())?;
    let told = PriceEnded { variant: input.variant, min_quantity: input.min_quantity, at: stretch.from };
    tx.publish(Event::new(events::PRICE_ENDED, input.list, &told)?);
    Ok(Nothing)
}
