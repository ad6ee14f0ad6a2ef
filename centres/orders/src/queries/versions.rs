//! What an order was: its versions, rebuilt from the events that made them.
//!
//! What never changes of an order is read from the order. Where it began its first event tells, and each further one what it
//! changed and where the order stood then. Nothing is kept for this that is not kept anyway.

use kernel::{Refusal, Timestamp};
use serde::Deserialize;
use serde_json::value::RawValue;
use store::{Read, StoreError, StoredEvent, events_of};

use crate::commands::{Pieces, TaxProvedLine, after_return};
use crate::model::{Fulfilment, LineKind, Order, OrderId, OrderLine, Payment, Shipment, ShipmentId, Status, TaxStatus};
use crate::reasons::OrderReasons;
use crate::store_rows::{orders_by_id, reasons_of, shipments_of};

/// An order as a version left it, and what made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderVersion {
    pub version: i64,
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// Why, where it was said.
    pub reason: Option<String>,
    /// The kind of the event that made it.
    pub event: String,
    /// Of an erased person nothing is told.
    pub order: Order,
    /// Its decisions are today's: only later lines of an order that was taken over change them.
    pub reasons: OrderReasons,
}

/// All versions of an order, oldest first; the last is the order as it stands. What raises no version (a customer identified) is in the
/// version before it. `None` where there is no such order.
pub fn order_versions(read: &mut dyn Read, id: OrderId) -> Result<Option<Vec<OrderVersion>>, StoreError> {
    let Some(now) = orders_by_id(read, &[id])?.into_iter().next() else { return Ok(None) };
    let shipments = shipments_of(read, id)?;
    let reasons = reasons_of(read, &now)?;
    let mut events = events_of(read, &id.to_string())?;
    events.retain(|event| event.kind.starts_with("orders."));
    let mut versions: Vec<OrderVersion> = Vec::new();
    let mut answers = Vec::new();
    for event in &events {
        let Some(last) = versions.last() else {
            let order = beginning(&now, event, &events)?;
            versions.push(version(event, order, &reasons));
            continue;
        };
        let mut order = last.order.clone();
        change(&mut order, &now, event, &shipments)?;
        if event.kind == TAX_PROVED {
            answers.push((order.version, read_as::<Proved>(event)?.lines));
        }
        match versions.last_mut().filter(|last| last.version == order.version) {
            Some(last) => (last.reasons, last.order) = (of_lines(&reasons, &order), order),
            None => versions.push(version(event, order, &reasons)),
        }
    }
    // The order keeps the newest answers; the event of a proof those before it.
    for (proved, lines) in answers.into_iter().rev() {
        for earlier in versions.iter_mut().filter(|one| one.version < proved) {
            for answer in &lines {
                if let Some(line) = earlier.reasons.lines.get_mut(&answer.line) {
                    line.tax = answer.tax_answer_before.get().to_owned();
                }
            }
        }
    }
    Ok(Some(versions))
}

/// One of these versions. Refuses `version_not_found`.
pub fn one_version(versions: &[OrderVersion], wanted: i64) -> Result<&OrderVersion, Refusal> {
    versions.iter().find(|one| one.version == wanted).ok_or_else(|| {
        let refusal = Refusal::not_found("version_not_found").with("version", wanted);
        refusal.with("newest", versions.last().map_or(0, |last| last.version))
    })
}

const TAX_PROVED: &str = "orders.tax_proved.v1";
const LINES_IMPORTED: &str = "orders.order_lines_imported.v1";

fn version(event: &StoredEvent, order: Order, reasons: &OrderReasons) -> OrderVersion {
    let StoredEvent { actor, reason, kind, at, .. } = event.clone();
    let reasons = of_lines(reasons, &order);
    OrderVersion { version: order.version, at, actor, reason, event: kind, order, reasons }
}

/// Of these reasons, those of the lines there were.
fn of_lines(reasons: &OrderReasons, order: &Order) -> OrderReasons {
    let mut reasons = reasons.clone();
    reasons.lines.retain(|line, _| order.line(*line).is_some());
    reasons
}

fn read_as<'e, T: Deserialize<'e>>(event: &'e StoredEvent) -> Result<T, StoreError> {
    serde_json::from_str(&event.data)
        .map_err(|e| StoreError::misuse(format!("{} at {}: {e}", event.kind, event.position)))
}

