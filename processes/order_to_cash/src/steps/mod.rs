//! The steps after placing: each one is a call of one or two centres' commands in one transaction. Named, so that a drawn flow
//! can call them later.

mod cancel;
mod deliver;
mod holds;
mod invoice;
mod pay;
mod prove;
mod ship;

pub use cancel::cancel;
pub(crate) use cancel::cancel_keeping;
pub use deliver::deliver;
pub(crate) use holds::{Leaving, can_leave, short_orders};
pub use invoice::invoice;
pub(crate) use invoice::invoice_prepared;
pub use pay::pay;
pub use prove::{Proof, prove};
pub(crate) use ship::recipient_is_erased;
pub use ship::ship;

use kernel::Refusal;
use kernel::Timestamp;
use ledger::{Cause, Entity, Parts, Reference, Settlement, Step};
use orders::Order;
use orders::commands::Part;
use store::{CommandError, Read, Tx};

use crate::books::shares;

/// The entity that sells an order.
pub(crate) fn entity_of(read: &mut dyn Read, order: &Order) -> Result<Entity, CommandError> {
    let entity = ledger::entities_by_code(read, &[order.entity])?.remove(&order.entity);
    Ok(entity.ok_or_else(|| Refusal::conflict("unknown_entity").with("entity", order.entity))?)
}

/// Posts or voids what is pending for an order. What was paid at another rate makes a difference with what is posted.
fn settle(tx: &mut Tx<'_>, order: &Order, cause: Cause, at: Timestamp, step: Step) -> Result<(), CommandError> {
    let entity = entity_of(tx, order)?;
    let reference = Reference::of(order.id);
    let settlement =
        Settlement { entity: order.entity, reference: reference.clone(), cause, at, step, also: Vec::new() };
    ledger::settle(tx, settlement)?;
    ledger::realise_exchange(tx, &entity, &reference, order.currency, cause, at)?;
    Ok(())
}

/// Posts or voids the exact share of these pieces; by the pieces' share of the whole where rounding by document left less
/// pending than the lines' own sum. What happened is booked either way.
fn settle_pieces(
    tx: &mut Tx<'_>,
    order: &Order,
    cause: Cause,
    at: Timestamp,
    pieces: &[Part],
    step: fn(Parts) -> Step,
) -> Result<(), CommandError> {
    let reasons = orders::queries::order_reasons(tx, order)?;
    let exact = step(Parts::Amounts(shares(order, &reasons, pieces)?));
    let refused = match tx.attempt(|tx| settle(tx, order, cause, at, exact.clone())) {
        Err(CommandError::Refused(refused)) => refused,
        end => return end,
    };
    tracing::warn!(%refused, order = %order.id, "a part is booked by its share of the whole");
    let all = order.lines.iter().fold(0i64, |sum, line| sum.saturating_add(line.quantity));
    let part = pieces.iter().fold(0i64, |sum, piece| sum.saturating_add(piece.before).saturating_add(piece.quantity));
    settle(tx, order, cause, at, step(Parts::ToDate { part, whole: all.max(part).max(1) }))
}
