//! What happens in the company: baskets, and everything that can happen to an order or a shelf. Ideas come from the dice and from
//! what the outside remembers, so some are too late, too much, or told twice.

use std::sync::Arc;

use inventory::{
    AdjustStock, Arrived, CountStock, ReceiveStock, ReceiveTransfer, Received, SendTransfer, TransferId, VariantId,
    WriteOff,
};
use kernel::{CurrencyCode, Money, UnitPrice};
use order_to_cash::{Buyer, Destination, LineRequest, OrderRequest};
use orders::commands::{
    CancelLine, CreditLines, DeliverShipment, FailShipment, RecordPayment, RequestReturn, ShipLines,
};
use orders::{BuyerKind, OrderId, ReturnId, ShipmentFailure, ShipmentId, ShipmentLine};
use return_to_refund::steps::{InspectedLine, ReceiveGoods, RefundOrder};
use store::StoreError;

use crate::dice::Dice;
use crate::ground::{Ground, PLACES, read};
use crate::memory::Memory;
use crate::wish::What;

/// Something that is going to happen to what is there then.
#[derive(Clone)]
pub(crate) enum Idea {
    Pay(OrderId),
    PayAgain(OrderId),
    Ship(OrderId),
    Deliver(OrderId, ShipmentId),
    Cancel(OrderId),
    Invoice(OrderId),
    RequestReturn(OrderId),
    TakeBack(OrderId, ReturnId),
    Credit(OrderId, Option<ReturnId>),
    Refund(OrderId),
    Hold(OrderId),
    Release(OrderId),
    Arrive(TransferId),
}

/// A basket of one to three lines, one of them sometimes twice.
pub(crate) fn basket(dice: &mut Dice, ground: &Ground, number: u64) -> Result<OrderRequest, StoreError> {
    let place = dice.pick(&PLACES).copied().ok_or_else(|| StoreError::misuse("no places"))?;
    let mut lines = Vec::new();
    for _ in 0..dice.between(1, 3) {
        if let Some((_, sku)) = dice.pick(&ground.goods) {
            let quantity = if dice.permille(50) { dice.between(4, 40) } else { dice.between(1, 3) };
            lines.push(LineRequest { sku: sku.clone(), quantity, unit_price: None });
        }
    }
    if dice.permille(60)
        && let Some(first) = lines.first().cloned()
    {
        lines.push(first);
    }
    let currency: CurrencyCode = read(match place.market {
        "gb" => "GBP",
        "jp" => "JPY",
        _ => "EUR",
    })?;
    let carriage = dice.permille(300).then(|| Money::new(dice.between(1, 999), currency));
    Ok(OrderRequest {
        channel: read("web")?,
        shop: read("sim")?,
        external_number: Some(format!("S-{number:08}")),
        market: read(place.market)?,
        currency: None,
        buyer: Buyer { kind: BuyerKind::Consumer, vat_id: None, checked: None },
        destination: Destination { country: read(place.country)?, postcode: None },
        recipient: None,
        customer: None,
        lines,
        carriage,
        placed_at: None,
        hold_until: None,
    })
}

/// What is going to happen to a new order, and in how many steps: in no particular order.
pub(crate) fn life(dice: &mut Dice, order: OrderId) -> Vec<(i64, Idea)> {
    let mut life = vec![(dice.between(0, 12), Idea::Pay(order))];
    if dice.permille(150) {
        life.push((dice.between(0, 20), Idea::PayAgain(order)));
    }
    for _ in 0..dice.between(1, 3) {
        life.push((dice.between(1, 14), Idea::Ship(order)));
    }
    // Whatever is left, at last.
    life.push((dice.between(15, 25), Idea::Ship(order)));
    for _ in 0..2 {
        if dice.permille(180) {
            life.push((dice.between(0, 16), Idea::Cancel(order)));
        }
    }
    if dice.permille(700) {
        life.push((dice.between(2, 30), Idea::Invoice(order)));
    }
    if dice.permille(80) {
        life.push((dice.between(4, 30), Idea::Credit(order, None)));
    }
    if dice.permille(80) {
        life.push((dice.between(4, 30), Idea::Refund(order)));
    }
    if dice.permille(80) {
        life.push((dice.between(0, 6), Idea::Hold(order)));
        life.push((dice.between(3, 12), Idea::Release(order)));
    }
    life
}

