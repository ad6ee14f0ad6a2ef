//! What an order's pieces had cost, when they come back.

use std::collections::BTreeMap;

use inventory::VariantId;
use kernel::{EntityCode, Id, Money, Refusal, RoundingMode};
use ledger::Entry;
use orders::{Order, OrderLine};
use store::{CommandError, Tx};

use crate::books::{Became, CostBack, CostLeft, lost_tag};

/// What an order's pieces had cost, while they come back.
pub(super) struct Costs {
    entries: Vec<Entry>,
    owners: BTreeMap<i64, EntityCode>,
    /// By variant and owner.
    pieces: BTreeMap<(i64, EntityCode), Became>,
    seller: EntityCode,
}

impl Costs {
    /// Reads the order's books and who owns the warehouses. `now` (line, pieces) is what comes back by this step: the order counts it already, as
    /// returned or in a parcel that failed.
    pub(super) fn of(tx: &mut Tx<'_>, order: &Order, now: &[(i64, i64)]) -> Result<Self, CommandError> {
        let warehouses = inventory::list_warehouses(tx)?;
        let owners = warehouses.into_iter().map(|warehouse| (warehouse.id.number(), warehouse.entity)).collect();
        let entries = ledger::entries_of(tx, order.id.number())?;
        let mut costs = Self { entries, owners, pieces: BTreeMap::new(), seller: order.entity };
        let parcels = orders::queries::order_shipments(tx, order.id)?;
        let arrived = orders::queries::return_arrivals(tx, order.id)?;
        let failed: Vec<_> =
            parcels.iter().filter(|parcel| parcel.failed_at.is_some()).flat_map(|one| &one.lines).collect();
        for line in &order.lines {
            let Some(key) = costs.key(line) else { continue };
            let of_now = now.iter().filter(|(of, _)| *of == line.line).map(|(_, pieces)| *pieces).sum::<i64>();
            let failed = failed.iter().filter(|part| part.line == line.line).map(|part| part.quantity).sum::<i64>();
            let pieces = costs.pieces.entry(key).or_default();
            pieces.shipped = pieces.shipped.saturating_add(line.shipped).saturating_add(failed);
            pieces.back = pieces.back.saturating_add(line.returned).saturating_add(failed).saturating_sub(of_now);
            for (_, warehouse, came) in arrived.iter().filter(|(of, ..)| *of == line.line) {
                if let Some(taker) = costs.owners.get(warehouse).filter(|taker| **taker != key.1) {
                    pieces.elsewhere = pieces.elsewhere.saturating_add(*came);
                    pieces.to_seller = pieces.to_seller.saturating_add(if *taker == order.entity { *came } else { 0 });
                }
            }
        }
        Ok(costs)
    }

    fn key(&self, line: &OrderLine) -> Option<(i64, EntityCode)> {
        Some((line.variant?, *self.owners.get(&line.warehouse?)?))
    }

    /// What the loss of a variant from a warehouse is tagged with.
    pub(super) fn lost_tag(&self, variant: VariantId, warehouse: i64) -> String {
        let owner = self.owners.get(&warehouse).copied().unwrap_or(self.seller);
        lost_tag(&variant.to_string(), (owner, self.seller))
    }

    /// What pieces of a line had cost that come back to a warehouse now; none where nobody knew.
    pub(super) fn back(
        &mut self,
        tx: &mut Tx<'_>,
        line: &OrderLine,
        received: i64,
        warehouse: i64,
    ) -> Result<Option<CostBack>, CommandError> {
        let Some((variant, owner)) = self.key(line) else { return Ok(None) };
        let Some(pieces) = self.pieces.get_mut(&(variant, owner)) else { return Ok(None) };
        let tag = VariantId::from_number(variant).to_string();
        let left = CostLeft::of(&self.entries, (owner, self.seller), &tag).map_err(Refusal::from)?;
        let Some(left) = left else { return Ok(None) };
        let cost = left.of_pieces(pieces, received).map_err(Refusal::from)?;
        pieces.back = pieces.back.saturating_add(received);
        match self.owners.get(&warehouse) {
            Some(taker) if *taker != owner => {
                pieces.elsewhere = pieces.elsewhere.saturating_add(received);
                pieces.to_seller = pieces.to_seller.saturating_add(if *taker == self.seller { received } else { 0 });
                Ok(Some(taken_by(tx, *taker, cost.cost)?))
            }
            _ => {
                let (own, base) = cost.minor();
                pieces.given = (pieces.given.0.saturating_add(own), pieces.given.1.saturating_add(base));
                Ok(Some(cost))
            }
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
