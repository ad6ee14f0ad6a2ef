//! Puts an order aside until a person decides or its time is over, and takes it up again.

use kernel::{Refusal, Timestamp};
use serde_json::json;
use store::{Answer, CommandError, Tx};

use super::{put_down, take_up};
use crate::model::{Order, OrderId, Status};
use crate::store_rows::{ended_holds, orders_by_id};
use crate::transitions::{Action, release_needs_reason};

/// Which order waits, why, and for how long.
#[derive(Debug, Clone)]
pub struct HoldOrder {
    pub order: OrderId,
    pub seen_version: Option<i64>,
    /// A word: `review`, `address`, `buyer_asked` …
    pub because: String,
    /// When it is released by itself; none: when somebody does.
    pub until: Option<Timestamp>,
}

/// The order after it was held or released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderChanged {
    pub order: Order,
}

impl Answer for OrderChanged {
    fn reference(&self) -> String {
        self.order.id.to_string()
    }
}

/// Holds an order: nothing leaves while it is held. Refuses `invalid_hold_reason`, `hold_time_is_over`, `order_cannot_be_held`.
pub fn hold_order(tx: &mut Tx<'_>, input: &HoldOrder) -> Result<OrderChanged, CommandError> {
    let HoldOrder { order: id, seen_version, because, until } = input;
    let fits = (1..=40).contains(&because.len()) && because.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if !fits {
        return Err(Refusal::invalid("invalid_hold_reason").at("/because").into());
    }
    if until.is_some_and(|until| until <= tx.context().now) {
        return Err(Refusal::invalid("hold_time_is_over").at("/until").into());
    }
    let mut order = take_up(tx, *id, *seen_version, Action::Hold)?.order;
    order.status = Status::Held;
    order.held_because = Some(because.clone());
    order.held_until = *until;
    let order = put_down(tx, order, &[], "orders.order_held.v1", &json!({ "because": because, "until": until }))?;
    Ok(OrderChanged { order })
}

/// Releases a held order. One that is held because its tax is not determined is released only by a person who says so: the
/// reason of the command is then required and kept.
pub fn release_order(tx: &mut Tx<'_>, id: OrderId, seen: Option<i64>) -> Result<OrderChanged, CommandError> {
    let mut order = take_up(tx, id, seen, Action::Release)?.order;
    let was = order.held_because.take();
    let reason_given = tx.context().reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
    if release_needs_reason(&order) && !reason_given {
        return Err(Refusal::conflict("tax_not_determined").with("order", id).into());
    }
    order.status = Status::Open;
    order.held_until = None;
    let order = put_down(tx, order, &[], "orders.order_released.v1", &json!({ "was_held_because": was }))?;
    Ok(OrderChanged { order })
}

/// How many orders a sweep released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Released(pub usize);

impl Answer for Released {
    fn reference(&self) -> String {
        self.0.to_string()
    }
}

/// Releases up to `limit` orders whose hold was to end by now, longest ago first. An order that waits for a decision about its tax
/// has no such time unless a person decided, released it and held it again.
pub fn release_ended_holds(tx: &mut Tx<'_>, limit: u16) -> Result<Released, CommandError> {
    let now = tx.context().now;
    let ended = ended_holds(tx, now, limit)?;
    let context = tx.context().clone().because(Some("the time of its hold is over"));
    tx.enter(context);
    for mut order in orders_by_id(tx, &ended)? {
        let facts = json!({ "was_held_because": order.held_because.take(), "was_held_until": order.held_until.take() });
        order.status = Status::Open;
        put_down(tx, order, &[], "orders.order_released.v1", &facts)?;
    }
    Ok(Released(ended.len()))
}
