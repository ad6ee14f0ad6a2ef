//! What is each owner's stock worth, and where is it?

use std::collections::BTreeMap;

use kernel::{EntityCode, Money, Refusal, allocate};
use store::{CommandError, Read, Row, StoreError};

use crate::model::{VariantId, WarehouseId};
use crate::store::{Owned, ids, pool};

/// Pieces of a variant in one place, and their part of what the owner's pieces of it are worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockWorth {
    pub variant: VariantId,
    /// `None`: in transit.
    pub warehouse: Option<WarehouseId>,
    pub entity: EntityCode,
    /// Pieces that are there; below zero where facts took more than was recorded as coming in.
    pub pieces: i64,
    /// Of those, pieces whose cost nobody told: not in `value`.
    pub unknown: i64,
    /// In the currency the owner's stock is valued in; `None` where no cost of the variant was ever told.
    pub value: Option<Money>,
}

/// Every place with pieces, by variant and owner; of some variants, or of all. An owner's pieces of a variant are worth the same
/// everywhere: their value is shared out by pieces, and the shares add up to it exactly.
pub fn stock_worth(read: &mut dyn Read, variants: Option<&[VariantId]>) -> Result<Vec<StockWorth>, CommandError> {
    let mut ask = |start: &str, end: &str| -> Result<Vec<Row>, StoreError> {
        match variants {
            None => read.query(&format!("{start} {end}"), &[]),
            Some(some) => {
                let sql = format!("{start} AND variant IN {{list}} {end}");
                read.query_in(&sql, &[], &ids(some.iter().copied()))
            }
        }
    };
    let mut places: BTreeMap<Owned, Vec<(Option<WarehouseId>, i64)>> = BTreeMap::new();
    let shelves = ask(
        "SELECT variant, entity, warehouse, on_hand FROM stock_balances b JOIN warehouses w ON w.id = b.warehouse \
         WHERE on_hand <> 0",
        "ORDER BY variant, warehouse",
    )?;
    for row in &shelves {
        places.entry((row.id(0)?, row.parsed(1)?)).or_default().push((Some(row.id(2)?), row.int(3)?));
    }
    let coming = ask(
        "SELECT variant, entity, CAST(SUM(sent - arrived - lost) AS BIGINT) FROM stock_transfers t \
         JOIN warehouses w ON w.id = t.from_warehouse WHERE ended_at IS NULL",
        "GROUP BY variant, entity ORDER BY variant, entity",
    )?;
    for row in &coming {
        places.entry((row.id(0)?, row.parsed(1)?)).or_default().push((None, row.int(2)?));
    }
    let sql = "SELECT variant, entity, currency, known, value, unknown, last_known, last_value FROM stock_costs WHERE known >= 0";
    let pools = ask(sql, "")?;
    let pools = pools.iter().map(pool).collect::<Result<BTreeMap<_, _>, _>>()?;
    let mut found = Vec::with_capacity(places.len());
    for ((variant, entity), places) in places {
        let worth =
            |(warehouse, pieces)| StockWorth { variant, warehouse, entity, pieces, unknown: pieces, value: None };
        let Some(pool) = pools.get(&(variant, entity)) else {
            found.extend(places.into_iter().map(worth));
            continue;
        };
        let weights: Vec<i64> = places.iter().map(|(_, pieces)| (*pieces).max(0)).collect();
        let share = |whole| allocate(Money::new(whole, pool.currency), &weights).map_err(Refusal::from);
        let (values, known) = (share(pool.value)?, share(pool.known)?);
        for ((place, value), known) in places.into_iter().zip(values).zip(known) {
            let place = worth(place);
            let unknown = place.pieces.saturating_sub(known.minor());
            found.push(StockWorth { unknown, value: Some(value), ..place });
        }
    }
    Ok(found)
}
