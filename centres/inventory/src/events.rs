//! The facts inventory tells. Holds are told by whoever asked for them (the order's own events), so they have none here.

use serde::Serialize;
use store::{Event, StoreError, Tx};

use crate::model::{VariantId, WarehouseId};

/// A shelf whose shortfall arose or grew.
#[derive(Debug, Serialize)]
pub struct ShortfallChange {
    pub variant: VariantId,
    pub warehouse: WarehouseId,
    pub before: i64,
    pub now: i64,
    /// The kind of movement that did it.
    pub cause: &'static str,
}

/// `inventory.shortfalls_rose.v1`, subject `stock`: facts took more than there is.
#[derive(Debug, Serialize)]
pub struct ShortfallsRose {
    pub shelves: Vec<ShortfallChange>,
}

impl ShortfallsRose {
    pub(crate) fn publish(tx: &mut Tx<'_>, shelves: Vec<ShortfallChange>) -> Result<(), StoreError> {
        if shelves.is_empty() {
            return Ok(());
        }
        let event = Event::new("inventory.shortfalls_rose.v1", "stock", &Self { shelves })?;
        tx.publish(event);
        Ok(())
    }
}

/// Pieces on a line of an event.
#[derive(Debug, Serialize)]
pub struct EventLine {
    pub variant: VariantId,
    pub warehouse: WarehouseId,
    /// The change of on hand.
    pub quantity: i64,
}

/// What most stock facts tell: the paper behind them and the lines. Subject: the warehouse.
#[derive(Debug, Serialize)]
pub struct StockChanged<'a> {
    pub document: Option<&'a str>,
    pub lines: Vec<EventLine>,
}

pub(crate) const STOCK_RECEIVED: &str = "inventory.stock_received.v1";

impl StockChanged<'_> {
    pub(crate) fn publish(self, tx: &mut Tx<'_>, kind: &'static str, warehouse: WarehouseId) -> Result<(), StoreError> {
        let event = Event::new(kind, warehouse, &self)?;
        tx.publish(event);
        Ok(())
    }
}
