//! Receive a return: what came back, in which state, onto which shelf, and at which cost.

use std::collections::BTreeMap;

use inventory::{
    CameBack, RestockReturned, ValueChange, VariantId, WarehouseId, WriteOff, restock_returned, write_off,
};
use kernel::{EntityCode, Id, Money, Refusal, RoundingMode};
use ledger::Entry;
use orders::commands::{ReceiveReturn, ReceivedLine, receive_return};
use orders::{Order, OrderLine, ReturnId, ReturnLine};
use store::{CommandError, Tx};

use crate::books::{CostBack, CostLeft, returned_cost};

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
    let mut costs = Costs::of(tx, &order, &back)?;
    let mut arrivals: BTreeMap<i64, Arrival> = BTreeMap::new();
    for part in back.iter().filter(|part| part.received > 0) {
        let Some(line) = order.line(part.line) else { continue };
        let Some(variant) = line.variant.map(VariantId::from_number) else { continue };
        let place = input.lines.iter().position(|inspected| inspected.line == part.line).unwrap_or_default();
        let said = input.lines.get(place).and_then(|inspected| inspected.warehouse).map(Id::number);
        let warehouse = said.or(line.warehouse).ok_or_else(|| {
            Refusal::invalid("return_without_warehouse").at(format!("/lines/{place}/warehouse")).with("line", part.line)
        })?;
        let cost = costs.back(tx, line, part.received, warehouse)?;
        let arrival = arrivals.entry(warehouse).or_default();
        let came = CameBack { variant, quantity: part.received, cost: cost.as_ref().map(|back| back.cost) };
        arrival.came.push((came, cost));
        let lost = part.received.saturating_sub(part.restocked);
        if lost > 0 {
            arrival.lost.push((variant, lost));
        }
    }
    let document = Some(input.id.to_string());
    let mut worth: Vec<(ValueChange, Option<CostBack>)> = Vec::new();
    for (number, Arrival { came, lost }) in arrivals {
        let warehouse = WarehouseId::from_number(number);
        let lines = came.iter().map(|(line, _)| *line).collect();
        let back = RestockReturned { warehouse, lines, document: document.clone(), at: None };
        // One change a line of known cost, in their order.
        let mut known = came.into_iter().filter_map(|(line, cost)| Some((line.variant, cost?)));
        for change in restock_returned(tx, &back)?.0 {
            let cost = known.find(|(variant, _)| *variant == change.variant).map(|(_, cost)| cost);
            worth.push((change, cost));
        }
        if !lost.is_empty() {
            let reason = "returned, cannot be sold".to_owned();
            let off = WriteOff { warehouse, lines: lost, reason, fact: true, document: document.clone(), at: None };
            worth.extend(write_off(tx, &off)?.0.into_iter().map(|change| (change, None)));
        }
    }
    let cost = returned_cost(&order, &worth, tx.context().now);
    ledger::post_cost(tx, &cost, pricing::booking_rate)?;
    Ok(input.id)
}

/// What an order's pieces had cost, while they come back.
struct Costs {
    entries: Vec<Entry>,
    owners: BTreeMap<i64, EntityCode>,
    /// By variant and owner: pieces shipped, and pieces back so far.
    pieces: BTreeMap<(i64, EntityCode), (i64, i64)>,
}

impl Costs {
    /// Reads the order's books and who owns the warehouses. `now` is already counted in the order's lines.
    fn of(tx: &mut Tx<'_>, order: &Order, now: &[ReturnLine]) -> Result<Self, CommandError> {
        let warehouses = inventory::list_warehouses(tx)?;
        let owners = warehouses.into_iter().map(|warehouse| (warehouse.id.number(), warehouse.entity)).collect();
        let entries = ledger::entries_of(tx, order.id.number())?;
        let mut costs = Self { entries, owners, pieces: BTreeMap::new() };
        for line in &order.lines {
            let Some(key) = costs.key(line) else { continue };
            let of_now = now.iter().filter(|part| part.line == line.line).map(|part| part.received).sum::<i64>();
            let (shipped, back) = costs.pieces.entry(key).or_default();
            *shipped = shipped.saturating_add(line.shipped);
            *back = back.saturating_add(line.returned).saturating_sub(of_now);
        }
        Ok(costs)
    }

    fn key(&self, line: &OrderLine) -> Option<(i64, EntityCode)> {
        Some((line.variant?, *self.owners.get(&line.warehouse?)?))
    }

    /// What pieces of a line had cost that come back to a warehouse now; none where nobody knew.
    fn back(
        &mut self,
        tx: &mut Tx<'_>,
        line: &OrderLine,
        received: i64,
        warehouse: i64,
    ) -> Result<Option<CostBack>, CommandError> {
        let Some((variant, owner)) = self.key(line) else { return Ok(None) };
        let Some((shipped, back)) = self.pieces.get_mut(&(variant, owner)) else { return Ok(None) };
        let before = *back;
        *back = back.saturating_add(received);
        let tag = VariantId::from_number(variant).to_string();
        let Some(left) = CostLeft::of(&self.entries, owner, &tag).map_err(Refusal::from)? else { return Ok(None) };
        let cost = left.of_pieces(before, received, *shipped).map_err(Refusal::from)?;
        match self.owners.get(&warehouse) {
            Some(taker) if *taker != owner => Ok(Some(taken_by(tx, *taker, cost.cost)?)),
            _ => Ok(Some(cost)),
        }
    }
}

/// The cost in the currency of a company that did not own the pieces before.
fn taken_by(tx: &mut Tx<'_>, taker: EntityCode, cost: Money) -> Result<CostBack, CommandError> {
    let entity = ledger::entities_by_code(tx, &[taker])?.remove(&taker);
    let entity = entity.ok_or_else(|| Refusal::conflict("unknown_entity").with("entity", taker))?;
    if entity.base_currency == cost.currency() {
        return Ok(CostBack::of(cost));
    }
    let day = entity.day_of(tx.context().now);
    let (rate, _) = pricing::booking_rate(tx, cost.currency(), entity.base_currency, day)?;
    Ok(CostBack::of(rate.convert(cost, entity.base_currency, RoundingMode::HalfUp).map_err(Refusal::from)?))
}
