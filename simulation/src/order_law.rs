//! The laws of an order: its axes say what its lines and amounts say, its stock and its memory outside agree with it.

use std::collections::BTreeMap;

use inventory::Shelf;
use kernel::Id;
use orders::{Fulfilment, LineKind, Order, OrderLine, Payment, Status};

use crate::law::{Violated, must};
use crate::memory::Memory;

/// What the lines of goods add up to.
struct Sums {
    quantity: i64,
    shipped: i64,
    delivered: i64,
    cancelled: i64,
    returned: i64,
}

fn goods(order: &Order) -> impl Iterator<Item = &OrderLine> {
    order.lines.iter().filter(|line| line.kind == LineKind::Goods)
}

fn sums(order: &Order) -> Sums {
    let of = |of: fn(&OrderLine) -> i64| goods(order).map(of).sum();
    Sums {
        quantity: of(|line| line.quantity),
        shipped: of(|line| line.shipped),
        delivered: of(|line| line.delivered),
        cancelled: of(|line| line.cancelled),
        returned: of(|line| line.returned),
    }
}

/// Whether nothing is left to do with the goods: pieces that came back undelivered will not arrive.
fn settled_goods(order: &Order) -> bool {
    goods(order).all(|line| line.delivered.max(line.returned) + line.cancelled >= line.quantity)
}

/// Whether nothing is left to arrive.
pub(crate) fn complete(order: &Order) -> bool {
    goods(order).all(|line| line.delivered + line.cancelled == line.quantity)
}

/// Checks an order by itself and against what the outside knows.
pub(crate) fn check_order(order: &Order, memory: &Memory) -> Result<(), Violated> {
    let of = |what: &str| format!("{}: {what}", order.id);
    must(order.net + order.tax == order.gross, "net and tax are gross", || {
        of(&format!("{} + {} against {}", order.net, order.tax, order.gross))
    })?;
    for line in goods(order) {
        let sound = line.shipped >= 0
            && line.cancelled >= 0
            && line.shipped + line.cancelled <= line.quantity
            && line.delivered <= line.shipped
            && line.returned <= line.shipped;
        must(sound, "no line is used twice", || of(&format!("{line:?}")))?;
    }
    check_axes(order)?;
    check_outside(order, memory)?;
    check_stock(order, memory)?;
    let told = memory.seen.versions.get(&order.id.to_string()).copied().unwrap_or_default();
    must(told == order.version, "every version is told", || of(&format!("version {}, told {told}", order.version)))
}

/// The axes, worked out here a second time.
fn check_axes(order: &Order) -> Result<(), Violated> {
    let all = sums(order);
    let wanted = all.quantity - all.cancelled;
    let fulfilment = if all.returned > 0 {
        if all.returned >= wanted { Fulfilment::Returned } else { Fulfilment::PartlyReturned }
    } else if all.delivered > 0 {
        if all.delivered == wanted { Fulfilment::Delivered } else { Fulfilment::PartlyDelivered }
    } else if all.shipped > 0 {
        if all.shipped == wanted { Fulfilment::Shipped } else { Fulfilment::PartlyShipped }
    } else {
        Fulfilment::Unfulfilled
    };
    must(order.fulfilment == fulfilment, "the axis of goods says what the lines say", || {
        format!("{}: {} for {fulfilment}", order.id, order.fulfilment)
    })?;
    let payment = match (order.paid, order.refunded) {
        (paid, refunded) if refunded > 0 && refunded >= paid => Payment::Refunded,
        (paid, refunded) if paid > 0 && paid - refunded > order.gross => Payment::Overpaid,
        (_, refunded) if refunded > 0 => Payment::PartlyRefunded,
        (0, _) if order.gross == 0 && wanted > 0 => Payment::Paid,
        (0, _) => Payment::Unpaid,
        (paid, _) if paid == order.gross => Payment::Paid,
        _ => Payment::PartlyPaid,
    };
    must(order.payment == payment, "the axis of money says what the amounts say", || {
        format!("{}: {} for {payment}", order.id, order.payment)
    })?;
    let settled = !matches!(order.payment, Payment::Unpaid | Payment::PartlyPaid);
    let right = match order.status {
        Status::Cancelled => wanted == 0,
        Status::Completed => wanted > 0 && settled_goods(order) && settled,
        Status::Open => wanted > 0 && !(settled_goods(order) && settled),
        Status::Held => wanted > 0 && order.held_because.is_some(),
    };
    must(right, "an order is completed or cancelled when nothing is left to do", || {
        format!("{}: {} with {} paid of {}", order.id, order.status, order.paid, order.gross)
    })
}

