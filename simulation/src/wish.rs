//! What somebody wants of Hanse: a request with its key, sent as often as it takes.

use std::collections::BTreeMap;
use std::sync::Arc;

use inventory::{AdjustStock, CountStock, ReceiveStock, ReceiveTransfer, SendTransfer, Shelf, WriteOff};
use kernel::Id;
use order_to_cash::{Conversion, OrderRequest, steps};
use orders::commands::{
    CancelLine, CreditLines, DeliverShipment, FailShipment, HoldOrder, RecordPayment, RequestReturn, ShipLines,
};
use orders::{OrderId, ShipmentLine};
use return_to_refund::steps::{self as back, ReceiveGoods, RefundOrder};
use store::{CommandError, Idempotency, Tx};

use crate::deed::{Done, Work};
use crate::plant::Plant;

#[derive(Clone)]
pub(crate) enum What {
    Place(Arc<OrderRequest>),
    Pay(RecordPayment),
    Ship(ShipLines),
    Deliver(DeliverShipment),
    /// A parcel fails; its pieces, and where they are wanted again.
    Fail(FailShipment, Vec<(ShipmentLine, Shelf)>),
    Cancel(CancelLine),
    Invoice(OrderId),
    RequestReturn(RequestReturn),
    TakeBack(OrderId, ReceiveGoods),
    Credit(CreditLines),
    Refund(RefundOrder),
    Hold(OrderId),
    Release(OrderId),
    Receive(ReceiveStock),
    Adjust(AdjustStock),
    Count(CountStock),
    WriteOff(WriteOff),
    Send(SendTransfer),
    Arrive(ReceiveTransfer),
    /// Ends holds whose time is up.
    Sweep,
    /// Reference data is edited: every plan made before is outdated.
    EditCatalogue,
}

/// A request.
#[derive(Clone)]
pub(crate) struct Wish {
    pub number: u64,
    pub what: What,
    pub key: Idempotency,
    /// How often it was sent.
    pub sent: u32,
    /// It contradicts an earlier one: only a refusal is right.
    pub wrong: bool,
}

/// What an order's request changes when it is done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Effect {
    /// Per line: shipped, cancelled, returned.
    pub lines: BTreeMap<i64, (i64, i64, i64)>,
    /// Per line: pieces of a parcel that failed.
    pub failed: BTreeMap<i64, i64>,
    pub shipment: Option<orders::ShipmentId>,
    /// Provider's reference and amount.
    pub paid: Option<(String, i64)>,
    pub refunded: i64,
}

impl Wish {
    pub fn new(number: u64, what: What) -> Self {
        let mut key = [0u8; 16];
        for (slot, byte) in key.iter_mut().zip(number.to_be_bytes()) {
            *slot = byte;
        }
        Self { number, what, key: Idempotency { key, fingerprint: key }, sent: 0, wrong: false }
    }

    /// The order it is about, once that has an id.
    pub fn order(&self) -> Option<OrderId> {
        match &self.what {
            What::Pay(input) => Some(input.order),
            What::Ship(input) => Some(input.order),
            What::Deliver(input) => Some(input.order),
            What::Fail(input, _) => Some(input.order),
            What::Cancel(input) => Some(input.order),
            What::RequestReturn(input) => Some(input.order),
            What::TakeBack(order, _) => Some(*order),
            What::Credit(input) => Some(input.order),
            What::Refund(input) => Some(input.order),
            What::Invoice(order) | What::Hold(order) | What::Release(order) => Some(*order),
            _ => None,
        }
    }

    /// The order it wants placed, by its number in the channel.
    pub fn external_number(&self) -> Option<&str> {
        match &self.what {
            What::Place(request) => request.external_number.as_deref(),
            _ => None,
        }
    }

