//! Ship pieces: the order's goods axis, the stock that leaves its shelf, and what it had cost.

use inventory::ConsumeHolds;
use kernel::{Id, Refusal};
use orders::Order;
use orders::commands::{ShipLines, Shipped, ship_lines};
use store::{CommandError, Read, StoreError, Tx};
use vault::PersonId;

use super::holds::{pieces, take};
use crate::books::shipped_cost;

/// Whether nobody knows any more where the order goes.
pub(crate) fn recipient_is_erased(read: &mut dyn Read, order: &Order) -> Result<bool, StoreError> {
    let Some(person) = order.person.map(PersonId::from_number) else { return Ok(false) };
    vault::is_erased(read, person)
}

/// Records the parcel, takes its pieces from the order's holds and books their cost: Dr cost of goods sold, Cr inventory; where another
/// own company than the seller owned them, through the account between own companies in both books, at cost and at the booking rate of
/// the day, refused `fx_rate_missing` where there is none. A hold that ended meanwhile is made anew where the stock is still there, else refused `hold_ended`; refused
/// `recipient_erased` where whom it goes to was erased.
pub fn ship(tx: &mut Tx<'_>, input: &ShipLines) -> Result<Shipped, CommandError> {
    let shipped = ship_lines(tx, input)?;
    if recipient_is_erased(tx, &shipped.order)? {
        return Err(Refusal::conflict("recipient_erased").with("order", input.order).into());
    }
    let left = shipped.pieces.iter();
    let lines = left.map(|(_, variant, warehouse, quantity)| pieces(*variant, *warehouse, *quantity)).collect();
    let at = input.at.unwrap_or(tx.context().now).min(tx.context().now);
    let order = inventory::OrderId::from_number(input.order.number());
    let worth = take(tx, input.order, &ConsumeHolds { order, lines, at: Some(at), document: None })?;
    ledger::post_cost(tx, &shipped_cost(&shipped.order, &worth, at), pricing::booking_rate)?;
    Ok(shipped)
}
