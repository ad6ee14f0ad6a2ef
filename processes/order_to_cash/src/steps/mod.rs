//! The steps after placing: each one is a call of one or two centres' commands in one transaction. Named, so that a drawn flow
//! can call them later.

mod cancel;
mod deliver;
mod invoice;
mod pay;
mod ship;

pub use cancel::cancel;
pub use deliver::deliver;
pub use invoice::{Invoiced, invoice};
pub use pay::pay;
pub use ship::ship;

use kernel::Refusal;
use ledger::Entity;
use orders::{Order, OrderId};
use store::{CommandError, Read};

/// The order and the entity that sells it.
pub(crate) fn order_and_entity(read: &mut dyn Read, id: OrderId) -> Result<(Order, Entity), CommandError> {
    let order = orders::queries::order_by_id(read, id)?;
    let order = order.ok_or_else(|| Refusal::not_found("order_not_found").with("order", id))?;
    let entity = ledger::entities_by_code(read, &[order.entity])?.remove(&order.entity);
    let entity = entity.ok_or_else(|| Refusal::conflict("unknown_entity").with("entity", order.entity))?;
    Ok((order, entity))
}
