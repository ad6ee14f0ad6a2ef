//! Receive a transfer: pieces in transit arrived, in one go or in parts; what will never arrive is given up as lost. A fact.

use std::collections::BTreeMap;

use kernel::{Id, Refusal};
use store::{CommandError, Nothing, Read, Tx, Value, args};

use super::{checked_lines, record_all};
use crate::events::STOCK_ARRIVED;
use crate::model::{Movement, MovementKind, Shelf, TransferId, VariantId, WarehouseId};
use crate::shelves::Shelves;
use crate::store::TRANSFERS;

/// What became of a transfer.
#[derive(Debug, Clone)]
pub struct ReceiveTransfer {
    pub transfer: TransferId,
    pub lines: Vec<Arrived>,
}

/// A line of it: pieces that arrived, and pieces given up. Not both zero.
#[derive(Debug, Clone, Copy)]
pub struct Arrived {
    pub variant: VariantId,
    pub arrived: i64,
    pub lost: i64,
}

struct InTransit {
    to: WarehouseId,
    sent: i64,
    arrived: i64,
    lost: i64,
}

/// Puts what arrived on hand at its destination.
pub fn receive_transfer(tx: &mut Tx<'_>, input: &ReceiveTransfer) -> Result<Nothing, CommandError> {
    let now = tx.context().now;
    checked_lines(input.lines.len())?;
    let rows = tx.query(
        "SELECT variant, to_warehouse, sent, arrived, lost FROM stock_transfers WHERE id = $1",
        &args![input.transfer.number()],
    )?;
    let mut on_the_way: BTreeMap<VariantId, InTransit> = BTreeMap::new();
    for row in &rows {
        let line = InTransit { to: row.id(1)?, sent: row.int(2)?, arrived: row.int(3)?, lost: row.int(4)? };
        on_the_way.insert(row.id(0)?, line);
    }
    let Some(to) = on_the_way.values().next().map(|line| line.to) else {
        return Err(Refusal::not_found("transfer_not_found").with("transfer", input.transfer).into());
    };
    let (mut changed, mut movements) = (BTreeMap::new(), Vec::new());
    for (place, line) in input.lines.iter().enumerate() {
        let left = on_the_way.get(&line.variant).map_or(0, |sent| sent.sent - sent.arrived - sent.lost);
        let both = line.arrived.saturating_add(line.lost);
        let known = on_the_way.get_mut(&line.variant).filter(|_| line.arrived >= 0 && line.lost >= 0 && both > 0);
        let Some(known) = known.filter(|_| both <= left) else {
            return Err(Refusal::conflict("more_than_in_transit")
                .at(format!("/lines/{place}"))
                .with("variant", line.variant)
                .with("in_transit", left)
                .into());
        };
        known.arrived += line.arrived;
        known.lost += line.lost;
        let ended = (known.arrived + known.lost == known.sent).then_some(now);
        let row = vec![
            Value::id(input.transfer),
            Value::id(line.variant),
            known.arrived.into(),
            known.lost.into(),
            ended.into(),
        ];
        changed.insert(line.variant, row);
        if line.arrived > 0 {
            movements.push(Movement {
                shelf: Shelf::new(line.variant, to),
                kind: MovementKind::TransferIn,
                quantity: line.arrived,
                unit_cost: None,
                document: Some(input.transfer.to_string()),
                reason: None,
                at: now,
            });
        }
    }
    tx.update(&TRANSFERS, &["arrived", "lost", "ended_at"], changed.into_values().collect())?;
    let shelves = Shelves::of(tx, movements.iter().map(|movement| movement.shelf))?;
    record_all(tx, shelves, to, Some(&input.transfer.to_string()), movements, STOCK_ARRIVED)
}
