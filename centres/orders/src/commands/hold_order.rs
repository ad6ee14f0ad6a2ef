//! Puts an order aside until a person decides, and takes it up again.

use kernel::Refusal;
use serde_json::json;
use store::{CommandError, Tx};

use super::{put_down, take_up};
use crate::model::{OrderId, Status, TaxStatus};
use crate::transitions::Action;

/// Holds an order under a reason's code (`review`, `address`, `buyer_asked` …): nothing leaves while it is held.
pub fn hold_order(tx: &mut Tx<'_>, id: OrderId, seen: Option<i64>, because: &str) -> Result<OrderId, CommandError> {
    let fits = (1..=40).contains(&because.len()) && because.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if !fits {
        return Err(Refusal::invalid("invalid_hold_reason").at("/because").into());
    }
    let mut order = take_up(tx, id, seen, Action::Hold)?;
    order.status = Status::Held;
    order.held_because = Some(because.to_owned());
    put_down(tx, order, &[], "orders.order_held.v1", &json!({ "because": because }))?;
    Ok(id)
}

/// Releases a held order. One that is held because its tax is not determined is released only by a person who says so: the
/// reason of the command is then required and kept.
pub fn release_order(tx: &mut Tx<'_>, id: OrderId, seen: Option<i64>) -> Result<OrderId, CommandError> {
    let mut order = take_up(tx, id, seen, Action::Release)?;
    let was = order.held_because.take();
    let reason_given = tx.context().reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
    if order.tax_status == TaxStatus::NotDetermined && !reason_given {
        return Err(Refusal::conflict("tax_not_determined").with("order", id).into());
    }
    order.status = Status::Open;
    put_down(tx, order, &[], "orders.order_released.v1", &json!({ "was_held_because": was }))?;
    Ok(id)
}
