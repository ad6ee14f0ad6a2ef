//! Opens a return for delivered (or at least shipped) pieces.

use kernel::Refusal;
use serde_json::json;
use store::{CommandError, Tx, Value};

use super::{note, take_up};
use crate::model::{LineKind, OrderId, ReturnId, ShipmentLine};
use crate::store_rows::{ORDER_RETURN_LINES, ORDER_RETURNS};
use crate::transitions::Action;

/// Which pieces the buyer wants to send back, and why.
#[derive(Debug, Clone)]
pub struct RequestReturn {
    pub order: OrderId,
    /// `withdrawal`, `defect`, `wrong_item`, `damaged`, `not_as_described`, `other`.
    pub reason_code: String,
    pub lines: Vec<ShipmentLine>,
}

/// The reasons a return may have.
pub const REASONS: &[&str] = &["withdrawal", "defect", "wrong_item", "damaged", "not_as_described", "other"];

/// Opens the return; pieces that came back, or that another open return waits for, are not returned
/// twice; those that an earlier return announced and that never arrived can be.
pub fn request_return(tx: &mut Tx<'_>, input: &RequestReturn) -> Result<ReturnId, CommandError> {
    if !REASONS.contains(&input.reason_code.as_str()) {
        return Err(Refusal::invalid("unknown_return_reason").at("/reason").with("reasons", REASONS.join(", ")).into());
    }
    let standing = take_up(tx, input.order, None, Action::RequestReturn)?;
    let order = &standing.order;
    if input.lines.is_empty() {
        return Err(Refusal::invalid("return_without_lines").at("/lines").into());
    }
    let mut rows = Vec::with_capacity(input.lines.len());
    let id: ReturnId = tx.context().new_id();
    for (place, want) in input.lines.iter().enumerate() {
        let field = format!("/lines/{place}");
        let Some(line) = order.line(want.line).filter(|line| line.kind == LineKind::Goods) else {
            return Err(Refusal::invalid("no_such_line").at(field).with("line", want.line).into());
        };
        if input.lines.iter().take(place).any(|earlier| earlier.line == want.line) {
            return Err(Refusal::invalid("line_twice").at(field).with("line", want.line).into());
        }
        let left = standing.left_to_return(line);
        if want.quantity < 1 || want.quantity > left {
            let refusal = Refusal::conflict("more_than_left_to_return").at(field).with("line", want.line);
            return Err(refusal.with("wanted", want.quantity).with("left", left).into());
        }
        rows.push(vec![Value::id(id), Value::Int(want.line), Value::Int(want.quantity), Value::Int(0), Value::Int(0)]);
    }
    let now = tx.context().now;
    tx.insert(
        &ORDER_RETURNS,
        vec![vec![
            Value::id(id),
            Value::id(order.id),
            Value::word("requested"),
            Value::from(input.reason_code.as_str()),
            Value::from(now),
            Value::Null,
            Value::Int(1),
        ]],
    )?;
    tx.insert(&ORDER_RETURN_LINES, rows)?;
    let lines: Vec<_> = input.lines.iter().map(|l| json!({ "line": l.line, "quantity": l.quantity })).collect();
    let facts = json!({ "return": id, "reason_code": input.reason_code, "lines": lines });
    note(tx, standing.order, &[], "orders.return_requested.v1", &facts)?;
    Ok(id)
}
