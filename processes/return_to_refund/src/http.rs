//! The routes of returns, credits and refunds.

mod wire;

use axum::http::StatusCode;
use cell::Here;
use edge::{Answer, Cursor, IfMatch, Json, Limit, Page, Path, Place, Query, Several, Sort, Write};
use kernel::{Id, Refusal};
use orders::commands::{CreditLines, FailShipment, RequestReturn, named};
use orders::{CreditId, OrderId, PaymentId, Return, ReturnId, ReturnState, ShipmentId, ShipmentLine};
use serde::Deserialize;
use store::{CommandError, Read, StoreError};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::paper::keep_buyer;
use crate::steps::{self, InspectedLine, ReceiveGoods, RefundOrder};
use wire::{
    CreditBody, CreditGiven, FailureBody, ReceiptBody, RefundBody, RefundGiven, ReturnDetail, ReturnRequest,
    ShipmentEnded,
};

/// Returns, credit notes and refunds, to be nested under `/v1`.
pub fn routes() -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(fail_shipment))
        .routes(routes!(request_return))
        .routes(routes!(list_returns))
        .routes(routes!(get_return))
        .routes(routes!(receive_return))
        .routes(routes!(credit_order))
        .routes(routes!(refund_order))
}

fn parsed<I: Id>(text: Option<&str>, field: &'static str) -> Result<Option<I>, Refusal> {
    text.map(str::parse::<I>).transpose().map_err(|e| Refusal::from(e).at(field))
}

/// Returns with the numbers of their orders.
fn numbered(read: &mut dyn Read, found: Vec<Return>) -> Result<Vec<ReturnDetail>, StoreError> {
    let ids: Vec<OrderId> = found.iter().map(|one| one.order).collect();
    let numbers = orders::queries::order_numbers(read, &ids)?;
    let named = |one: Return| {
        let number = numbers.get(&one.order).cloned();
        ReturnDetail::of(one, number)
    };
    Ok(found.into_iter().map(named).collect())
}

async fn load(here: &Here, id: ReturnId) -> Answer<ReturnDetail> {
    let found = here
        .read(move |read| {
            let found = orders::queries::return_by_id(read, id)?;
            let found =
                found.ok_or_else(|| CommandError::from(Refusal::not_found("return_not_found").with("return", id)))?;
            Ok(numbered(read, vec![found])?)
        })
        .await?;
    found.into_iter().next().ok_or_else(|| Refusal::not_found("return_not_found").with("return", id).into())
}

/// Record that a parcel will not arrive
///
/// It came back (refused, not collected, not deliverable) and its pieces are on hand again, worth what they had cost; or it was lost, which is a
/// loss of the seller's. Nothing was earned by it. Its pieces are wanted still: held for the order again, they are shipped once more or cancelled.
#[utoipa::path(post, path = "/orders/{id}/shipments/{shipment}/failure", tag = "returns",
    params(("id" = String, Path, description = "`ord_…`"), ("shipment" = String, Path, description = "`shp_…`")),
    request_body = FailureBody, responses((status = 200, body = ShipmentEnded)), security(("bearer" = ["orders:write"])),
    extensions(("x-summary-zh" = json!("登记包裹投递失败"))))]
async fn fail_shipment(
    here: Here,
    Path((order, shipment)): Path<(OrderId, ShipmentId)>,
    write: Write<FailureBody>,
) -> Answer<Json<ShipmentEnded>> {
    let input = FailShipment { order, shipment, failure: write.input.outcome, at: write.input.at };
    here.command(&write, write.input.note.as_deref(), move |tx| steps::fail(tx, &input)).await?;
    let ended = here.read(move |read| {
        let parcels = orders::queries::order_shipments(read, order)?;
        let found = orders::queries::order_by_id(read, order)?.zip(parcels.into_iter().find(|one| one.id == shipment));
        let (now, parcel) = found.ok_or_else(|| Refusal::not_found("order_not_found").with("order", order))?;
        Ok(ShipmentEnded::of(&parcel, &now))
    });
    Ok(Json(ended.await?))
}

