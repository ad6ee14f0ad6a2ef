//! The stock that is promised to an order, where its time limit meets payment, shipping and cancelling.

use std::collections::HashSet;

use inventory::{
    ConsumeHolds, HoldRequest, OutOfStock, Pieces, ReleaseHolds, Shelf, Short, VariantId, WarehouseId, Worth, holds_of,
    short_of,
};
use kernel::{Id, Refusal, Timestamp};
use orders::{Order, OrderId};
use store::{CommandError, Read, StoreError, Tx};

fn in_inventory(order: OrderId) -> inventory::OrderId {
    inventory::OrderId::from_number(order.number())
}

/// Pieces of a variant in a warehouse.
pub(super) fn pieces(variant: i64, warehouse: i64, quantity: i64) -> Pieces {
    let shelf = Shelf::new(VariantId::from_number(variant), WarehouseId::from_number(warehouse));
    Pieces { shelf, quantity }
}

/// What is paid for in full is promised for good: its hold no longer ends by itself. What ended before is held again where it is
/// still there; where it is not, the payment stands all the same and shipping says what is missing.
pub(super) fn promise_for_good(tx: &mut Tx<'_>, order: &Order) -> Result<(), StoreError> {
    let kept = inventory::confirm_holds_batch(tx, &[in_inventory(order.id)])?.pop().unwrap_or_default();
    let left = order.lines.iter().filter(|line| line.to_ship() > 0);
    let wanted: Vec<Pieces> =
        left.filter_map(|line| Some(pieces(line.variant?, line.warehouse?, line.to_ship()))).collect();
    if let Err(short) = hold_missing(tx, order.id, &wanted, kept)? {
        tracing::info!(order = %order.id, variant = %short.shelf.variant, "paid for after its hold ended, and sold meanwhile");
    }
    Ok(())
}

/// Takes pieces that leave out of the order's holds. What is not held any more is held anew first; refused `hold_ended` where it
/// is not there. What the pieces had cost.
pub(super) fn take(tx: &mut Tx<'_>, order: OrderId, consumed: &ConsumeHolds) -> Result<Worth, CommandError> {
    match inventory::consume_holds(tx, consumed) {
        Err(CommandError::Refused(refused)) if refused.code == "stock_not_held" => {}
        end => return end,
    }
    let holds = holds_of(tx, &[consumed.order])?;
    let kept = holds.iter().map(|hold| Pieces { shelf: hold.shelf, quantity: hold.open }).collect();
    if let Err(short) = hold_missing(tx, order, &consumed.lines, kept)? {
        let order = orders::queries::order_by_id(tx, order)?;
        let lines = order.into_iter().flat_map(|order| order.lines);
        let variant = short.shelf.variant;
        let sku = lines.filter(|line| line.variant == Some(variant.number())).map(|line| line.sku).next();
        let refusal = Refusal::conflict("hold_ended").with("sku", sku.unwrap_or_else(|| variant.to_string()));
        return Err(refusal.with("wanted", short.wanted).with("available", short.available).into());
    }
    inventory::consume_holds(tx, consumed)
}

/// Gives back what is still held of pieces that are no longer wanted. A hold that ended by itself gave its pieces back before.
pub(super) fn give_back(tx: &mut Tx<'_>, order: OrderId, lines: Vec<Pieces>) -> Result<(), CommandError> {
    inventory::release_holds(tx, &ReleaseHolds { order: in_inventory(order), lines: Some(lines) })?;
    Ok(())
}

/// Which pieces of an order could leave now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leaving {
    All,
    Some,
    Nothing,
}

/// Asks of all that is left of an order what [`take`] asks of the pieces of a parcel.
pub(crate) fn can_leave(read: &mut dyn Read, order: &Order, now: Timestamp) -> Result<Leaving, StoreError> {
    let left = order.lines.iter().filter(|line| line.to_ship() > 0);
    let wanted: Vec<Pieces> = left
        .filter_map(|line| line.place().map(|(variant, warehouse)| pieces(variant, warehouse, line.to_ship())))
        .collect();
    let holds = holds_of(read, &[in_inventory(order.id)])?;
    let kept: Vec<Pieces> = holds.iter().map(|hold| Pieces { shelf: hold.shelf, quantity: hold.open }).collect();
    let short = short_of(read, &missing_of(&wanted, kept.clone()), now)?;
    let some = |want: &Pieces| {
        let here = |pieces: &&Pieces| pieces.shelf == want.shelf && pieces.quantity > 0;
        kept.iter().any(|pieces| here(&pieces))
            || short.iter().find(|short| short.shelf == want.shelf).is_none_or(|short| short.available > 0)
    };
    Ok(match () {
        () if short.is_empty() => Leaving::All,
        () if wanted.iter().any(some) => Leaving::Some,
        () => Leaving::Nothing,
    })
}

/// Those of the orders whose lines could not all leave now. What is held for them is read for all at once.
pub(crate) fn short_orders(
    read: &mut dyn Read,
    orders: &[&Order],
    now: Timestamp,
) -> Result<HashSet<OrderId>, StoreError> {
    let ids: Vec<inventory::OrderId> = orders.iter().map(|order| in_inventory(order.id)).collect();
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let holds = holds_of(read, &ids)?;
    let mut short = HashSet::new();
    for order in orders {
        let places = order.lines.iter().filter_map(|line| line.place().map(|place| (place, line.to_ship())));
        let wanted: Vec<Pieces> = places.map(|((variant, warehouse), left)| pieces(variant, warehouse, left)).collect();
        let own = holds.iter().filter(|hold| hold.order == in_inventory(order.id));
        let kept = own.map(|hold| Pieces { shelf: hold.shelf, quantity: hold.open }).collect();
        let missing = missing_of(&wanted, kept);
        if !missing.is_empty() && !short_of(read, &missing, now)?.is_empty() {
            short.insert(order.id);
        }
    }
    Ok(short)
}

/// What of the wanted pieces is not kept.
fn missing_of(wanted: &[Pieces], mut kept: Vec<Pieces>) -> Vec<Pieces> {
    let mut missing = Vec::new();
    for want in wanted {
        let mut quantity = want.quantity;
        for there in kept.iter_mut().filter(|there| there.shelf == want.shelf) {
            let part = quantity.min(there.quantity);
            quantity = quantity.saturating_sub(part);
            there.quantity = there.quantity.saturating_sub(part);
        }
        if quantity > 0 {
            missing.push(Pieces { shelf: want.shelf, quantity });
        }
    }
    missing
}

/// Holds what of these pieces is not `kept`, without a time limit: all of it or none.
fn hold_missing(
    tx: &mut Tx<'_>,
    order: OrderId,
    wanted: &[Pieces],
    kept: Vec<Pieces>,
) -> Result<Result<(), Short>, StoreError> {
    let missing = missing_of(wanted, kept);
    if missing.is_empty() {
        return Ok(Ok(()));
    }
    let context = tx.context().clone();
    if let Some(short) = short_of(tx, &missing, context.now)?.first() {
        return Ok(Err(*short));
    }
    let request = HoldRequest { for_order: in_inventory(order), lines: missing, expires_at: None };
    let short = |out: OutOfStock| {
        let shelf = Shelf::new(out.variant, out.warehouse);
        Short { shelf, wanted: out.wanted, available: out.available }
    };
    let held = inventory::hold_stock_batch(tx, &[(&context, &request)])?;
    Ok(held.into_iter().next().map_or(Ok(()), |held| held.map(|_| ()).map_err(short)))
}
