//! What a group's movements do to the worth of stock: two or three reads and one write for all of them, and none where no cost is
//! known of anything that moved.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use kernel::{Money, MoneyError};
use store::{StoreError, Tx, Value};

use super::{Shelves, variants_of};
use crate::model::{MovementKind, Shelf, WarehouseId};
use crate::store::{COSTS, Owned, owners, pieces_owned, pools_of};
use crate::worth::{Effect, Pool, ValueChange, Worth};

/// A movement's effect on the worth of its shelf's owner.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moved {
    pub(crate) shelf: Shelf,
    pub(crate) kind: MovementKind,
    pub(crate) pieces: i64,
    pub(crate) effect: Effect,
}

/// Pieces that arrived from another warehouse: nothing where both are one owner's.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Came {
    pub(crate) shelf: Shelf,
    pub(crate) from: WarehouseId,
    pub(crate) pieces: i64,
}

impl Shelves {
    /// What a movement of this kind does unless its cost is told. Transfers do nothing: the pieces stay their owner's.
    pub(super) fn moves_worth(&mut self, shelf: Shelf, kind: MovementKind, quantity: i64) {
        use MovementKind::{Opening, OpeningDerived, Received, TransferIn, TransferOut};
        let effect = match (kind, quantity) {
            (TransferIn | TransferOut, _) => return,
            (_, ..0) => Effect::Leaving,
            (Received | Opening | OpeningDerived, _) => Effect::Unknown,
            _ => Effect::AtAverage,
        };
        self.moved.push(Moved { shelf, kind, pieces: quantity.saturating_abs(), effect });
    }

    /// Tells what pieces cost that no movement (or a movement without a cost) speaks of.
    pub(crate) fn worth_moves(&mut self, moved: Moved) {
        if moved.pieces > 0 {
            self.moved.push(moved);
        }
    }

    pub(crate) fn came_from(&mut self, came: Came) {
        self.came.push(came);
    }

    /// Reckons and writes what everything recorded is worth. Before the balances are written: pieces that never had a cost are
    /// counted from them.
    pub(super) fn write_worth(&mut self, tx: &mut Tx<'_>) -> Result<Worth, StoreError> {
        let mut moved = std::mem::take(&mut self.moved);
        let came = std::mem::take(&mut self.came);
        if moved.is_empty() && came.is_empty() {
            return Ok(Worth::default());
        }
        let shelves = || moved.iter().map(|one| &one.shelf).chain(came.iter().map(|one| &one.shelf));
        let mut pools = pools_of(tx, &variants_of(shelves()))?;
        let costed = |one: &Moved| matches!(one.effect, Effect::Costing(_) | Effect::Told(_) | Effect::Came(_));
        if pools.is_empty() && !moved.iter().any(costed) {
            return Ok(Worth::default());
        }
        let mut warehouses: Vec<WarehouseId> = shelves().map(|shelf| shelf.warehouse).collect();
        warehouses.extend(came.iter().map(|one| one.from));
        warehouses.sort_unstable();
        warehouses.dedup();
        let owners = owners(tx, &warehouses)?;
        for Came { shelf, from, pieces } in came {
            if owners.get(&shelf.warehouse) != owners.get(&from) {
                let there = Shelf::new(shelf.variant, from);
                moved.push(Moved { shelf: there, kind: MovementKind::TransferOut, pieces, effect: Effect::Leaving });
                moved.push(Moved { shelf, kind: MovementKind::TransferIn, pieces, effect: Effect::Unknown });
            }
        }
        let owned = |shelf: Shelf| -> Result<Owned, StoreError> {
            let owner = owners.get(&shelf.warehouse).copied();
            Ok((shelf.variant, owner.ok_or_else(|| StoreError::misuse("a shelf in no warehouse"))?))
        };
        let mut first = BTreeMap::new();
        for one in &moved {
            if let Effect::Costing(cost) | Effect::Told(cost) | Effect::Came(cost) = one.effect {
                let key = owned(one.shelf)?;
                if !pools.contains_key(&key) {
                    first.insert(key, cost.currency());
                }
            }
        }
        if !first.is_empty() {
            let pieces = pieces_owned(tx, &first.keys().map(|(variant, _)| *variant).collect::<Vec<_>>())?;
            for (key, currency) in first {
                pools.insert(key, Pool::of_unknown(currency, pieces.get(&key).copied().unwrap_or_default()));
            }
        }
        let mut changes = Vec::new();
        let mut touched: BTreeMap<Owned, Pool> = BTreeMap::new();
        for one in moved {
            let key = owned(one.shelf)?;
            let pool = match touched.entry(key) {
                Slot::Occupied(known) => known.into_mut(),
                Slot::Vacant(free) => match pools.get(&key) {
                    Some(pool) => free.insert(*pool),
                    None => continue,
                },
            };
            if let Effect::Costing(cost) | Effect::Told(cost) | Effect::Came(cost) = one.effect
                && cost.currency() != pool.currency
            {
                let why = format!("stock of {} is valued in {}, not in {}", key.1, pool.currency, cost.currency());
                return Err(StoreError::misuse(why));
            }
            let overflow = |error: MoneyError| StoreError::misuse(format!("the worth of stock: {error}"));
            let done = pool.apply(one.effect, one.pieces).map_err(overflow)?;
            let told = matches!(one.effect, Effect::Came(_));
            if told || done.value != 0 || done.late != 0 || done.pieces != 0 {
                let money = |minor| Money::new(minor, pool.currency);
                changes.push(ValueChange {
                    entity: key.1,
                    variant: key.0,
                    kind: one.kind,
                    pieces: done.pieces,
                    value: money(done.value),
                    late: money(done.late),
                });
            }
        }
        // A pool that never had a known cost has nothing to remember.
        let rows = touched.into_iter().filter(|(_, pool)| pool.last.0 > 0).map(|((variant, entity), pool)| {
            vec![
                Value::id(variant),
                Value::text(entity),
                Value::text(pool.currency),
                Value::Int(pool.known),
                Value::Int(pool.value),
                Value::Int(pool.unknown),
                Value::Int(pool.last.0),
                Value::Int(pool.last.1),
            ]
        });
        tx.upsert(&COSTS, rows.collect())?;
        Ok(Worth(changes))
    }
}
