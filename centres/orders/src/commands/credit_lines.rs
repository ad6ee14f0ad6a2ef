//! Takes back a part of an order's price: for goods that came back, or without them (a reduction, goods the buyer keeps).

use kernel::Refusal;
use serde_json::json;
use store::{Answer, CommandError, StoreError, Tx, Value};

use super::{LineShare, RefundedLine, line_share, note, refunded_lines, take_up};
use crate::model::{
    Credit, CreditId, CreditLine, LineKind, Order, OrderId, Return, ReturnId, ReturnState, ShipmentLine,
};
use crate::standing::Standing;
use crate::store_rows::{ORDER_CREDIT_LINES, ORDER_CREDITS, ORDER_RETURNS};
use crate::transitions::{Action, all_delivered};

/// Which pieces are credited. No lines means all of the return's that came back, or without a return all that was delivered and
/// is not credited yet, carriage included. Carriage and other lines that are no goods can be named once all is delivered.
#[derive(Debug, Clone)]
pub struct CreditLines {
    pub order: OrderId,
    pub seen_version: Option<i64>,
    pub return_id: Option<ReturnId>,
    pub lines: Vec<ShipmentLine>,
}

/// What was credited, for the process that books it and issues the credit note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credited {
    pub credit: Credit,
    /// Nothing of the order is left to be credited: with this credit its whole price has gone back.
    pub complete: bool,
}

impl Answer for Credited {
    fn reference(&self) -> String {
        self.credit.id.to_string()
    }
}

/// Credits the pieces at their exact share of the line, after those credited before (cumulative rounding: all credits of a line
/// add up to its price). Pieces are credited once, and only delivered ones: what has not arrived was never earned and is
/// cancelled instead.
pub fn credit_lines(tx: &mut Tx<'_>, input: &CreditLines) -> Result<Credited, CommandError> {
    let mut standing = take_up(tx, input.order, input.seen_version, Action::Credit)?;
    let back = input.return_id.map(|id| credited_return(&standing, id)).transpose()?;
    let priced = price(&standing, back, &input.lines)?;
    let (id, at) = (tx.context().new_id::<CreditId>(), tx.context().now);
    let Priced { lines, complete, net, tax } = priced;
    let gross = net.saturating_add(tax);
    let order_id = standing.order.id;
    let credit = Credit { id, order: order_id, return_id: input.return_id, document: None, net, tax, gross, at, lines };
    write(tx, &credit)?;
    if let Some(back) = back {
        close_when_credited(tx, back, &standing.credits, &credit)?;
    }
    let told: Vec<_> = credit
        .lines
        .iter()
        .map(|l| json!({ "line": l.line, "quantity": l.quantity, "net": l.net, "tax": l.tax }))
        .collect();
    standing.credits.push(credit.clone());
    let refunded = refunded_before(&standing, gross);
    let mut touched = Vec::with_capacity(refunded.len());
    for part in &refunded {
        if let Some(line) = standing.order.lines.iter_mut().find(|line| line.line == part.line) {
            line.refunded = line.refunded.saturating_add(part.gross);
            touched.push(part.line);
        }
    }
    let refunded: Vec<_> = refunded.iter().map(|part| json!({ "line": part.line, "gross": part.gross })).collect();
    let facts = json!({
        "credit": id, "return": input.return_id, "net": net, "tax": tax, "gross": gross,
        "currency": standing.order.currency, "lines": told, "refunded": refunded,
    });
    note(tx, standing.order, &touched, "orders.order_credited.v1", &facts)?;
    Ok(Credited { credit, complete })
}

/// What of a credit of `gross`, the newest of the order's, was refunded before it came and stood on no line till now: that much less
/// than the credit is paid too much.
fn refunded_before(standing: &Standing, gross: i64) -> Vec<RefundedLine> {
    let order = &standing.order;
    let on_lines = order.lines.iter().fold(0i64, |sum, line| sum.saturating_add(line.refunded));
    let on_none = order.refunded.saturating_sub(on_lines).max(0);
    let before = gross.saturating_sub(standing.paid_too_much()).clamp(0, on_none);
    refunded_lines(standing, before)
}

