//! The facts inventory tells. Holds are told by whoever asked for them (the order's own events); only that one ended by itself is told here.

use serde::Serialize;
use store::{Event, StoreError, Tx};

use crate::model::{Movement, OrderId, Shelf, VariantId, WarehouseId};

pub(crate) const STOCK_RECEIVED: &str = "inventory.stock_received.v1";
pub(crate) const STOCK_ADJUSTED: &str = "inventory.stock_adjusted.v1";
pub(crate) const STOCK_COUNTED: &str = "inventory.stock_counted.v1";
pub(crate) const STOCK_RESTOCKED: &str = "inventory.stock_restocked.v1";
pub(crate) const STOCK_WRITTEN_OFF: &str = "inventory.stock_written_off.v1";
pub(crate) const STOCK_SENT: &str = "inventory.stock_sent.v1";
pub(crate) const STOCK_ARRIVED: &str = "inventory.stock_arrived.v1";

/// What the facts above tell: the paper behind them and the lines. Subject: the warehouse.
#[derive(Debug, Serialize)]
pub struct StockChanged<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<&'a str>,
    pub lines: Vec<LineChanged>,
}

/// A line of [`StockChanged`].
#[derive(Debug, Serialize)]
pub struct LineChanged {
    pub variant: VariantId,
    /// The change of on hand.
    pub quantity: i64,
}

impl<'a> StockChanged<'a> {
    pub(crate) fn by(document: Option<&'a str>, movements: &[Movement]) -> Self {
        let line = |movement: &Movement| LineChanged { variant: movement.shelf.variant, quantity: movement.quantity };
        Self { document, lines: movements.iter().map(line).collect() }
    }
    pub(crate) fn publish(self, tx: &mut Tx<'_>, kind: &'static str, warehouse: WarehouseId) -> Result<(), StoreError> {
        let event = Event::new(kind, warehouse, &self)?;
        tx.publish(event);
        Ok(())
    }
}

/// `inventory.history_recorded.v1`, subject `stock`: a chunk of an import; the movements tell the rest.
#[derive(Debug, Serialize)]
pub struct HistoryRecorded {
    pub movements: usize,
}

impl HistoryRecorded {
    pub(crate) fn publish(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let event = Event::new("inventory.history_recorded.v1", "stock", &self)?;
        tx.publish(event);
        Ok(())
    }
}

/// A hold whose time was up before its order was confirmed: its pieces are free again.
#[derive(Debug)]
pub(crate) struct HoldEnded {
    pub(crate) order: OrderId,
    pub(crate) shelf: Shelf,
    pub(crate) quantity: i64,
}

/// `inventory.hold_ended.v1`, subject the order.
#[derive(Debug, Serialize)]
struct HoldEndedFacts {
    variant: VariantId,
    warehouse: WarehouseId,
    quantity: i64,
}

impl HoldEnded {
    pub(crate) fn publish(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let Shelf { variant, warehouse } = self.shelf;
        let facts = HoldEndedFacts { variant, warehouse, quantity: self.quantity };
        tx.publish(Event::new("inventory.hold_ended.v1", self.order, &facts)?);
        Ok(())
    }
}

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
