//! The routes that change stock and books together.

mod wire;

use axum::http::StatusCode;
use cell::Here;
use edge::{Answer, Json, Path, Write};
use inventory::http::{TransferWire, shown_transfer};
use inventory::{AdjustStock, Arrived, CountStock, ReceiveStock, ReceiveTransfer, Received};
use inventory::{TransferId, VariantId, WriteOff};
use kernel::{Id, Refusal};
use store::{CommandError, Tx};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::steps::{self, UnitCostTold};
use wire::{Adjustment, Arrival, Costs, Count, Loss, Receipt};

/// Receipts, costs, adjustments, counts, write-offs and arrivals, to be nested under `/v1`.
pub fn routes() -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(receive))
        .routes(routes!(tell_costs))
        .routes(routes!(adjust))
        .routes(routes!(count))
        .routes(routes!(write_off_pieces))
        .routes(routes!(arrive))
}

/// Refuses `variant_not_found` for a line whose variant the catalogue does not have: what comes in or is counted has a name.
fn check_known(tx: &mut Tx<'_>, lines: impl Iterator<Item = VariantId>) -> Result<(), CommandError> {
    let ids: Vec<_> = lines.map(|variant| catalogue::VariantId::from_number(variant.number())).collect();
    let Some(place) = catalogue::unknown_variant(tx, &ids)? else { return Ok(()) };
    let refusal = Refusal::invalid("variant_not_found").at(format!("/lines/{place}/variant"));
    Err(ids.get(place).map_or(refusal.clone(), |id| refusal.with("variant", id)).into())
}

/// Receive stock
///
/// Goods arrived and are on hand from now on. With unit costs they are booked (inventory against goods received, not invoiced)
/// and the moving average of their variants moves; in another currency than the owner's books, at the booking rate of the day.
#[utoipa::path(post, path = "/stock/receipts", tag = "inventory", request_body = Receipt, responses((status = 204)),
    security(("bearer" = ["stock:write"])))]
async fn receive(here: Here, write: Write<Receipt>) -> Answer<StatusCode> {
    let Receipt { warehouse, lines, document, at } = write.input.clone();
    let lines = lines
        .into_iter()
        .map(|line| Received { variant: line.variant, quantity: line.quantity, unit_cost: line.unit_cost })
        .collect();
    let input = ReceiveStock { warehouse, lines, document, at };
    here.command(&write, None, move |tx| {
        check_known(tx, input.lines.iter().map(|line| line.variant))?;
        steps::receive(tx, &input)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Adjust stock
///
/// By a difference, with the reason. Takes only pieces that are not promised, unless it is told as a fact.
#[utoipa::path(post, path = "/stock/adjustments", tag = "inventory", request_body = Adjustment,
    responses((status = 204)), security(("bearer" = ["stock:write"])))]
async fn adjust(here: Here, write: Write<Adjustment>) -> Answer<StatusCode> {
    let Adjustment { warehouse, lines, reason, fact, document, at } = write.input.clone();
    let lines = lines.into_iter().map(|line| (line.variant, line.difference)).collect();
    let said = reason.clone();
    let input = AdjustStock { warehouse, lines, reason, fact, document, at };
    here.command(&write, Some(&said), move |tx| {
        check_known(tx, input.lines.iter().map(|line| line.0))?;
        steps::adjust(tx, &input)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Count stock
///
/// So many pieces were found. Always recorded; where fewer were found than are promised, a shortfall arises.
#[utoipa::path(post, path = "/stock/counts", tag = "inventory", request_body = Count, responses((status = 204)),
    security(("bearer" = ["stock:write"])))]
async fn count(here: Here, write: Write<Count>) -> Answer<StatusCode> {
    let Count { warehouse, lines, document, at } = write.input.clone();
    let lines = lines.into_iter().map(|line| (line.variant, line.found)).collect();
    let input = CountStock { warehouse, lines, document, at };
    here.command(&write, None, move |tx| {
        check_known(tx, input.lines.iter().map(|line| line.0))?;
        steps::count(tx, &input)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Write off stock
///
/// Pieces are lost, broken or given away. Only what is on hand by the books, unless it is told as a fact; what of it was promised
/// becomes a shortfall.
#[utoipa::path(post, path = "/stock/write-offs", tag = "inventory", request_body = Loss, responses((status = 204)),
    security(("bearer" = ["stock:write"])))]
async fn write_off_pieces(here: Here, write: Write<Loss>) -> Answer<StatusCode> {
    let Loss { warehouse, lines, reason, fact, document, at } = write.input.clone();
    let lines = lines.into_iter().map(|line| (line.variant, line.quantity)).collect();
    let said = reason.clone();
    let input = WriteOff { warehouse, lines, reason, fact, document, at };
    here.command(&write, Some(&said), move |tx| {
        check_known(tx, input.lines.iter().map(|line| line.0))?;
        steps::write_off(tx, &input)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Receive a transfer
///
/// In one go or in parts; what will never arrive is given up as lost.
#[utoipa::path(post, path = "/stock/transfers/{transfer}/arrivals", tag = "inventory",
    params(("transfer" = String, Path)), request_body = Arrival, responses((status = 200, body = TransferWire)),
    security(("bearer" = ["stock:write"])))]
async fn arrive(here: Here, Path(transfer): Path<TransferId>, write: Write<Arrival>) -> Answer<Json<TransferWire>> {
    let lines = write.input.lines.iter();
    let lines = lines.map(|line| Arrived { variant: line.variant, arrived: line.arrived, lost: line.lost }).collect();
    let input = ReceiveTransfer { transfer, lines };
    here.command(&write, None, move |tx| steps::arrive(tx, &input)).await?;
    shown_transfer(&here, transfer).await
}

/// Tell costs
///
/// What pieces cost that are there already and came without a cost. Of each variant at most the pieces of unknown cost are valued.
#[utoipa::path(post, path = "/stock/costs", tag = "inventory", request_body = Costs, responses((status = 204)),
    security(("bearer" = ["stock:write"])))]
async fn tell_costs(here: Here, write: Write<Costs>) -> Answer<StatusCode> {
    let Costs { warehouse, lines } = write.input.clone();
    let told: Vec<UnitCostTold> = lines
        .into_iter()
        .map(|line| UnitCostTold { variant: line.variant, quantity: line.quantity, unit_cost: line.unit_cost })
        .collect();
    here.command(&write, None, move |tx| steps::tell_costs(tx, warehouse, &told)).await?;
    Ok(StatusCode::NO_CONTENT)
}
