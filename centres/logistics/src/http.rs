//! Lanes and the weights of sourcing over HTTP.

mod wire;

use axum::http::StatusCode;
use cell::Here;
use edge::{Answer, IfMatch, Json, Query, Versioned, Write};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::commands::set_lanes::set_lanes;
use crate::commands::set_sourcing_weights::set_sourcing_weights;
use crate::model::{Lane, WarehouseId};
use crate::store::{lanes, weights};
use wire::{LaneWire, Lanes, WeightsWire};

/// The routes of the logistics centre, to be nested under `/v1`.
pub fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(put_lanes, list)).routes(routes!(show_weights, put_weights))
}

/// Set a warehouse's lanes
///
/// All of them at once: what was there before is replaced. Orders keep the explanation they were sourced by.
#[utoipa::path(put, path = "/lanes", tag = "logistics", request_body = Lanes, responses((status = 204)),
    security(("bearer" = ["stock:write"])))]
async fn put_lanes(here: Here, write: Write<Lanes>) -> Answer<StatusCode> {
    let Lanes { warehouse, lanes } = write.input.clone();
    let lanes: Vec<Lane> = lanes.into_iter().map(|lane| lane.into_lane(warehouse)).collect();
    here.command(&write, None, move |tx| set_lanes(tx, warehouse, &lanes)).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct LaneQuery {
    #[param(value_type = String, example = "wh_05WXQ7Z9K2F3A")]
    warehouse: WarehouseId,
}

/// List a warehouse's lanes
///
/// By destination and service.
#[utoipa::path(get, path = "/lanes", tag = "logistics", params(LaneQuery),
    responses((status = 200, body = Vec<LaneWire>)), security(("bearer" = ["stock:read"])))]
async fn list(here: Here, Query(query): Query<LaneQuery>) -> Answer<Json<Vec<LaneWire>>> {
    let found = here.read(move |read| Ok(lanes(read, Some(query.warehouse))?)).await?;
    Ok(Json(found.into_iter().map(LaneWire::from).collect()))
}

/// Show what sourcing weighs
#[utoipa::path(get, path = "/sourcing-weights", tag = "logistics", responses((status = 200, body = WeightsWire)),
    security(("bearer" = ["stock:read"])))]
async fn show_weights(here: Here) -> Answer<Versioned<WeightsWire>> {
    let (weights, version) = here.read(|read| Ok(weights(read)?)).await?;
    Ok(Versioned { version, answer: WeightsWire::from(weights) })
}

/// Set what sourcing weighs
#[utoipa::path(put, path = "/sourcing-weights", tag = "logistics",
    params(("If-Match" = String, Header, description = "The version seen.", example = "\"v0\"")),
    request_body = WeightsWire, responses((status = 204)), security(("bearer" = ["stock:write"])))]
async fn put_weights(here: Here, IfMatch(version): IfMatch, write: Write<WeightsWire>) -> Answer<StatusCode> {
    let new = write.input.clone().into_weights()?;
    here.command(&write, None, move |tx| set_sourcing_weights(tx, version, &new)).await?;
    Ok(StatusCode::NO_CONTENT)
}