/// What events of placing and taking over tell.
#[derive(Deserialize)]
struct Placed {
    customer: Option<i64>,
    status: Status,
    held_because: Option<String>,
    payment: Payment,
    fulfilment: Fulfilment,
    units: i64,
    net: i64,
    tax: i64,
    gross: i64,
    tax_status: TaxStatus,
    lines: Vec<PlacedLine>,
}

#[derive(Deserialize)]
struct PlacedLine {
    line: i64,
    tax_status: TaxStatus,
}

#[derive(Deserialize)]
struct Proved {
    lines: Vec<TaxProvedLine>,
}

/// What every event tells that went through the transitions.
#[derive(Deserialize)]
struct Stands {
    version: i64,
    status: Status,
    payment: Payment,
    fulfilment: Fulfilment,
}

/// What events tell of amounts and pieces, each its part of it.
#[derive(Deserialize)]
struct Facts<'e> {
    version: Option<i64>,
    #[serde(default)]
    amount: i64,
    #[serde(default)]
    net: i64,
    #[serde(default)]
    tax: i64,
    #[serde(default)]
    gross: i64,
    #[serde(default)]
    quantity: i64,
    line: Option<i64>,
    #[serde(default)]
    all: bool,
    because: Option<String>,
    until: Option<Timestamp>,
    customer: Option<i64>,
    tax_status: Option<TaxStatus>,
    #[serde(default)]
    shipments: Vec<ShipmentId>,
    #[serde(borrow)]
    lines: Option<&'e RawValue>,
    /// Of a credit: what was refunded for its lines before it.
    #[serde(default)]
    refunded: Vec<LineFacts>,
}

/// What events tell of lines, each its part of it.
#[derive(Deserialize)]
struct LineFacts {
    line: i64,
    #[serde(default)]
    quantity: i64,
    #[serde(default)]
    received: i64,
    #[serde(default)]
    gross: i64,
    tax_status: Option<TaxStatus>,
}

