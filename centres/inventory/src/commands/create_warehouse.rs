//! Create a warehouse.

use kernel::{CountryCode, EntityCode, Refusal, WarehouseCode, Zone};
use store::{CommandError, Event, Tx, Value};

use crate::model::WarehouseId;
use crate::store::WAREHOUSES;

/// The new warehouse.
#[derive(Debug, Clone)]
pub struct CreateWarehouse {
    pub code: WarehouseCode,
    pub country: CountryCode,
    pub postcode: Option<String>,
    pub zone: Zone,
    /// The legal entity that owns the stock in it.
    pub entity: EntityCode,
}

/// Adds it; its code must be free.
pub fn create_warehouse(tx: &mut Tx<'_>, input: &CreateWarehouse) -> Result<WarehouseId, CommandError> {
    let id: WarehouseId = tx.context().new_id();
    let row = vec![
        Value::id(id),
        Value::text(input.code),
        Value::text(input.country),
        input.postcode.clone().into(),
        Value::text(&input.zone),
        Value::text(input.entity),
        true.into(),
        tx.context().now.into(),
        Value::Int(1),
    ];
    if tx.insert_new(&WAREHOUSES, vec![row])? != [true] {
        return Err(Refusal::conflict("warehouse_code_taken").at("/code").with("code", input.code).into());
    }
    tx.touch(crate::AREA);
    tx.publish(Event::new("inventory.warehouse_created.v1", id, &input.code)?);
    Ok(id)
}
