//! The warehouses: few, asked for with every order, so a cell keeps them in memory.

use std::sync::{Arc, PoisonError, RwLock};

use cell::{Cell, Part};
use store::{Read, Row, Store, StoreError};

use crate::model::Warehouse;

/// All warehouses by code.
pub fn list_warehouses(read: &mut dyn Read) -> Result<Vec<Warehouse>, StoreError> {
    let rows = read.query(
        "SELECT id, code, country, postcode, zone, entity, active, version FROM warehouses ORDER BY code",
        &[],
    )?;
    rows.iter().map(warehouse).collect()
}

fn warehouse(row: &Row) -> Result<Warehouse, StoreError> {
    Ok(Warehouse {
        id: row.id(0)?,
        code: row.parsed(1)?,
        country: row.parsed(2)?,
        postcode: row.opt_text(3)?.map(str::to_owned),
        zone: row.parsed(4)?,
        entity: row.parsed(5)?,
        active: row.flag(6)?,
        version: row.int(7)?,
    })
}

type Known = Option<(u64, Arc<[Warehouse]>)>;

/// A cell's warehouses.
pub struct CellWarehouses {
    store: Arc<Store>,
    known: RwLock<Known>,
}

impl Part for CellWarehouses {
    fn of(cell: &Cell) -> Self {
        Self::new(Arc::clone(&cell.store))
    }
}

impl CellWarehouses {
    pub fn new(store: Arc<Store>) -> Self {
        Self { store, known: RwLock::default() }
    }

    /// The warehouses as they are now, by code. Blocks for one read when they changed since the last call.
    pub fn all(&self) -> Result<Arc<[Warehouse]>, StoreError> {
        // The revision first: a change between the two reads is then read once more, never missed.
        let revision = self.store.revisions().of(crate::AREA);
        if let Some((known, all)) = &*self.known.read().unwrap_or_else(PoisonError::into_inner)
            && *known == revision
        {
            return Ok(Arc::clone(all));
        }
        let all: Arc<[Warehouse]> = self.store.read_blocking(|read| list_warehouses(read))?.into();
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some((revision, Arc::clone(&all)));
        Ok(all)
    }
}