/// What was acknowledged is there; what is not known of may be there at most once.
fn check_outside(order: &Order, memory: &Memory) -> Result<(), Violated> {
    let Some(seen) = memory.orders.get(&order.id) else { return Ok(()) };
    let unsure = memory.unsure_about(order.id);
    let unsure_paid = unsure.paid.as_ref().map_or(0, |(_, amount)| *amount);
    must((seen.paid..=seen.paid + unsure_paid).contains(&order.paid), "acknowledged money is there once", || {
        format!("{}: {} there, {} acknowledged, {unsure_paid} unknown", order.id, order.paid, seen.paid)
    })?;
    must(
        (seen.refunded..=seen.refunded + unsure.refunded).contains(&order.refunded),
        "acknowledged refunds are there once",
        || {
            format!(
                "{}: {} there, {} acknowledged, {} unknown",
                order.id, order.refunded, seen.refunded, unsure.refunded
            )
        },
    )?;
    for line in goods(order) {
        let known = seen.lines.get(&line.line).copied().unwrap_or_default();
        let (shipped, cancelled, returned) = unsure.lines.get(&line.line).copied().unwrap_or_default();
        let failed = unsure.failed.get(&line.line).copied().unwrap_or_default();
        let delivered = if unsure.shipment.is_some() { line.quantity } else { 0 };
        let within =
            |there: i64, acknowledged: i64, unknown: i64| (acknowledged..=acknowledged + unknown).contains(&there);
        let right = within(line.shipped, known.shipped - failed, shipped + failed)
            && within(line.cancelled, known.cancelled, cancelled)
            && within(line.returned, known.returned, returned)
            && within(line.delivered, known.delivered, delivered);
        must(right, "acknowledged pieces are there once", || format!("{}: {line:?} against {known:?}", order.id))?;
    }
    Ok(())
}

/// What is to be shipped is held, what was shipped has left.
fn check_stock(order: &Order, memory: &Memory) -> Result<(), Violated> {
    let (seen, unsure) = (memory.orders.get(&order.id), memory.unsure_about(order.id));
    // Of a shelf: to ship, shipped, shipped in parcels that failed, and of those perhaps.
    let mut shelves: BTreeMap<Shelf, (i64, i64, i64, i64)> = BTreeMap::new();
    for line in goods(order) {
        let (Some(variant), Some(warehouse)) = (line.variant, line.warehouse) else { continue };
        let shelf = Shelf { variant: Id::from_number(variant), warehouse: Id::from_number(warehouse) };
        let slot = shelves.entry(shelf).or_default();
        slot.0 += line.quantity - line.shipped - line.cancelled;
        slot.1 += line.shipped;
        slot.2 += seen.and_then(|seen| seen.lines.get(&line.line)).map_or(0, |seen| seen.failed);
        slot.3 += unsure.failed.get(&line.line).copied().unwrap_or_default();
    }
    let document = order.id.to_string();
    for (shelf, (to_ship, shipped, failed, perhaps)) in shelves {
        let held = memory.seen.held.get(&(order.id.number(), shelf)).copied().unwrap_or_default();
        let moved = memory.seen.moved.get(&(document.clone(), shelf)).copied().unwrap_or_default();
        must(held == to_ship, "what is to be shipped is held", || {
            format!("{} on {shelf:?}: {to_ship} to ship, {held} held", order.id)
        })?;
        let left = shipped + failed..=shipped + failed + perhaps;
        must(left.contains(&-moved), "what was shipped has left its shelf", || {
            format!("{} on {shelf:?}: {shipped} shipped, {failed} failed, {moved} moved", order.id)
        })?;
    }
    Ok(())
}
