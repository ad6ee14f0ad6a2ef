//! Receive a return: what came back, in which state, onto which shelf, and at which cost.

use std::collections::BTreeMap;

use inventory::{RestockReturned, VariantId, WarehouseId, Worth, WriteOff, restock_returned, write_off};
use kernel::{Id, Refusal};
use orders::ReturnId;
use orders::commands::{ReceiveReturn, ReceivedLine, receive_return};
use store::{CommandError, Tx};

use crate::books;

/// What the inspection found.
#[derive(Debug, Clone)]
pub struct ReceiveGoods {
    pub id: ReturnId,
    pub lines: Vec<InspectedLine>,
}

/// So many pieces of a line came back; of those, so many can be sold again. The rest is written off.
#[derive(Debug, Clone, Copy)]
pub struct InspectedLine {
    pub line: i64,
    pub received: i64,
    pub restocked: i64,
    /// Where they are now; the warehouse that sent them unless said.
    pub warehouse: Option<WarehouseId>,
}

#[derive(Default)]
struct Arrival {
    came: Vec<(VariantId, i64)>,
    lost: Vec<(VariantId, i64)>,
}

/// Takes the goods in, at the average cost of what is there (docs/decisions/0006-stock-value.md): all that came back is on hand again, and what cannot be sold is written off from there, so that both are
/// seen in the movements. Where another own company than the seller owns the shelf, the cost comes back through the account between own
/// companies at the booking rate of the day, refused `fx_rate_missing` where there is none. Lines whose goods never were in a warehouse of ours move no stock.
pub fn receive(tx: &mut Tx<'_>, input: &ReceiveGoods) -> Result<ReturnId, CommandError> {
    let found = |l: &InspectedLine| ReceivedLine { line: l.line, received: l.received, restocked: l.restocked };
    let lines = input.lines.iter().map(found).collect();
    let (order, back) = receive_return(tx, &ReceiveReturn { id: input.id, lines })?;
    let mut arrivals: BTreeMap<i64, Arrival> = BTreeMap::new();
    for part in back.iter().filter(|part| part.received > 0) {
        let Some(line) = order.line(part.line) else { continue };
        let Some(variant) = line.variant.map(VariantId::from_number) else { continue };
        let place = input.lines.iter().position(|inspected| inspected.line == part.line).unwrap_or_default();
        let said = input.lines.get(place).and_then(|inspected| inspected.warehouse).map(Id::number);
        let warehouse = said.or(line.warehouse).ok_or_else(|| {
            Refusal::invalid("return_without_warehouse").at(format!("/lines/{place}/warehouse")).with("line", part.line)
        })?;
        let arrival = arrivals.entry(warehouse).or_default();
        arrival.came.push((variant, part.received));
        let lost = part.received.saturating_sub(part.restocked);
        if lost > 0 {
            arrival.lost.push((variant, lost));
        }
    }
    let document = Some(input.id.to_string());
    let mut worth = Worth::default();
    for (number, Arrival { came, lost }) in arrivals {
        let warehouse = WarehouseId::from_number(number);
        let back = RestockReturned { warehouse, lines: came, document: document.clone(), at: None };
        worth.0.extend(restock_returned(tx, &back)?.0);
        if !lost.is_empty() {
            let reason = "returned, cannot be sold".to_owned();
            let off = WriteOff { warehouse, lines: lost, reason, fact: true, document: document.clone(), at: None };
            worth.0.extend(write_off(tx, &off)?.0);
        }
    }
    let cost = books::returned_cost(&order, &worth, tx.context().now);
    ledger::post_cost(tx, &cost, pricing::booking_rate)?;
    Ok(input.id)
}