/// Request a return
///
/// Announces which shipped pieces come back, and why. Nothing moves until they are received.
#[utoipa::path(post, path = "/orders/{id}/returns", tag = "returns", params(("id" = String, Path, description = "`ord_…`")),
    request_body = ReturnRequest, responses((status = 201, body = ReturnDetail)), security(("bearer" = ["orders:write"])),
    extensions(("x-summary-zh" = json!("申请退货"))))]
async fn request_return(
    here: Here,
    Path(order): Path<OrderId>,
    write: Write<ReturnRequest>,
) -> Answer<(StatusCode, Json<ReturnDetail>)> {
    let body = &write.input;
    let lines = body.lines.iter().map(|l| ShipmentLine { line: l.line, quantity: l.quantity }).collect();
    let input = RequestReturn { order, reason_code: body.reason.clone(), lines };
    let end = here.command(&write, body.note.as_deref(), move |tx| steps::request(tx, &input)).await?;
    Ok((StatusCode::CREATED, Json(load(&here, end.id()?).await?)))
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct ReturnsQuery {
    /// `requested`, `received` or `closed`; any of several, separated by commas.
    #[serde(default)]
    #[param(value_type = Option<String>, example = "requested,received")]
    state: Several<ReturnState>,
    /// `-requested_at` (newest first) or `requested_at`.
    #[param(value_type = Option<String>, example = "requested_at")]
    sort: Option<Sort>,
    #[serde(default)]
    limit: Limit,
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
}

/// List returns
///
/// Newest first, or the oldest.
#[utoipa::path(get, path = "/returns", tag = "returns", params(ReturnsQuery),
    responses((status = 200, body = Page<ReturnDetail>)), security(("bearer" = ["orders:read"])),
    extensions(("x-summary-zh" = json!("退货列表"))))]
async fn list_returns(here: Here, Query(query): Query<ReturnsQuery>) -> Answer<Json<Page<ReturnDetail>>> {
    let state = query.state.0;
    let way = Sort::by_time(query.sort.as_ref(), "requested_at")?;
    let name = format!("returns {state:?} {way:?}");
    let after = match &query.cursor {
        None => None,
        Some(cursor) => match cursor.places(&name)?.as_slice() {
            [Place::Int(number)] => Some(ReturnId::from_number(*number)),
            _ => return Err(Refusal::invalid("invalid_cursor").into()),
        },
    };
    let rows = query.limit.rows_and_one();
    let most = query.limit.rows();
    let (items, end) = here
        .read_long(move |read| -> Result<_, CommandError> {
            let found = orders::queries::list_returns(read, &state, way, after, rows)?;
            let end = found.get(most.saturating_sub(1)).map(|found| found.id);
            Ok((numbered(read, found)?, end))
        })
        .await?;
    let last = |_: &ReturnDetail| Cursor::after(&name, &[Place::Int(end.map_or(0, Id::number))]);
    Ok(Json(Page::cut(items, query.limit, last)))
}

/// Read a return
#[utoipa::path(get, path = "/returns/{id}", tag = "returns", params(("id" = String, Path, description = "`ret_…`")),
    responses((status = 200, body = ReturnDetail)), security(("bearer" = ["orders:read"])),
    extensions(("x-summary-zh" = json!("查看退货"))))]
async fn get_return(here: Here, Path(id): Path<ReturnId>) -> Answer<Json<ReturnDetail>> {
    Ok(Json(load(&here, id).await?))
}

/// Record what came back
///
/// All that came back is on hand again; what cannot be sold is written off from there. Of a line that is not named nothing came.
/// In parts: what is still missing can be recorded when it comes.
#[utoipa::path(post, path = "/returns/{id}/receipt", tag = "returns", params(("id" = String, Path, description = "`ret_…`")),
    request_body = ReceiptBody, responses((status = 200, body = ReturnDetail)), security(("bearer" = ["orders:write"])),
    extensions(("x-summary-zh" = json!("退货收货"))))]
async fn receive_return(here: Here, Path(id): Path<ReturnId>, write: Write<ReceiptBody>) -> Answer<Json<ReturnDetail>> {
    let mut lines = Vec::with_capacity(write.input.lines.len());
    for line in &write.input.lines {
        lines.push(InspectedLine {
            line: line.line,
            received: line.received,
            restocked: line.restocked.unwrap_or(line.received),
            warehouse: parsed(line.warehouse.as_deref(), "/lines/warehouse")?,
        });
    }
    let input = ReceiveGoods { id, lines };
    let end = here.command(&write, write.input.note.as_deref(), move |tx| steps::receive(tx, &input)).await?;
    Ok(Json(load(&here, end.id()?).await?))
}

