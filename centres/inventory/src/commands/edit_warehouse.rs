//! Edit a warehouse: its place, and whether new orders are offered its stock. Its code and owner stay: a warehouse of another
//! legal entity is another warehouse.

use kernel::{Id, Refusal, RefusalKind, Zone};
use store::{CommandError, Event, Nothing, Read, Tx, args};

use crate::model::WarehouseId;

/// The new values; all of them.
#[derive(Debug, Clone)]
pub struct EditWarehouse {
    pub warehouse: WarehouseId,
    /// The version the editor saw.
    pub version: i64,
    pub postcode: Option<String>,
    pub zone: Zone,
    pub active: bool,
}

/// Writes them if nobody else edited meanwhile.
pub fn edit_warehouse(tx: &mut Tx<'_>, input: &EditWarehouse) -> Result<Nothing, CommandError> {
    let id = input.warehouse.number();
    let Some(row) = tx.query_one("SELECT version FROM warehouses WHERE id = $1", &args![id])? else {
        return Err(Refusal::not_found("warehouse_not_found").with("warehouse", input.warehouse).into());
    };
    let current = row.int(0)?;
    if current != input.version {
        return Err(Refusal::new(RefusalKind::Stale, "stale_version").with("current", current).into());
    }
    tx.execute(
        "UPDATE warehouses SET postcode = $2, zone = $3, active = $4, version = version + 1 WHERE id = $1",
        &args![id, input.postcode.clone(), input.zone.as_str(), input.active],
    )?;
    tx.touch(crate::AREA);
    tx.publish(Event::new("inventory.warehouse_edited.v1", input.warehouse, &input.active)?);
    Ok(Nothing)
}
