//! Cancels pieces of a line that have not left yet.

use kernel::Refusal;
use serde_json::json;
use store::{CommandError, Nothing, Tx};

use super::{Correction, LineShare, Part, line_share, put_down, take_up};
use crate::model::{CreditLine, LineKind, Order, OrderId};
use crate::transitions::{Action, all_delivered, nothing_left};

/// So many pieces of a line; none means all that is left.
#[derive(Debug, Clone)]
pub struct CancelLine {
    pub order: OrderId,
    pub seen_version: Option<i64>,
    pub line: i64,
    pub quantity: Option<i64>,
}

/// What was cancelled, for the process that frees the stock and books it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineCancelled {
    pub variant: Option<i64>,
    pub warehouse: Option<i64>,
    pub piece: Part,
    /// What the order costs less. With the last piece of an order that nothing was delivered of, all of it: carriage and
    /// rounding go with the goods.
    pub taken: Correction,
    /// What is now paid too much.
    pub overpaid: i64,
    /// Nothing is left of the order.
    pub all: bool,
    /// All that is still wanted was delivered before: what is no goods (carriage, rounding) is earned from now on.
    pub complete: bool,
    /// The order after it.
    pub order: Order,
}

impl store::Answer for LineCancelled {
    fn reference(&self) -> String {
        Nothing.reference()
    }
}

/// Cancels the pieces. The line keeps the amounts it was placed with; the order's totals lose the cancelled
/// pieces' exact share.
pub fn cancel_line(tx: &mut Tx<'_>, input: &CancelLine) -> Result<LineCancelled, CommandError> {
    let mut order = take_up(tx, input.order, input.seen_version, Action::CancelLine)?.order;
    let currency = order.currency;
    let line = order.lines.iter_mut().find(|line| line.line == input.line && line.kind == LineKind::Goods);
    let Some(line) = line else {
        return Err(Refusal::invalid("no_such_line").at("/line").with("line", input.line).into());
    };
    let quantity = input.quantity.unwrap_or(line.to_ship());
    if quantity < 1 || quantity > line.to_ship() {
        let refusal = Refusal::conflict("more_than_left_to_cancel").at("/quantity").with("line", input.line);
        return Err(refusal.with("wanted", quantity).with("left", line.to_ship()).into());
    }
    // Cancelled pieces are taken from the end of the line, so that they never share a rounding step with delivered ones.
    let before = line.quantity.saturating_sub(line.cancelled).saturating_sub(quantity);
    let LineShare { mut net, mut tax } = line_share(line, before, quantity, currency)?;
    let (piece_net, piece_tax) = (net, tax);
    let mut lines = vec![CreditLine { line: input.line, before, quantity, net, tax }];
    line.cancelled = line.cancelled.saturating_add(quantity);
    let (variant, warehouse) = (line.variant, line.warehouse);
    let all = nothing_left(&order);
    if all {
        (net, tax) = (order.net, order.tax);
        let others = order.lines.iter().filter(|line| line.kind != LineKind::Goods);
        lines.extend(others.map(|line| CreditLine {
            line: line.line,
            before: 0,
            quantity: line.quantity,
            net: line.net,
            tax: line.tax,
        }));
        order.rounding = 0;
    }
    let gross = net.saturating_add(tax);
    order.units = order.units.saturating_sub(quantity);
    order.net = order.net.saturating_sub(net);
    order.tax = order.tax.saturating_sub(tax);
    order.gross = order.gross.saturating_sub(gross);
    let complete = all_delivered(&order);
    let overpaid = order.paid.saturating_sub(order.refunded).saturating_sub(order.gross).max(0);
    let facts = json!({
        "line": input.line, "quantity": quantity, "net": net, "tax": tax, "gross": gross, "currency": currency,
        "piece_net": piece_net, "piece_tax": piece_tax, "all": all,
    });
    let order = put_down(tx, order, &[input.line], "orders.line_cancelled.v1", &facts)?;
    let piece = Part { line: input.line, before, quantity };
    let taken = Correction { order: order.id, net, tax, gross, lines };
    Ok(LineCancelled { variant, warehouse, piece, taken, overpaid, all, complete, order })
}