/// Credit pieces of an order
///
/// Takes back their exact share of the price. Where the order is invoiced a credit note is issued under the next number of the
/// seller's series; where it is not, the credit stands without a document. The tax goes back in the country, scheme and month it
/// was first owed in, and all amounts at the rate the sale was booked at. What the law wants kept of the buyer stays sealed for as long
/// as this note is to be kept.
#[utoipa::path(post, path = "/orders/{id}/credit-notes", tag = "returns",
    params(("id" = String, Path, description = "`ord_…`")), request_body = CreditBody,
    responses((status = 201, body = CreditGiven)), security(("bearer" = ["orders:write"])),
    extensions(("x-summary-zh" = json!("开具贷项凭证"))))]
async fn credit_order(
    here: Here,
    Path(order): Path<OrderId>,
    seen: Option<IfMatch>,
    write: Write<CreditBody>,
) -> Answer<(StatusCode, Json<CreditGiven>)> {
    let body = &write.input;
    let lines =
        body.lines.as_ref().map(|lines| lines.iter().map(|l| ShipmentLine { line: l.line, quantity: l.quantity }));
    let input = CreditLines {
        order,
        seen_version: seen.map(|IfMatch(version)| version),
        return_id: parsed(body.return_id.as_deref(), "/return")?,
        lines: named(lines.map(Iterator::collect))?,
    };
    let region = here.cell.region.clone();
    let kept = keep_buyer(&here, order).await?;
    let credit = move |tx: &mut store::Tx<'_>| {
        let given = steps::credit(tx, &input, &region)?;
        if let Some(kept) = kept.as_ref().filter(|_| given.document.is_some()) {
            vault::keep_copy_by_law(tx, kept)?;
        }
        Ok(given)
    };
    let end = here.command(&write, body.note.as_deref(), credit).await?;
    let id: CreditId = end.reference().parse().map_err(|e| edge::ApiError::internal(&e))?;
    let given = here
        .read(move |read| {
            let credits = orders::queries::order_credits(read, order)?;
            let documents = orders::queries::order_documents(read, order)?;
            let currency = orders::queries::order_by_id(read, order)?.map(|order| order.currency);
            let credit = credits.into_iter().find(|credit| credit.id == id);
            let missing = || Refusal::not_found("order_not_found").with("order", order);
            Ok(CreditGiven::of(&credit.ok_or_else(missing)?, &documents, currency.ok_or_else(missing)?))
        })
        .await?;
    Ok((StatusCode::CREATED, Json(given)))
}

/// Record a refund
///
/// Without an amount: all that is paid too much now, after what was cancelled, credited and refunded before.
#[utoipa::path(post, path = "/orders/{id}/refunds", tag = "returns", params(("id" = String, Path, description = "`ord_…`")),
    request_body = RefundBody, responses((status = 201, body = RefundGiven)), security(("bearer" = ["orders:write"])),
    extensions(("x-summary-zh" = json!("登记退款"))))]
async fn refund_order(
    here: Here,
    Path(order): Path<OrderId>,
    write: Write<RefundBody>,
) -> Answer<(StatusCode, Json<RefundGiven>)> {
    let body = &write.input;
    let input = RefundOrder {
        order,
        return_id: parsed(body.return_id.as_deref(), "/return")?,
        amount: body.amount,
        method: body.method.clone(),
        reference: body.reference.clone(),
    };
    let end = here.command(&write, body.note.as_deref(), move |tx| steps::refund(tx, &input)).await?;
    let id: PaymentId = end.id()?;
    let given = here
        .read(move |read| {
            let known = orders::queries::order_payments(read, order)?;
            let found =
                orders::queries::order_by_id(read, order)?.zip(known.into_iter().find(|record| record.id == id));
            let (now, record) = found.ok_or_else(|| Refusal::not_found("order_not_found").with("order", order))?;
            Ok(RefundGiven::of(&record, &now))
        })
        .await?;
    Ok((StatusCode::CREATED, Json(given)))
}
