//! What may be done with an order now: the transition table's answer, for shipping what the stock says, for giving back what the
//! books say.

use kernel::{Id, Timestamp};
use ledger::Receivable;
use orders::transitions::{Action, Offer, offered};
use orders::{Order, OrderId};
use store::{CommandError, Read};

use crate::steps::{Leaving, can_leave, entity_of, recipient_is_erased};

/// Every action, as its command would answer now; none where there is no such order.
pub fn actions(read: &mut dyn Read, id: OrderId, now: Timestamp) -> Result<Option<Vec<Offer>>, CommandError> {
    let Some(standing) = orders::queries::order_standing(read, id)? else { return Ok(None) };
    let mut offers = offered(&standing);
    let mut books = None;
    for offer in offers.iter_mut().filter(|offer| offer.refused.is_none()) {
        match offer.action {
            Action::Ship if recipient_is_erased(read, &standing.order)? => offer.refused = Some("recipient_erased"),
            Action::Ship => match can_leave(read, &standing.order, now)? {
                Leaving::All => {}
                Leaving::Some => offer.needs = vec!["lines"],
                Leaving::Nothing => offer.refused = Some("hold_ended"),
            },
            Action::Credit => {
                let earned = in_books(read, &standing.order, &mut books)?.earned().minor();
                // Rounding by group or document leaves cents between the books and the lines' own shares.
                let cents = 2i64.saturating_mul(i64::try_from(standing.order.lines.len()).unwrap_or(i64::MAX));
                let wanted = standing.left_to_credit().saturating_sub(cents);
                limit(offer, wanted, earned, "lines", "sale_not_in_books");
            }
            Action::Refund => {
                let paid = in_books(read, &standing.order, &mut books)?.paid()?.minor();
                limit(offer, standing.paid_too_much(), paid, "amount", "payment_not_in_books");
            }
            _ => {}
        }
    }
    Ok(Some(offers))
}

/// Read once, where an offer asks.
fn in_books(read: &mut dyn Read, order: &Order, known: &mut Option<Receivable>) -> Result<Receivable, CommandError> {
    if let Some(known) = known {
        return Ok(*known);
    }
    let entity = entity_of(read, order)?;
    let entries = ledger::entries_of(read, order.id.number())?;
    let found = Receivable::of(&entries, &entity, order.currency)?;
    *known = Some(found);
    Ok(found)
}

/// Where the books hold less than would go back by itself, what goes back must be named; where they hold nothing, nothing can.
fn limit(offer: &mut Offer, wanted: i64, held: i64, named: &'static str, refused: &'static str) {
    if held < 1 {
        (offer.refused, offer.needs) = (Some(refused), Vec::new());
    } else if wanted > held && !offer.needs.contains(&named) {
        offer.needs.push(named);
    }
}
