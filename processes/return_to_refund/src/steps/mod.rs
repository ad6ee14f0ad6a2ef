//! The steps, each one transaction over two or three centres. Named, so that a drawn flow can call them later.

mod costs;
mod credit;
mod fail;
mod receive;
mod refund;

pub use credit::{CreditNote, credit};
pub use fail::fail;
pub use orders::commands::request_return as request;
pub use receive::{InspectedLine, ReceiveGoods, receive};
pub use refund::{RefundOrder, refund};

use kernel::Refusal;
use ledger::{Entity, NewEntry, Reference};
use orders::{Order, OrderId};
use store::{CommandError, Read, Tx};

/// The order and the entity that sold it.
pub(crate) fn order_and_entity(read: &mut dyn Read, id: OrderId) -> Result<(Order, Entity), CommandError> {
    let order = orders::queries::order_by_id(read, id)?;
    let order = order.ok_or_else(|| Refusal::not_found("order_not_found").with("order", id))?;
    let entity = ledger::entities_by_code(read, &[order.entity])?.remove(&order.entity);
    let entity = entity.ok_or_else(|| Refusal::conflict("unknown_entity").with("entity", order.entity))?;
    Ok((order, entity))
}

/// Books a step that takes something back, and with it what of the exchange difference was for that.
fn post(tx: &mut Tx<'_>, order: &Order, entity: &Entity, entry: &NewEntry) -> Result<(), CommandError> {
    ledger::post_entry(tx, entry)?;
    ledger::realise_exchange(tx, entity, &Reference::of(order.id), order.currency, entry.cause, entry.at)?;
    Ok(())
}
