//! Warehouses.

use axum::http::StatusCode;
use cell::Here;
use edge::{Answer, IfMatch, Json, Path, Versioned, Write};
use kernel::Refusal;
use store::CommandError;

use super::wire::{NewWarehouse, WarehouseEdit, WarehouseWire};
use crate::commands::create_warehouse::{CreateWarehouse, create_warehouse};
use crate::commands::edit_warehouse::{EditWarehouse, edit_warehouse};
use crate::model::WarehouseId;
use crate::queries::warehouses::list_warehouses;

async fn fetch(here: &Here, id: WarehouseId) -> Answer<Versioned<WarehouseWire>> {
    let warehouse = here
        .read(move |read| {
            let found = list_warehouses(read)?.into_iter().find(|warehouse| warehouse.id == id);
            let missing = || Refusal::not_found("warehouse_not_found").with("warehouse", id);
            found.ok_or_else(|| CommandError::from(missing()))
        })
        .await?;
    Ok(Versioned { version: warehouse.version, answer: WarehouseWire::from(&warehouse) })
}

/// Create a warehouse
#[utoipa::path(post, path = "/warehouses", tag = "inventory", request_body = NewWarehouse,
    responses((status = 201, body = WarehouseWire)), security(("bearer" = ["stock:write"])))]
pub(super) async fn create(here: Here, write: Write<NewWarehouse>) -> Answer<(StatusCode, Versioned<WarehouseWire>)> {
    let NewWarehouse { code, country, postcode, zone, entity } = write.input.clone();
    let input = CreateWarehouse { code, country, postcode, zone, entity };
    let made = here.command(&write, None, move |tx| create_warehouse(tx, &input)).await?;
    Ok((StatusCode::CREATED, fetch(&here, made.id()?).await?))
}

/// List warehouses
///
/// By code; all of them at once.
#[utoipa::path(get, path = "/warehouses", tag = "inventory", responses((status = 200, body = Vec<WarehouseWire>)),
    security(("bearer" = ["stock:read"])))]
pub(super) async fn list(here: Here) -> Answer<Json<Vec<WarehouseWire>>> {
    let all = here.read(|read| Ok(list_warehouses(read)?)).await?;
    Ok(Json(all.iter().map(WarehouseWire::from).collect()))
}

/// Show a warehouse
#[utoipa::path(get, path = "/warehouses/{warehouse}", tag = "inventory", params(("warehouse" = String, Path)),
    responses((status = 200, body = WarehouseWire)), security(("bearer" = ["stock:read"])))]
pub(super) async fn show(here: Here, Path(id): Path<WarehouseId>) -> Answer<Versioned<WarehouseWire>> {
    fetch(&here, id).await
}

/// Change a warehouse
///
/// Its code, country and owner stay: a warehouse of another owner is another warehouse.
#[utoipa::path(put, path = "/warehouses/{warehouse}", tag = "inventory",
    params(("warehouse" = String, Path), ("If-Match" = String, Header, description = "The version seen.", example = "\"v1\"")),
    request_body = WarehouseEdit, responses((status = 200, body = WarehouseWire)),
    security(("bearer" = ["stock:write"])))]
pub(super) async fn edit(
    here: Here,
    Path(warehouse): Path<WarehouseId>,
    IfMatch(version): IfMatch,
    write: Write<WarehouseEdit>,
) -> Answer<Versioned<WarehouseWire>> {
    let WarehouseEdit { postcode, zone, active } = write.input.clone();
    let input = EditWarehouse { warehouse, version, postcode, zone, active };
    here.command(&write, None, move |tx| edit_warehouse(tx, &input)).await?;
    fetch(&here, warehouse).await
}