/// What a credit of all that may be credited gives back, in minor units with tax; nothing where there is nothing.
pub(crate) fn left_to_credit(standing: &Standing) -> i64 {
    price(standing, None, &[]).map_or(0, |priced| priced.net.saturating_add(priced.tax))
}

/// What a credit takes back: its lines' exact shares, and the totals.
struct Priced {
    lines: Vec<CreditLine>,
    complete: bool,
    net: i64,
    tax: i64,
}

fn price(standing: &Standing, back: Option<&Return>, named: &[ShipmentLine]) -> Result<Priced, CommandError> {
    let Standing { order, credits: earlier, .. } = standing;
    let before = Before::of(standing);
    let wanted = wanted(order, &before, earlier, back, named);
    if wanted.is_empty() {
        return Err(Refusal::conflict("nothing_to_credit").with("order", order.id).into());
    }
    let mut lines: Vec<CreditLine> = Vec::with_capacity(wanted.len());
    for (place, want) in wanted.iter().enumerate() {
        let field = || format!("/lines/{place}");
        let line = order.line(want.line);
        let line = line.ok_or_else(|| Refusal::invalid("no_such_line").at(field()).with("line", want.line))?;
        if lines.iter().any(|earlier| earlier.line == want.line) {
            return Err(Refusal::invalid("line_twice").at(field()).with("line", want.line).into());
        }
        let of_return = back.map_or(i64::MAX, |back| left_of_return(back, earlier, want.line));
        let left = before.left(order, want.line).min(of_return);
        if want.quantity < 1 || want.quantity > left {
            let refusal = Refusal::conflict("more_than_left_to_credit").at(field()).with("line", want.line);
            return Err(refusal.with("wanted", want.quantity).with("left", left).into());
        }
        let before = before.pieces(want.line);
        let LineShare { net, tax } = line_share(line, before, want.quantity, order.currency)?;
        lines.push(CreditLine { line: want.line, before, quantity: want.quantity, net, tax });
    }
    let complete = before.complete_with(order, &lines);
    let sum = |of: fn(&CreditLine) -> i64| lines.iter().map(of).fold(0i64, i64::saturating_add);
    let (net, tax) = if complete && !before.elsewhere {
        // The last credit takes what is left of the order's own totals, and with it what rounding by document had added.
        let gone = |of: fn(&Credit) -> i64| earlier.iter().map(of).fold(0i64, i64::saturating_add);
        (order.net.saturating_sub(gone(|c| c.net)), order.tax.saturating_sub(gone(|c| c.tax)))
    } else {
        (sum(|line| line.net), sum(|line| line.tax))
    };
    if net.saturating_add(tax) < 1 {
        return Err(Refusal::conflict("nothing_to_credit").with("order", order.id).into());
    }
    Ok(Priced { lines, complete, net, tax })
}

/// How many pieces of each line were credited before.
struct Before {
    lines: Vec<(i64, i64)>,
    /// Some of them under a number of another system.
    elsewhere: bool,
}

impl Before {
    fn of(standing: &Standing) -> Self {
        let own = standing.credits.iter().flat_map(|credit| &credit.lines);
        let mut lines: Vec<(i64, i64)> = own.map(|line| (line.line, line.quantity)).collect();
        let foreign =
            standing.order.lines.iter().map(|line| (line.line, standing.pieces_credited_elsewhere(line.line)));
        let foreign: Vec<(i64, i64)> = foreign.filter(|(_, pieces)| *pieces > 0).collect();
        let elsewhere = !foreign.is_empty();
        lines.extend(foreign);
        Self { lines, elsewhere }
    }

    fn pieces(&self, line: i64) -> i64 {
        self.lines.iter().filter(|(of, _)| *of == line).fold(0i64, |sum, (_, pieces)| sum.saturating_add(*pieces))
    }

