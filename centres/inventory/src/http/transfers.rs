//! Transfers.

use axum::http::StatusCode;
use cell::Here;
use edge::{Answer, Json, Path, Write};
use kernel::Refusal;
use store::CommandError;

use super::wire::{Arrival, NewTransfer, TransferWire};
use crate::commands::receive_transfer::{Arrived, ReceiveTransfer, receive_transfer};
use crate::commands::send_transfer::{SendTransfer, send_transfer};
use crate::model::TransferId;
use crate::queries::transfers::transfer;

async fn fetch(here: &Here, id: TransferId) -> Answer<Json<TransferWire>> {
    let found = here
        .read(move |read| {
            let missing = || Refusal::not_found("transfer_not_found").with("transfer", id);
            TransferWire::of(id, &transfer(read, id)?).ok_or_else(|| CommandError::from(missing()))
        })
        .await?;
    Ok(Json(found))
}

/// Send a transfer
///
/// The pieces leave one warehouse and are in transit until they arrive. Only what is available can be sent.
#[utoipa::path(post, path = "/stock/transfers", tag = "inventory", request_body = NewTransfer,
    responses((status = 201, body = TransferWire)), security(("bearer" = ["stock:write"])))]
pub(super) async fn send(here: Here, write: Write<NewTransfer>) -> Answer<(StatusCode, Json<TransferWire>)> {
    let NewTransfer { from, to, lines, document } = write.input.clone();
    let lines = lines.into_iter().map(|line| (line.variant, line.quantity)).collect();
    let input = SendTransfer { from, to, lines, document };
    let sent = here.command(&write, None, move |tx| send_transfer(tx, &input)).await?;
    Ok((StatusCode::CREATED, fetch(&here, sent.id()?).await?))
}

/// Show a transfer
#[utoipa::path(get, path = "/stock/transfers/{transfer}", tag = "inventory", params(("transfer" = String, Path)),
    responses((status = 200, body = TransferWire)), security(("bearer" = ["stock:read"])))]
pub(super) async fn show(here: Here, Path(id): Path<TransferId>) -> Answer<Json<TransferWire>> {
    fetch(&here, id).await
}

/// Receive a transfer
///
/// In one go or in parts; what will never arrive is given up as lost.
#[utoipa::path(post, path = "/stock/transfers/{transfer}/arrivals", tag = "inventory",
    params(("transfer" = String, Path)), request_body = Arrival, responses((status = 200, body = TransferWire)),
    security(("bearer" = ["stock:write"])))]
pub(super) async fn arrive(
    here: Here,
    Path(transfer): Path<TransferId>,
    write: Write<Arrival>,
) -> Answer<Json<TransferWire>> {
    let lines = write.input.lines.iter();
    let lines = lines.map(|line| Arrived { variant: line.variant, arrived: line.arrived, lost: line.lost }).collect();
    let input = ReceiveTransfer { transfer, lines };
    here.command(&write, None, move |tx| receive_transfer(tx, &input)).await?;
    fetch(&here, transfer).await
}
