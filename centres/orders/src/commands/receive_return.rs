//! Records what came back and in which state.

use kernel::Refusal;
use serde_json::json;
use store::{CommandError, Tx, Value, args};

use super::{LineShare, line_share, load, put_down};
use crate::model::{Order, ReturnId, ReturnLine, ReturnState};
use crate::store_rows::{ORDER_RETURN_LINES, ORDER_RETURNS, returns_where};
use kernel::Id;

/// What the inspection found of a line.
#[derive(Debug, Clone, Copy)]
pub struct ReceivedLine {
    pub line: i64,
    /// What came now; what came before is not counted.
    pub received: i64,
    /// Of those, fit to be sold again; the rest is written off.
    pub restocked: i64,
}

/// The goods of a return, as they arrived.
#[derive(Debug, Clone)]
pub struct ReceiveReturn {
    pub id: ReturnId,
    pub lines: Vec<ReceivedLine>,
}

/// Takes the goods in; of a line that is not named nothing came now. What is still missing can be received later, also when what came
/// first is credited. The answer is the order and what came now of which line, for the process that restocks.
pub fn receive_return(tx: &mut Tx<'_>, input: &ReceiveReturn) -> Result<(Order, Vec<ReturnLine>), CommandError> {
    let found = returns_where(tx, "id = $1", &args![input.id.number()])?.into_iter().next();
    let Some(mut found) = found else {
        return Err(Refusal::not_found("return_not_found").with("return", input.id).into());
    };
    let mut order = load(tx, found.order)?;
    if found.state != ReturnState::Requested && found.lines.iter().all(|line| line.received >= line.quantity) {
        return Err(Refusal::conflict("return_is_received").with("return", input.id).into());
    }
    if input.lines.iter().all(|line| line.received == 0) {
        return Err(Refusal::invalid("return_without_lines").at("/lines").into());
    }
    let mut now_back = Vec::with_capacity(input.lines.len());
    for (place, got) in input.lines.iter().enumerate() {
        let field = format!("/lines/{place}");
        let Some(line) = found.lines.iter_mut().find(|line| line.line == got.line) else {
            return Err(Refusal::invalid("no_such_line").at(field).with("line", got.line).into());
        };
        if input.lines.iter().take(place).any(|earlier| earlier.line == got.line) {
            return Err(Refusal::invalid("line_twice").at(field).with("line", got.line).into());
        }
        // Of what an earlier part left out, another return may have brought some back meanwhile.
        let out = order.line(got.line).map_or(0, |line| line.shipped.saturating_sub(line.returned));
        let left = line.quantity.saturating_sub(line.received).min(out);
        let fits = (0..=left).contains(&got.received) && (0..=got.received).contains(&got.restocked);
        if !fits {
            let refusal = Refusal::conflict("more_than_left_to_return").at(field).with("line", got.line);
            return Err(refusal.with("wanted", got.received).with("left", left).into());
        }
        line.received = line.received.saturating_add(got.received);
        line.restocked = line.restocked.saturating_add(got.restocked);
        now_back.push(ReturnLine { received: got.received, restocked: got.restocked, ..*line });
    }
    let now = tx.context().now;
    tx.update(
        &ORDER_RETURNS,
        &["state", "received_at", "version"],
        vec![vec![
            Value::id(found.id),
            Value::word("received"),
            Value::from(now),
            Value::Int(found.version.saturating_add(1)),
        ]],
    )?;
    let rows = found.lines.iter().map(|line| {
        vec![Value::id(found.id), Value::Int(line.line), Value::Int(line.received), Value::Int(line.restocked)]
    });
    tx.update(&ORDER_RETURN_LINES, &["received", "restocked"], rows.collect())?;
    let mut touched = Vec::new();
    let mut lines = Vec::with_capacity(now_back.len());
    let currency = order.currency;
    for back in &now_back {
        if let Some(line) = order.lines.iter_mut().find(|line| line.line == back.line) {
            let LineShare { net, tax } = line_share(line, line.returned, back.received, currency)?;
            lines.push(json!({
                "line": back.line, "received": back.received, "restocked": back.restocked, "net": net, "tax": tax,
            }));
            line.returned = line.returned.saturating_add(back.received);
            touched.push(line.line);
        }
    }
    let facts = json!({ "return": found.id, "lines": lines });
    let order = put_down(tx, order, &touched, "orders.return_received.v1", &facts)?;
    Ok((order, now_back))
}