    pub fn effect(&self) -> Effect {
        let mut effect = Effect::default();
        match &self.what {
            What::Pay(input) => effect.paid = Some((input.reference.clone(), input.amount.minor())),
            What::Ship(input) => {
                for ShipmentLine { line, quantity } in &input.lines {
                    effect.lines.entry(*line).or_default().0 += quantity;
                }
            }
            What::Cancel(input) => {
                effect.lines.entry(input.line).or_default().1 += input.quantity.unwrap_or_default();
            }
            What::Deliver(input) => effect.shipment = input.shipment,
            What::Fail(_, pieces) => {
                for (part, _) in pieces {
                    *effect.failed.entry(part.line).or_default() += part.quantity;
                }
            }
            What::TakeBack(_, input) => {
                for line in &input.lines {
                    effect.lines.entry(line.line).or_default().2 += line.received;
                }
            }
            What::Refund(input) => effect.refunded = input.amount.map_or(0, kernel::Money::minor),
            _ => {}
        }
        effect
    }

    /// The paper of its movements, and how many there are when it is done.
    pub fn paper(&self) -> Option<(&str, i64)> {
        let count = |lines: usize| i64::try_from(lines).unwrap_or(i64::MAX);
        match &self.what {
            What::Receive(input) => Some((input.document.as_deref()?, count(input.lines.len()))),
            What::Adjust(input) => Some((input.document.as_deref()?, count(input.lines.len()))),
            What::WriteOff(input) => Some((input.document.as_deref()?, count(input.lines.len()))),
            _ => None,
        }
    }

    /// The shelves whose shortfall it may enlarge: it tells a fact about them.
    pub fn facts_about(&self) -> Vec<Shelf> {
        let shelves = |warehouse, lines: &[(inventory::VariantId, i64)]| {
            lines.iter().map(|(variant, _)| Shelf::new(*variant, warehouse)).collect()
        };
        match &self.what {
            What::Count(input) => shelves(input.warehouse, &input.lines),
            What::WriteOff(input) => shelves(input.warehouse, &input.lines),
            What::Adjust(input) if input.fact => shelves(input.warehouse, &input.lines),
            What::Fail(_, pieces) => pieces.iter().map(|(_, shelf)| *shelf).collect(),
            _ => Vec::new(),
        }
    }

    /// The refusals that are a right answer to it.
    pub fn may_be_refused(&self, code: &str) -> bool {
        let codes: &[&str] = match &self.what {
            What::Place(_) if self.wrong => &["external_number_taken", "out_of_stock"],
            What::Place(_) => &["out_of_stock", "no_way_to_send"],
            What::Pay(_) if self.wrong => &["payment_reference_taken"],
            What::Pay(_) => &[],
            What::Ship(_) => &["order_is_held", "nothing_to_ship", "more_than_left_to_ship", "hold_ended"],
            What::Deliver(_) => &["nothing_to_deliver"],
            What::Fail(..) => &["nothing_to_deliver", "shipment_is_over"],
            What::Cancel(_) => &["order_cannot_be_cancelled", "more_than_left_to_cancel"],
            What::Invoice(_) => &["order_not_ready_for_invoice", "order_is_invoiced"],
            What::RequestReturn(_) => &["nothing_to_return", "more_than_left_to_return"],
            What::TakeBack(..) => &["return_without_lines"],
            What::Credit(_) => &["nothing_to_credit", "more_than_left_to_credit"],
            What::Refund(_) => &["nothing_to_refund", "more_than_left_to_refund"],
            What::Hold(_) => &["order_cannot_be_held"],
            What::Release(_) => &["order_is_not_held"],
            What::Adjust(input) if !input.fact => &["adjustment_takes_held_stock"],
            What::Send(_) => &["out_of_stock"],
            What::Arrive(_) => &["more_than_in_transit"],
            _ => &[],
        };
        codes.contains(&code)
    }

