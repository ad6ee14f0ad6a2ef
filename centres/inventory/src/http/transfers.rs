//! Transfers.

use axum::http::StatusCode;
use cell::Here;
use edge::{Answer, Json, Path, Write};
use kernel::Refusal;
use store::CommandError;

use super::wire::{NewTransfer, TransferWire};
use crate::commands::send_transfer::{SendTransfer, send_transfer};
use crate::model::TransferId;
use crate::queries::transfers::transfer;

/// A transfer as it stands now; `transfer_not_found` where there is none.
pub async fn shown_transfer(here: &Here, id: TransferId) -> Answer<Json<TransferWire>> {
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
    Ok((StatusCode::CREATED, shown_transfer(&here, sent.id()?).await?))
}

/// Show a transfer
#[utoipa::path(get, path = "/stock/transfers/{transfer}", tag = "inventory", params(("transfer" = String, Path)),
    responses((status = 200, body = TransferWire)), security(("bearer" = ["stock:read"])))]
pub(super) async fn show(here: Here, Path(id): Path<TransferId>) -> Answer<Json<TransferWire>> {
    shown_transfer(&here, id).await
}
