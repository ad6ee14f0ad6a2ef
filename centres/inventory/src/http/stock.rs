//! Shelves, their buffers, and what is missing. What changes on hand also changes the books: `stock_keeping` has those routes.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use cell::Here;
use edge::{Answer, Counted, Cursor, Json, Limit, Page, Path, Place, Query, Several, Sort, Write};
use kernel::{Id, Refusal, Timestamp};
use serde::Deserialize;
use utoipa::IntoParams;

use super::wire::{Buffers, MovementWire, ShelfWire, ShortfallWire};
use crate::commands::assign_shortfall::assign_shortfall;
use crate::commands::set_buffers::{SetBuffers, set_buffers};
use crate::model::{MovementId, Shelf, VariantId, WarehouseId};
use crate::queries::balances::{BalanceFilter, list_balances};
use crate::queries::movements::list_movements;
use crate::queries::pace::left_for_buyers;
use crate::queries::shortfalls::{count_shortfalls, list_shortfalls};
use crate::queries::transfers::in_transit;

/// The numbers a cursor holds, or nothing for the first page.
fn places<const N: usize>(cursor: Option<&Cursor>, list: &str) -> Result<Option<[i64; N]>, Refusal> {
    let Some(cursor) = cursor else { return Ok(None) };
    let mut numbers = [0; N];
    let places = cursor.places(list)?;
    if places.len() != N {
        return Err(Refusal::invalid("invalid_cursor"));
    }
    for (number, place) in numbers.iter_mut().zip(places) {
        match place {
            Place::Int(held) => *number = held,
            Place::Text(_) => return Err(Refusal::invalid("invalid_cursor")),
        }
    }
    Ok(Some(numbers))
}

fn shelf(variant: i64, warehouse: i64) -> Shelf {
    Shelf::new(VariantId::from_number(variant), WarehouseId::from_number(warehouse))
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct ShelfQuery {
    /// Any of these variants, separated by commas.
    #[param(value_type = Option<String>, example = "var_05WXQ7Z9K2F3A")]
    variant: Option<Several<VariantId>>,
    #[param(value_type = Option<String>)]
    warehouse: Option<WarehouseId>,
    #[serde(default)]
    limit: Limit,
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
}

/// List stock
///
/// Shelf by shelf, by variant and warehouse. The numbers are those of this moment, not a copy's.
#[utoipa::path(get, path = "/stock", tag = "inventory", params(ShelfQuery),
    responses((status = 200, body = Page<ShelfWire>)), security(("bearer" = ["stock:read"])))]
pub(super) async fn list(here: Here, Query(query): Query<ShelfQuery>) -> Answer<Json<Page<ShelfWire>>> {
    let variants = query.variant.map(|several| several.0).unwrap_or_default();
    let name = format!("stock {variants:?} {:?}", query.warehouse);
    let after = places::<2>(query.cursor.as_ref(), &name)?.map(|[variant, warehouse]| shelf(variant, warehouse));
    let filter = BalanceFilter { variants, warehouse: query.warehouse, after };
    let limit = query.limit;
    let now = here.cell.store.context(&here.caller.actor()).now;
    let shelves = here
        .read_long(move |read| {
            let balances = list_balances(read, &filter, limit.rows_and_one())?;
            let mut variants: Vec<VariantId> = balances.iter().map(|balance| balance.shelf.variant).collect();
            variants.dedup();
            let coming = in_transit(read, &variants)?;
            let left = left_for_buyers(read, &variants, now)?;
            let shown = balances.into_iter().map(|balance| {
                let of = |pieces: &BTreeMap<Shelf, i64>| pieces.get(&balance.shelf).copied().unwrap_or_default();
                ShelfWire::of(balance, of(&coming), of(&left))
            });
            Ok(shown.collect())
        })
        .await?;
    Ok(Json(Page::cut(shelves, limit, |last: &ShelfWire| {
        Cursor::after(&name, &[Place::Int(last.variant.number()), Place::Int(last.warehouse.number())])
    })))
}

/// Set buffers
///
/// Pieces kept back from sale; zero sells everything.
#[utoipa::path(put, path = "/stock/buffers", tag = "inventory", request_body = Buffers, responses((status = 204)),
    security(("bearer" = ["stock:write"])))]