    /// The command, with the mistake that is planted into it. Placing has a batch of its own.
    pub fn work(&self, conversion: Option<Conversion>, plant: Plant) -> Option<Work> {
        let work: Work = match self.what.clone() {
            What::Place(_) => return None,
            What::Pay(input) if plant == Plant::PaidOutsideBooks => {
                doing(move |tx| orders::commands::record_payment(tx, &input).map(Done::of))
            }
            What::Pay(input) => {
                let conversion = conversion?;
                doing(move |tx| steps::pay(tx, &input, &conversion).map(Done::of))
            }
            What::Ship(input) if plant == Plant::ShipWithoutStock => {
                doing(move |tx| orders::commands::ship_lines(tx, &input).map(Done::of))
            }
            What::Ship(input) => doing(move |tx| ship(tx, &input, plant)),
            What::Deliver(input) if plant == Plant::DeliverWithoutBooks => {
                doing(move |tx| orders::commands::deliver_shipment(tx, &input).map(Done::of))
            }
            What::Deliver(input) => doing(move |tx| deliver(tx, &input, plant)),
            What::Fail(input, _) => doing(move |tx| back::fail(tx, &input).map(Done::of)),
            What::Cancel(input) => doing(move |tx| cancel(tx, &input, plant)),
            What::Invoice(order) => doing(move |tx| invoice(tx, order, plant)),
            What::RequestReturn(input) => doing(move |tx| back::request(tx, &input).map(Done::of)),
            What::TakeBack(_, input) => doing(move |tx| back::receive(tx, &input).map(Done::of)),
            What::Credit(input) => {
                let region = crate::ground::read("eu").ok()?;
                doing(move |tx| back::credit(tx, &input, &region).map(Done::of))
            }
            What::Refund(input) => doing(move |tx| refund(tx, &input, plant)),
            What::Hold(order) => doing(move |tx| {
                let until = Some(tx.context().now.plus_ms(3_600_000)).filter(|_| kernel::Id::number(order) % 2 == 0);
                let input = HoldOrder { order, seen_version: None, because: "review".to_owned(), until };
                orders::commands::hold_order(tx, &input).map(Done::of)
            }),
            What::Release(order) => doing(move |tx| orders::commands::release_order(tx, order, None).map(Done::of)),
            What::Receive(input) => doing(move |tx| {
                if plant == Plant::CostOutsideBooks {
                    return inventory::receive_stock(tx, &input).map(Done::of);
                }
                if plant == Plant::ReceiveTwice {
                    stock_keeping::steps::receive(tx, &input)?;
                }
                stock_keeping::steps::receive(tx, &input).map(Done::of)
            }),
            What::Adjust(input) => doing(move |tx| stock_keeping::steps::adjust(tx, &input).map(Done::of)),
            What::Count(input) => doing(move |tx| stock_keeping::steps::count(tx, &input).map(Done::of)),
            What::WriteOff(input) => doing(move |tx| stock_keeping::steps::write_off(tx, &input).map(Done::of)),
            What::Send(input) => doing(move |tx| send(tx, &input, plant)),
            What::Arrive(input) => doing(move |tx| stock_keeping::steps::arrive(tx, &input).map(Done::of)),
            What::Sweep => doing(move |tx| inventory::release_expired_holds(tx, 50).map(Done::of)),
            What::EditCatalogue => doing(move |tx| {
                tx.touch(catalogue::AREA);
                Ok(Done(String::new()))
            }),
        };
        Some(work)
    }
}

