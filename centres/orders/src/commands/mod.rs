//! What can be done to an order: one verb a file. Each takes the order as it stands, asks the transition table, changes it and
//! tells an event; none commits.

mod adopt_orders;
mod adopt_returns;
mod cancel_line;
mod credit_lines;
mod deliver_shipment;
mod fail_shipment;
mod hold_order;
mod identify_customer;
mod issue_document;
mod note_arrivals;
mod place_orders;
mod prove_tax;
mod receive_return;
mod record_payment;
mod record_refund;
mod request_return;
mod ship_lines;

pub(crate) use adopt_orders::Pieces;
pub use adopt_orders::{AdoptLines, AdoptOrder, PaidAs, adopt_lines, adopt_orders};
pub(crate) use adopt_returns::after_return;
pub use adopt_returns::{AdoptReturn, adopt_returns};
pub use cancel_line::{CancelLine, LineCancelled, cancel_line};
pub(crate) use credit_lines::left_to_credit;
pub use credit_lines::{CreditLines, Credited, credit_lines};
pub use deliver_shipment::{DeliverShipment, Delivered, deliver_shipment};
pub use fail_shipment::{FailShipment, ShipmentFailed, fail_shipment};
pub use hold_order::{HoldOrder, OrderChanged, Released, hold_order, release_ended_holds, release_order};
pub use identify_customer::identify_customers;
pub use issue_document::{
    Correction, IssueDocument, Issued, Paper, issue_correction, issue_credit_note, issue_document, issue_invoice,
};
pub use note_arrivals::note_arrivals;
pub use place_orders::place_orders;
pub(crate) use prove_tax::TaxProvedLine;
pub use prove_tax::{ProveTax, ProvedLine, prove_tax};
pub use receive_return::{ReceiveReturn, ReceivedLine, receive_return};
pub use record_payment::{PaymentRecorded, RecordPayment, record_payment};
pub use record_refund::{RecordRefund, RefundedLine, record_refund, refunded_lines};
pub use request_return::{RequestReturn, request_return};
pub use ship_lines::{ShipLines, Shipped, ship_lines};

use kernel::{Refusal, RefusalKind};
use serde::Serialize;
use store::{CommandError, Event, Read, StoreError, Tx};

use crate::model::{Order, OrderId, OrderLine};
use crate::standing::Standing;
use crate::store_rows::{orders_by_id, save_lines, save_order};
use crate::transitions::{Action, check, fulfilment_of, payment_of, status_of};

/// The order as it stands, ready for `action`; refused when it is not there, was changed since the caller saw it, or its state
/// does not allow it.
fn take_up(
    read: &mut dyn Read,
    id: OrderId,
    seen_version: Option<i64>,
    action: Action,
) -> Result<Standing, CommandError> {
    let order = load(read, id)?;
    if let Some(seen) = seen_version
        && seen != order.version
    {
        return Err(Refusal::new(RefusalKind::Stale, "stale_version").with("current", order.version).into());
    }
    let standing = Standing::read_for(read, order, &[action])?;
    check(&standing, action)?;
    Ok(standing)
}

fn load(read: &mut dyn Read, id: OrderId) -> Result<Order, CommandError> {
    let found = orders_by_id(read, &[id])?.into_iter().next();
    found.ok_or_else(|| Refusal::not_found("order_not_found").with("order", id).into())
}

/// What every event about a changed order tells beside its own facts.
#[derive(Serialize)]
struct Told<'f, F> {
    order: OrderId,
    version: i64,
    status: crate::model::Status,
    payment: crate::model::Payment,
    fulfilment: crate::model::Fulfilment,
    #[serde(flatten)]
    facts: &'f F,
}

/// Derives the axes anew, raises the version, writes the order and the given lines, tells the event.
fn put_down(
    tx: &mut Tx<'_>,
    mut order: Order,
    lines: &[i64],
    kind: &'static str,
    facts: &impl Serialize,
) -> Result<Order, StoreError> {
    order.fulfilment = fulfilment_of(&order);
    order.payment = payment_of(&order);
    order.status = status_of(&order);
    note(tx, order, lines, kind, facts)
}

/// Like [`put_down`], for what moves neither goods nor money: an order taken over from elsewhere stands where it was told to
/// stand until something really happens to it.
fn note(
    tx: &mut Tx<'_>,
    mut order: Order,
    lines: &[i64],
    kind: &'static str,
    facts: &impl Serialize,
) -> Result<Order, StoreError> {
    order.version = order.version.saturating_add(1);
    order.changed_at = tx.context().now;
    save_order(tx, &order)?;
    save_lines(tx, &order, lines)?;
    tell(tx, &order, kind, facts)?;
    Ok(order)
}

/// Tells what happened to an order, and where it stands now.
fn tell(tx: &mut Tx<'_>, order: &Order, kind: &'static str, facts: &impl Serialize) -> Result<(), StoreError> {
    let told = Told {
        order: order.id,
        version: order.version,
        status: order.status,
        payment: order.payment,
        fulfilment: order.fulfilment,
        facts,
    };
    tx.publish(Event::new(kind, order.id, &told)?);
    Ok(())
}

/// So many pieces of a line, those after the first `before`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub line: i64,
    pub before: i64,
    pub quantity: i64,
}

/// The pieces a caller names. Naming none is all of them; a list that is there and empty names nothing: refused `no_pieces_named`.
pub fn named<L>(lines: Option<Vec<L>>) -> Result<Vec<L>, Refusal> {
    match lines {
        Some(lines) if lines.is_empty() => Err(Refusal::invalid("no_pieces_named").at("/lines")),
        lines => Ok(lines.unwrap_or_default()),
    }
}

/// Net and tax of some pieces of a line, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineShare {
    pub net: i64,
    pub tax: i64,
}

/// What `quantity` pieces of a line carry, those after the first `before`. Tax and price are cut, the price as it was told: with tax
/// where prices include it, so that two pieces at 49.00 are never 49.01 and 48.99; what is left between the two follows.
pub fn line_share(
    line: &OrderLine,
    before: i64,
    quantity: i64,
    currency: kernel::CurrencyCode,
) -> Result<LineShare, CommandError> {
    let of = |total: i64| share(total, before, quantity, line.quantity, currency);
    let tax = of(line.tax)?;
    let net = if line.price_includes_tax { of(line.gross)?.saturating_sub(tax) } else { of(line.net)? };
    Ok(LineShare { net, tax })
}

/// The share of a line's amounts that `part` of its `whole` pieces carries, given what earlier parts took: cumulative rounding,
/// so the parts add up exactly.
pub fn share(
    total: i64,
    part_before: i64,
    part_now: i64,
    whole: i64,
    currency: kernel::CurrencyCode,
) -> Result<i64, CommandError> {
    let upto = |pieces: i64| -> Result<i64, CommandError> {
        let zero = kernel::Money::zero(currency);
        Ok(kernel::share_to_date(kernel::Money::new(total, currency), pieces, whole, zero)?.minor())
    };
    Ok(upto(part_before.saturating_add(part_now))?.saturating_sub(upto(part_before)?))
}