/// An idea becomes a request, as the outside sees the order then. `None` when there is nothing to ask.
pub(crate) fn request(dice: &mut Dice, memory: &Memory, idea: &Idea, number: u64) -> Option<What> {
    match idea {
        Idea::Pay(order) => pay(dice, memory, *order, number),
        Idea::PayAgain(order) => {
            let (reference, (_, amount)) =
                memory.payments.iter().find(|(reference, _)| reference.ends_with(&order.to_string()))?;
            let currency = memory.currencies.get(order).copied()?;
            Some(What::Pay(RecordPayment {
                order: *order,
                amount: Money::new(*amount, currency),
                method: "card".to_owned(),
                reference: reference.clone(),
                at: None,
            }))
        }
        Idea::Ship(order) => ship(dice, memory, *order, number),
        Idea::Deliver(order, shipment) if dice.permille(80) => fail(dice, memory, *order, *shipment),
        Idea::Deliver(order, shipment) => {
            Some(What::Deliver(DeliverShipment { order: *order, shipment: Some(*shipment), at: None }))
        }
        Idea::Cancel(order) => {
            let lines: Vec<_> = memory.orders.get(order)?.lines.iter().collect();
            let (line, seen) = dice.pick(&lines)?;
            let left = seen.quantity - seen.shipped - seen.cancelled;
            let quantity = if dice.permille(50) { seen.quantity } else { dice.between(1, left.max(1)) };
            Some(What::Cancel(CancelLine { order: *order, seen_version: None, line: **line, quantity: Some(quantity) }))
        }
        Idea::Invoice(order) => Some(What::Invoice(*order)),
        Idea::RequestReturn(order) => {
            let lines: Vec<_> = memory.orders.get(order)?.lines.iter().filter(|(_, seen)| seen.shipped > 0).collect();
            let (line, seen) = dice.pick(&lines)?;
            let quantity = dice.between(1, seen.shipped);
            let lines = vec![ShipmentLine { line: **line, quantity }];
            Some(What::RequestReturn(RequestReturn { order: *order, reason_code: "withdrawal".to_owned(), lines }))
        }
        Idea::TakeBack(order, id) => {
            let asked = memory.orders.get(order)?.returns.get(id)?;
            let inspected = asked.iter().map(|line| {
                let received = if dice.permille(200) { dice.between(0, line.quantity) } else { line.quantity };
                let restocked = if dice.permille(300) { dice.between(0, received) } else { received };
                InspectedLine { line: line.line, received, restocked, warehouse: None }
            });
            Some(What::TakeBack(*order, ReceiveGoods { id: *id, lines: inspected.collect() }))
        }
        Idea::Credit(order, return_id) => {
            let mut lines = Vec::new();
            if return_id.is_none() {
                let all: Vec<_> = memory.orders.get(order)?.lines.keys().copied().collect();
                lines.push(ShipmentLine { line: *dice.pick(&all)?, quantity: 1 });
            }
            Some(What::Credit(CreditLines { order: *order, seen_version: None, return_id: *return_id, lines }))
        }
        Idea::Refund(order) => {
            let seen = memory.orders.get(order)?;
            let amount = dice.between(1, (seen.paid - seen.refunded).max(1));
            Some(What::Refund(RefundOrder {
                order: *order,
                return_id: None,
                amount: Some(Money::new(amount, memory.currencies.get(order).copied()?)),
                method: "card".to_owned(),
                reference: format!("re-{number}"),
            }))
        }
        Idea::Hold(order) => Some(What::Hold(*order)),
        Idea::Release(order) => Some(What::Release(*order)),
        Idea::Arrive(transfer) => arrive(dice, memory, *transfer),
    }
}

/// The parcel comes back, or is lost.
fn fail(dice: &mut Dice, memory: &Memory, order: OrderId, shipment: ShipmentId) -> Option<What> {
    let seen = memory.orders.get(&order)?;
    let (lines, _) = seen.shipments.get(&shipment)?;
    let piece = |part: &ShipmentLine| Some((*part, seen.lines.get(&part.line)?.shelf?));
    let pieces = lines.iter().map(piece).collect::<Option<Vec<_>>>()?;
    let failure = if dice.permille(600) { ShipmentFailure::CameBack } else { ShipmentFailure::Lost };
    Some(What::Fail(FailShipment { order, shipment, failure, at: None }, pieces))
}