fn doing(work: impl Fn(&mut Tx<'_>) -> Result<Done, CommandError> + Send + Sync + 'static) -> Work {
    Arc::new(work)
}

fn ship(tx: &mut Tx<'_>, input: &ShipLines, plant: Plant) -> Result<Done, CommandError> {
    let done = steps::ship(tx, input).map(Done::of)?;
    let entries = if plant == Plant::OwedTwice { ledger::entries_of(tx, input.order.number())? } else { Vec::new() };
    if let Some(entry) = entries.last()
        && let Some(owed) = entry.transfers.iter().find(|one| one.credit == ledger::Account::Intercompany)
    {
        let transfer = ledger::NewTransfer::new(owed.debit, owed.credit, owed.amount);
        let again = ledger::NewEntry {
            entity: entry.entity,
            reference: entry.reference.clone(),
            cause: entry.cause,
            at: entry.at,
            transfers: vec![match &owed.exchange {
                Some(exchange) => transfer.in_base(owed.base, exchange.clone()),
                None => transfer,
            }],
        };
        ledger::post_fact(tx, &again)?;
    }
    Ok(done)
}

fn cancel(tx: &mut Tx<'_>, input: &CancelLine, plant: Plant) -> Result<Done, CommandError> {
    let region = crate::ground::read("eu")?;
    if plant != Plant::CancelKeepsHold {
        return steps::cancel(tx, input, &region).map(Done::of);
    }
    let before = inventory::holds_of(tx, &[inventory::OrderId::from_number(input.order.number())])?;
    let done = steps::cancel(tx, input, &region).map(Done::of)?;
    let Some(hold) = before.iter().find(|hold| hold.open > 0) else { return Ok(done) };
    let again = inventory::HoldRequest {
        for_order: hold.order,
        lines: vec![inventory::Pieces { shelf: hold.shelf, quantity: 1 }],
        expires_at: None,
    };
    let context = tx.context().clone();
    let _ = inventory::hold_stock_batch(tx, &[(&context, &again)])?;
    Ok(done)
}

fn deliver(tx: &mut Tx<'_>, input: &DeliverShipment, plant: Plant) -> Result<Done, CommandError> {
    let done = steps::deliver(tx, input).map(Done::of)?;
    if plant == Plant::DifferenceForgotten
        && let Some(entry) = ledger::entries_of(tx, input.order.number())?.last()
        && let [difference] = entry.transfers.as_slice()
        && [difference.debit, difference.credit].contains(&ledger::Account::FxDifference)
    {
        let transfer = ledger::NewTransfer::new(difference.credit, difference.debit, difference.amount);
        let back = ledger::NewEntry {
            entity: entry.entity,
            reference: entry.reference.clone(),
            cause: entry.cause,
            at: entry.at,
            transfers: vec![transfer],
        };
        ledger::post_fact(tx, &back)?;
    }
    Ok(done)
}

fn invoice(tx: &mut Tx<'_>, order: OrderId, plant: Plant) -> Result<Done, CommandError> {
    let region = crate::ground::read("eu")?;
    let done = steps::invoice(tx, order, &region).map(Done::of)?;
    if plant == Plant::NumberSkipped {
        let year = crate::ground::START.day_utc().year();
        let entity = crate::ground::read(crate::ground::SELLER)?;
        let series = ledger::NumberSeries { entity, region, kind: ledger::NumberKind::Invoice, year };
        ledger::draw_number(tx, &series)?;
    }
    Ok(done)
}

fn refund(tx: &mut Tx<'_>, input: &RefundOrder, plant: Plant) -> Result<Done, CommandError> {
    let done = back::refund(tx, input).map(Done::of)?;
    if plant == Plant::RefundTwiceInBooks
        && let Some(amount) = input.amount
        && let Some(entry) = ledger::entries_of(tx, input.order.number())?.last()
        && amount.currency() == entry.base_currency
    {
        let transfer = ledger::NewTransfer::new(ledger::Account::Receivable, ledger::Account::ProviderClearing, amount);
        let again = ledger::NewEntry {
            entity: entry.entity,
            reference: entry.reference.clone(),
            cause: ledger::Cause::Refunded,
            at: tx.context().now,
            transfers: vec![transfer],
        };
        ledger::post_fact(tx, &again)?;
    }
    Ok(done)
}

fn send(tx: &mut Tx<'_>, input: &SendTransfer, plant: Plant) -> Result<Done, CommandError> {
    if plant == Plant::SendHeldStock {
        let variants: Vec<_> = input.lines.iter().map(|(variant, _)| *variant).collect();
        for balance in inventory::availability(tx, &variants)?.iter().filter(|one| one.shelf.warehouse == input.from) {
            let loss = WriteOff {
                warehouse: input.from,
                lines: vec![(balance.shelf.variant, balance.on_hand.max(1))],
                reason: "planted".to_owned(),
                fact: true,
                document: None,
                at: None,
            };
            stock_keeping::steps::write_off(tx, &loss)?;
        }
        return Ok(Done(String::new()));
    }
    inventory::send_transfer(tx, input).map(Done::of)
}