pub(super) async fn keep_back(here: Here, write: Write<Buffers>) -> Answer<StatusCode> {
    let Buffers { warehouse, lines } = write.input.clone();
    let lines = lines.into_iter().map(|line| (line.variant, line.buffer)).collect();
    let input = SetBuffers { warehouse, lines };
    here.command(&write, None, move |tx| set_buffers(tx, &input)).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct MovementQuery {
    #[param(value_type = Option<String>)]
    warehouse: Option<WarehouseId>,
    /// `-recorded_at` (newest first) or `recorded_at`.
    #[param(value_type = Option<String>, example = "recorded_at")]
    sort: Option<Sort>,
    #[serde(default)]
    limit: Limit,
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
}

/// List a variant's movements
///
/// Newest record first, or the oldest.
#[utoipa::path(get, path = "/stock/{variant}/movements", tag = "inventory",
    params(("variant" = String, Path), MovementQuery), responses((status = 200, body = Page<MovementWire>)),
    security(("bearer" = ["stock:read"])))]
pub(super) async fn movements(
    here: Here,
    Path(variant): Path<VariantId>,
    Query(query): Query<MovementQuery>,
) -> Answer<Json<Page<MovementWire>>> {
    let way = Sort::by_time(query.sort.as_ref(), "recorded_at")?;
    let name = format!("movements {variant} {:?} {way:?}", query.warehouse);
    let after = places::<1>(query.cursor.as_ref(), &name)?.map(|[id]| MovementId::from_number(id));
    let (warehouse, limit) = (query.warehouse, query.limit);
    let found = here
        .read_long(move |read| Ok(list_movements(read, variant, warehouse, way, after, limit.rows_and_one())?))
        .await?;
    let shown: Vec<MovementWire> = found.into_iter().map(MovementWire::from).collect();
    Ok(Json(Page::cut(shown, limit, |last| Cursor::after(&name, &[Place::Int(last.id.number())]))))
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct ShortfallQuery {
    #[serde(default)]
    limit: Limit,
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
}

/// List shortfalls
///
/// What was promised or left beyond what is there, the oldest first.
#[utoipa::path(get, path = "/stock/shortfalls", tag = "inventory", params(ShortfallQuery),
    responses((status = 200, body = Page<ShortfallWire>)), security(("bearer" = ["stock:read"])))]
pub(super) async fn shortfalls(here: Here, Query(query): Query<ShortfallQuery>) -> Answer<Json<Page<ShortfallWire>>> {
    const NAME: &str = "shortfalls";
    let after = places::<3>(query.cursor.as_ref(), NAME)?
        .map(|[since, variant, warehouse]| (Timestamp::from_ms(since), shelf(variant, warehouse)));
    let limit = query.limit;
    let found = here.read(move |read| Ok(list_shortfalls(read, after, limit.rows_and_one())?)).await?;
    let shown: Vec<ShortfallWire> = found.into_iter().map(ShortfallWire::from).collect();
    Ok(Json(Page::cut(shown, limit, |last| {
        let places = [last.since.ms(), last.variant.number(), last.warehouse.number()];
        Cursor::after(NAME, &places.map(Place::Int))
    })))
}

/// Count the shortfalls
///
/// How many rows `GET /v1/stock/shortfalls` lists.
#[utoipa::path(get, path = "/stock/shortfalls/count", tag = "inventory", responses((status = 200, body = Counted)),
    security(("bearer" = ["stock:read"])))]
pub(super) async fn shortfall_count(here: Here) -> Answer<Json<Counted>> {
    Ok(Json(Counted::of(here.read(|read| Ok(count_shortfalls(read, Counted::UP_TO)?)).await?)))
}

/// Take care of a shortfall
///
/// The caller becomes its owner.
#[utoipa::path(post, path = "/stock/shortfalls/{variant}/{warehouse}/take", tag = "inventory",
    params(("variant" = String, Path), ("warehouse" = String, Path)), responses((status = 204)),
    security(("bearer" = ["stock:write"])))]
pub(super) async fn take_shortfall(
    here: Here,
    Path((variant, warehouse)): Path<(VariantId, WarehouseId)>,
    write: Write<()>,
) -> Answer<StatusCode> {
    let owner = here.caller.actor();
    here.command(&write, None, move |tx| assign_shortfall(tx, Shelf::new(variant, warehouse), &owner)).await?;
    Ok(StatusCode::NO_CONTENT)
}