/// All of it, a part, or too much.
fn pay(dice: &mut Dice, memory: &Memory, order: OrderId, number: u64) -> Option<What> {
    let seen = memory.orders.get(&order)?;
    let amount = match dice.between(0, 9) {
        0 => seen.gross / 2,
        1 => seen.gross + 100,
        _ => seen.gross,
    };
    Some(What::Pay(RecordPayment {
        order,
        amount: Money::new(amount.max(1), memory.currencies.get(&order).copied()?),
        method: "card".to_owned(),
        reference: format!("pi-{number}-{order}"),
        at: None,
    }))
}

/// Some or all of what is left; sometimes a piece more.
fn ship(dice: &mut Dice, memory: &Memory, order: OrderId, number: u64) -> Option<What> {
    let seen = memory.orders.get(&order)?;
    let all = dice.permille(600);
    let mut lines = Vec::new();
    for (line, known) in &seen.lines {
        let left = known.quantity - known.shipped - known.cancelled;
        let quantity = if all { left } else { dice.between(0, left) };
        let quantity = if dice.permille(15) { quantity + 1 } else { quantity };
        if quantity > 0 {
            lines.push(ShipmentLine { line: *line, quantity });
        }
    }
    if lines.is_empty() {
        return None;
    }
    let tracking = Some(format!("T{number:010}"));
    Some(What::Ship(ShipLines {
        order,
        seen_version: None,
        lines,
        carrier: Some("post".to_owned()),
        tracking,
        at: None,
    }))
}

fn arrive(dice: &mut Dice, memory: &Memory, transfer: TransferId) -> Option<What> {
    let known = memory.transfers.get(&transfer)?;
    let mut lines = Vec::new();
    for (variant, sent) in &known.lines {
        let lost = i64::from(dice.permille(100));
        let arrived = if dice.permille(300) { dice.between(0, *sent) } else { *sent };
        let arrived = arrived.min(sent - lost);
        if arrived + lost > 0 {
            lines.push(Arrived { variant: *variant, arrived, lost });
        }
    }
    (!lines.is_empty()).then_some(What::Arrive(ReceiveTransfer { transfer, lines }))
}

/// Work in a warehouse.
pub(crate) fn warehouse_work(dice: &mut Dice, ground: &Ground, number: u64) -> Option<What> {
    let warehouse = *dice.pick(&ground.warehouses)?;
    let document = Some(format!("W-{number}"));
    let mut variants: Vec<VariantId> =
        (0..dice.between(1, 3)).filter_map(|_| dice.pick(&ground.goods)).map(|one| one.0).collect();
    variants.sort_unstable();
    variants.dedup();
    let mut counted = |low, high| variants.iter().map(|one| (*one, dice.between(low, high))).collect::<Vec<_>>();
    let (some, found) = (counted(1, 6), counted(0, 60));
    Some(match dice.between(0, 19) {
        0..=9 => {
            // Odd costs, and sometimes none.
            let cost = |some: i64| (some != 5).then(|| UnitPrice::new(5_000_000 + some * 333_333, CurrencyCode::EUR));
            let lines = some.iter().map(|(variant, some)| Received {
                variant: *variant,
                quantity: some * 4,
                unit_cost: cost(*some),
            });
            What::Receive(ReceiveStock { warehouse, lines: lines.collect(), document, at: None })
        }
        10 => What::Count(CountStock { warehouse, lines: found, document, at: None }),
        11 | 12 => {
            let sign = if dice.permille(500) { 1 } else { -1 };
            let lines = some.iter().map(|(variant, some)| (*variant, some * sign)).collect();
            let fact = dice.permille(300);
            What::Adjust(AdjustStock { warehouse, lines, reason: "found".to_owned(), fact, document, at: None })
        }
        13 => What::WriteOff(WriteOff {
            warehouse,
            lines: some,
            reason: "broken".to_owned(),
            fact: true,
            document,
            at: None,
        }),
        14..=17 => {
            let to = *dice.pick(&ground.warehouses).filter(|to| **to != warehouse)?;
            What::Send(SendTransfer { from: warehouse, to, lines: some, document })
        }
        _ => What::Sweep,
    })
}

/// The same number in the channel, for another basket: an order nobody may place.
pub(crate) fn contradicting(request: &OrderRequest) -> Arc<OrderRequest> {
    let mut other = request.clone();
    other.carriage = None;
    Arc::new(other)
}
