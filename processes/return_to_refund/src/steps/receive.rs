//! Receive a return: what came back, in which state, onto which shelf, and at which cost.

use std::collections::BTreeMap;

use inventory::{CameBack, ValueChange, VariantId, WarehouseId, WriteOff, write_off};
use kernel::{Id, Refusal};
use orders::ReturnId;
use orders::commands::{ReceiveReturn, ReceivedLine, note_arrivals, receive_return};
use store::{CommandError, Tx};

use super::costs::Costs;
use super::fail::restock;
use crate::books::{CostBack, returned_cost};

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
    came: Vec<(CameBack, Option<CostBack>)>,
    lost: Vec<(VariantId, i64)>,
}

/// Takes the goods in, worth what they had cost when they left (docs/decisions/0006-stock-value.md): all that came back is on hand again, and
/// what cannot be sold is written off from there, so that both are seen in the movements. Where another own company than the seller owns the
/// shelf, the cost comes back through the account between own companies: at the amounts it left at, or where the pieces go to yet another
/// company at the booking rate of the day, refused `fx_rate_missing` where there is none. Lines whose goods never were in a warehouse of ours move
/// no stock.
pub fn receive(tx: &mut Tx<'_>, input: &ReceiveGoods) -> Result<ReturnId, CommandError> {
    let found = |l: &InspectedLine| ReceivedLine { line: l.line, received: l.received, restocked: l.restocked };
    let lines = input.lines.iter().map(found).collect();
    let (order, back) = receive_return(tx, &ReceiveReturn { id: input.id, lines })?;
    let now: Vec<(i64, i64)> = back.iter().map(|part| (part.line, part.received)).collect();
    let mut costs = Costs::of(tx, &order, &now)?;
    let mut arrivals: BTreeMap<i64, Arrival> = BTreeMap::new();
    let mut arrived = Vec::new();
    for part in back.iter().filter(|part| part.received > 0) {
        let Some(line) = order.line(part.line) else { continue };
        let Some(variant) = line.variant.map(VariantId::from_number) else { continue };
        let place = input.lines.iter().position(|inspected| inspected.line == part.line).unwrap_or_default();
        let said = input.lines.get(place).and_then(|inspected| inspected.warehouse).map(Id::number);
        let warehouse = said.or(line.warehouse).ok_or_else(|| {
            Refusal::invalid("return_without_warehouse").at(format!("/lines/{place}/warehouse")).with("line", part.line)
        })?;
        let cost = costs.back(tx, line, part.received, warehouse)?;
        arrived.push((part.line, warehouse, part.received));
        let arrival = arrivals.entry(warehouse).or_default();
        let came = CameBack { variant, quantity: part.received, cost: cost.as_ref().map(|back| back.cost) };
        arrival.came.push((came, cost));
        let lost = part.received.saturating_sub(part.restocked);
        if lost > 0 {
            arrival.lost.push((variant, lost));
        }
    }
    note_arrivals(tx, input.id, &arrived)?;
    let document = input.id.to_string();
    let mut worth: Vec<(ValueChange, Option<CostBack>)> = Vec::new();
    for (number, Arrival { came, lost }) in arrivals {
        let warehouse = WarehouseId::from_number(number);
        worth.extend(restock(tx, warehouse, came, &document)?);
        if !lost.is_empty() {
            let reason = "returned, cannot be sold".to_owned();
            let off =
                WriteOff { warehouse, lines: lost, reason, fact: true, document: Some(document.clone()), at: None };
            worth.extend(write_off(tx, &off)?.0.into_iter().map(|change| (change, None)));
        }
    }
    let cost = returned_cost(&order, &worth, tx.context().now);
    ledger::post_cost(tx, &cost, pricing::booking_rate)?;
    Ok(input.id)
}
