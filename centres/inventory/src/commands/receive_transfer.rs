//! Receive a transfer: pieces in transit arrived, in one go or in parts; what will never arrive is given up as lost. A fact.

use std::collections::BTreeMap;

use kernel::{Id, Refusal};
use store::{CommandError, Read, Tx, Value, args};

use super::{checked_lines, record_all};
use crate::events::STOCK_ARRIVED;
use crate::model::{Movement, MovementKind, Shelf, TransferId, VariantId, WarehouseId};
use crate::shelves::{Came, Moved, Shelves};
use crate::store::TRANSFERS;
use crate::worth::{Effect, Worth};

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
    from: WarehouseId,
    to: WarehouseId,
    sent: i64,
    arrived: i64,
    lost: i64,
}

/// Puts what arrived on hand at its destination.
pub fn receive_transfer(tx: &mut Tx<'_>, input: &ReceiveTransfer) -> Result<Worth, CommandError> {
    let now = tx.context().now;
    checked_lines(input.lines.len())?;
    let rows = tx.query(
        "SELECT variant, to_warehouse, sent, arrived, lost, from_warehouse FROM stock_transfers WHERE id = $1",
        &args![input.transfer.number()],
    )?;
    let mut on_the_way: BTreeMap<VariantId, InTransit> = BTreeMap::new();
    for row in &rows {
        let (sent, arrived, lost) = (row.int(2)?, row.int(3)?, row.int(4)?);
        let line = InTransit { from: row.id(5)?, to: row.id(1)?, sent, arrived, lost };
        on_the_way.insert(row.id(0)?, line);
    }
    let Some(to) = on_the_way.values().next().map(|line| line.to) else {
        return Err(Refusal::not_found("transfer_not_found").with("transfer", input.transfer).into());
    };
    let (mut changed, mut movements) = (BTreeMap::new(), Vec::new());
    let (mut came, mut gone) = (Vec::new(), Vec::new());
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
        if line.lost > 0 {
            let shelf = Shelf::new(line.variant, known.from);
            let kind = MovementKind::WrittenOff;
            gone.push(Moved { shelf, kind, pieces: line.lost, effect: Effect::Leaving });
        }
        if line.arrived > 0 {
            came.push(Came { shelf: Shelf::new(line.variant, to), from: known.from, pieces: line.arrived });
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
    let mut shelves = Shelves::of(tx, movements.iter().map(|movement| movement.shelf))?;
    gone.into_iter().for_each(|lost| shelves.worth_moves(lost));
    came.into_iter().for_each(|came| shelves.came_from(came));
    record_all(tx, shelves, to, Some(&input.transfer.to_string()), movements, STOCK_ARRIVED)
}
