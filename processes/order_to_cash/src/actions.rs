//! What may be done with an order now: the transition table's answer, and for shipping what the stock says.

use kernel::Timestamp;
use orders::OrderId;
use orders::transitions::{Action, Offer, offered};
use store::{Read, StoreError};

use crate::steps::{Leaving, can_leave};

/// Every action, as its command would answer now; none where there is no such order.
pub fn actions(read: &mut dyn Read, id: OrderId, now: Timestamp) -> Result<Option<Vec<Offer>>, StoreError> {
    let Some(standing) = orders::queries::order_standing(read, id)? else { return Ok(None) };
    let mut offers = offered(&standing);
    for offer in offers.iter_mut().filter(|offer| offer.action == Action::Ship && offer.refused.is_none()) {
        match can_leave(read, &standing.order, now)? {
            Leaving::All => {}
            Leaving::Some => offer.needs = vec!["lines"],
            Leaving::Nothing => offer.refused = Some("hold_ended"),
        }
    }
    Ok(Some(offers))
}