/// The order as it was placed, or taken over.
fn beginning(now: &Order, event: &StoredEvent, events: &[StoredEvent]) -> Result<Order, StoreError> {
    let placed: Placed = read_as(event)?;
    let mut order = now.clone();
    // What was paid before an order was taken over no event tells.
    for payment in events.iter().filter(|event| event.kind == "orders.payment_recorded.v1") {
        order.paid = order.paid.saturating_sub(read_as::<Facts<'_>>(payment)?.amount);
    }
    (order.version, order.changed_at, order.customer, order.refunded) = (1, event.at, placed.customer, 0);
    (order.status, order.payment, order.fulfilment) = (placed.status, placed.payment, placed.fulfilment);
    (order.units, order.net, order.tax, order.gross) = (placed.units, placed.net, placed.tax, placed.gross);
    (order.held_because, order.tax_status) = (placed.held_because.clone(), placed.tax_status);
    order.held_until = None;
    order.lines = lines_of(now, &placed, event.kind != "orders.order_placed.v1");
    order.rounding = match order.status {
        // Nothing is left of it to be rounded.
        Status::Cancelled => 0,
        _ => order.lines.iter().fold(order.gross, |rest, line| rest.saturating_sub(line.gross)),
    };
    Ok(order)
}

/// The lines that an event brought, as they were then.
fn lines_of(now: &Order, placed: &Placed, taken_over: bool) -> Vec<OrderLine> {
    let lines = placed.lines.iter().filter_map(|told| {
        let mut line = now.line(told.line)?.clone();
        let pieces = match taken_over {
            true => Pieces::taken_over(line.kind, line.quantity, placed.status, placed.fulfilment),
            false => Pieces::default(),
        };
        (line.shipped, line.delivered, line.cancelled) = (pieces.shipped, pieces.delivered, pieces.cancelled);
        (line.returned, line.refunded, line.tax_status) = (0, 0, told.tax_status);
        Some(line)
    });
    lines.collect()
}

/// Changes the order as the event says it was changed.
fn change(order: &mut Order, now: &Order, event: &StoredEvent, shipments: &[Shipment]) -> Result<(), StoreError> {
    if event.kind == LINES_IMPORTED {
        return more_lines(order, now, event);
    }
    let facts: Facts<'_> = read_as(event)?;
    let lines: Vec<LineFacts> = match facts.lines {
        Some(lines) => serde_json::from_str(lines.get())
            .map_err(|e| StoreError::misuse(format!("{} at {}: {e}", event.kind, event.position)))?,
        None => Vec::new(),
    };
    let mut each = |to: &dyn Fn(&mut OrderLine, &LineFacts)| {
        for told in &lines {
            if let Some(line) = order.lines.iter_mut().find(|line| line.line == told.line) {
                to(line, told);
            }
        }
    };
    match event.kind.as_str() {
        "orders.order_shipped.v1" => each(&|line, told| line.shipped = line.shipped.saturating_add(told.quantity)),
        "orders.shipment_failed.v1" => each(&|line, told| line.shipped = line.shipped.saturating_sub(told.quantity)),
        "orders.return_received.v1" => each(&|line, told| line.returned = line.returned.saturating_add(told.received)),
        "orders.return_imported.v1" => each(&|line, told| line.returned = line.returned.saturating_add(told.quantity)),
        "orders.refund_recorded.v1" => {
            each(&|line, told| line.refunded = line.refunded.saturating_add(told.gross));
            order.refunded = order.refunded.saturating_add(facts.amount);
        }
        "orders.order_credited.v1" => {
            for told in &facts.refunded {
                if let Some(line) = order.lines.iter_mut().find(|line| line.line == told.line) {
                    line.refunded = line.refunded.saturating_add(told.gross);
                }
            }
        }
        TAX_PROVED => {
            each(&|line, told| line.tax_status = told.tax_status.unwrap_or(line.tax_status));
            order.tax_status = facts.tax_status.unwrap_or(order.tax_status);
        }
        "orders.payment_recorded.v1" => order.paid = order.paid.saturating_add(facts.amount),
        "orders.order_delivered.v1" => {
            let arrived = shipments.iter().filter(|one| facts.shipments.contains(&one.id)).flat_map(|one| &one.lines);
            for piece in arrived {
                if let Some(line) = order.lines.iter_mut().find(|line| line.line == piece.line) {
                    line.delivered = line.delivered.saturating_add(piece.quantity);
                }
            }
        }
        "orders.line_cancelled.v1" => cancelled(order, &facts),
        "orders.order_held.v1" => (order.held_because, order.held_until) = (facts.because, facts.until),
        "orders.customer_identified.v1" => order.customer = facts.customer,
        _ => {}
    }
    let Some(version) = facts.version.filter(|version| *version > order.version) else { return Ok(()) };
    (order.version, order.changed_at) = (version, event.at);
    if event.kind == "orders.return_imported.v1" {
        let goods = order.lines.iter().filter(|line| line.kind == LineKind::Goods && line.quantity > 0);
        let pieces = goods.map(|line| (line.quantity.saturating_sub(line.cancelled), line.returned, line.delivered));
        order.fulfilment = after_return(pieces);
        return Ok(());
    }
    let stands: Stands = read_as(event)?;
    (order.version, order.status) = (stands.version, stands.status);
    (order.payment, order.fulfilment) = (stands.payment, stands.fulfilment);
    order.held_because = order.held_because.take().filter(|_| stands.status == Status::Held);
    order.held_until = order.held_until.filter(|_| stands.status == Status::Held);
    Ok(())
}

/// What a cancellation took from a line and from the order's totals.
fn cancelled(order: &mut Order, facts: &Facts<'_>) {
    if let Some(line) = order.lines.iter_mut().find(|line| Some(line.line) == facts.line) {
        line.cancelled = line.cancelled.saturating_add(facts.quantity);
    }
    order.units = order.units.saturating_sub(facts.quantity);
    order.net = order.net.saturating_sub(facts.net);
    order.tax = order.tax.saturating_sub(facts.tax);
    order.gross = order.gross.saturating_sub(facts.gross);
    if facts.all {
        order.rounding = 0;
    }
}

/// Lines that came later to an order that was taken over.
fn more_lines(order: &mut Order, now: &Order, event: &StoredEvent) -> Result<(), StoreError> {
    let more: Placed = read_as(event)?;
    order.lines.extend(lines_of(now, &more, true));
    order.lines.sort_unstable_by_key(|line| line.line);
    (order.version, order.changed_at) = (order.version.saturating_add(1), event.at);
    order.units = order.units.saturating_add(more.units);
    order.net = order.net.saturating_add(more.net);
    order.tax = order.tax.saturating_add(more.tax);
    order.gross = order.gross.saturating_add(more.gross);
    order.tax_status = more.tax_status;
    (order.status, order.payment, order.fulfilment) = (more.status, more.payment, more.fulfilment);
    Ok(())
}