    /// What of a line may still be credited: delivered goods; all else once the goods are delivered.
    fn left(&self, order: &Order, line: i64) -> i64 {
        let there = match order.line(line) {
            None => 0,
            Some(line) if line.kind == LineKind::Goods => line.delivered,
            Some(line) if all_delivered(order) => line.quantity,
            Some(_) => 0,
        };
        there.saturating_sub(self.pieces(line)).max(0)
    }

    fn complete_with(&self, order: &Order, now: &[CreditLine]) -> bool {
        let of_now = |line: i64| now.iter().find(|part| part.line == line).map_or(0, |part| part.quantity);
        all_delivered(order) && order.lines.iter().all(|line| self.left(order, line.line) == of_now(line.line))
    }
}

/// The return whose pieces are credited: of this order, and its goods are here.
fn credited_return(standing: &Standing, id: ReturnId) -> Result<&Return, CommandError> {
    let found = standing.returns.iter().find(|found| found.id == id);
    let found = found.ok_or_else(|| Refusal::not_found("return_not_found").at("/return").with("return", id))?;
    match found.state {
        ReturnState::Received => Ok(found),
        ReturnState::Requested => Err(Refusal::conflict("return_not_received").at("/return").with("return", id).into()),
        ReturnState::Closed => Err(Refusal::conflict("return_is_credited").at("/return").with("return", id).into()),
    }
}

fn left_of_return(back: &Return, earlier: &[Credit], line: i64) -> i64 {
    let came = back.lines.iter().find(|part| part.line == line).map_or(0, |part| part.received);
    let credited = earlier.iter().filter(|credit| credit.return_id == Some(back.id)).flat_map(|credit| &credit.lines);
    credited.filter(|part| part.line == line).fold(came, |left, part| left.saturating_sub(part.quantity))
}

fn wanted(
    order: &Order,
    before: &Before,
    earlier: &[Credit],
    back: Option<&Return>,
    named: &[ShipmentLine],
) -> Vec<ShipmentLine> {
    if !named.is_empty() {
        return named.to_vec();
    }
    let all: Vec<ShipmentLine> = match back {
        Some(back) => {
            let left = |line: i64| left_of_return(back, earlier, line);
            back.lines.iter().map(|part| ShipmentLine { line: part.line, quantity: left(part.line) }).collect()
        }
        None => {
            let left = |line: i64| before.left(order, line);
            order.lines.iter().map(|line| ShipmentLine { line: line.line, quantity: left(line.line) }).collect()
        }
    };
    all.into_iter().filter(|part| part.quantity > 0).collect()
}

fn write(tx: &mut Tx<'_>, credit: &Credit) -> Result<(), StoreError> {
    tx.insert(
        &ORDER_CREDITS,
        vec![vec![
            Value::id(credit.id),
            Value::id(credit.order),
            Value::opt_id(credit.return_id),
            Value::Null,
            Value::Int(credit.net),
            Value::Int(credit.tax),
            Value::Int(credit.gross),
            Value::from(credit.at),
        ]],
    )?;
    let row = |line: &CreditLine| {
        let numbers = [line.line, line.before, line.quantity, line.net, line.tax].map(Value::Int);
        std::iter::once(Value::id(credit.id)).chain(numbers).collect()
    };
    tx.insert(&ORDER_CREDIT_LINES, credit.lines.iter().map(row).collect())
}

/// A return ends when all that came back of it is credited.
fn close_when_credited(tx: &mut Tx<'_>, back: &Return, earlier: &[Credit], now: &Credit) -> Result<(), StoreError> {
    let of_now = |line: i64| now.lines.iter().find(|part| part.line == line).map_or(0, |part| part.quantity);
    if back.lines.iter().any(|part| left_of_return(back, earlier, part.line) > of_now(part.line)) {
        return Ok(());
    }
    let row = vec![Value::id(back.id), Value::word("closed"), Value::Int(back.version.saturating_add(1))];
    tx.update(&ORDER_RETURNS, &["state", "version"], vec![row])
}
