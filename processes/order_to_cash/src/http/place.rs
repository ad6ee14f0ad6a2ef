//! Quote and place.

use std::sync::Arc;

use axum::http::StatusCode;
use cell::Here;
use customers::{Customer, CustomerId, CustomerKind, get_customer};
use edge::{Answer, Json, Write};
use kernel::Refusal;
use orders::Order;
use store::{CommandError, Outcome, Read};
use vault::Vault;

use super::wire::{BuyerBody, BuyerWord, PlaceOrderBody, PlacedBody, QuoteBody, QuotedBody};
use crate::desk::Desk;
use crate::place_order::{Placed, place};

/// Quote a basket
///
/// Prices, taxes, warehouse and totals as placing would decide them now; nothing is written or held.
#[utoipa::path(post, path = "/orders/quote", tag = "orders", request_body = QuoteBody,
    responses((status = 200, body = QuotedBody)), security(("bearer" = ["orders:read"])),
    extensions(("x-writes" = json!(false)), ("x-summary-zh" = json!("报价"))))]
pub async fn quote_order(here: Here, Json(body): Json<QuoteBody>) -> Answer<Json<QuotedBody>> {
    let desk = here.cell.part::<Desk>();
    let mut body = body;
    if let Some(known) = known(&here, body.customer.as_deref()).await? {
        body.buyer = body.buyer.or_else(|| business(known));
    }
    let request = body.request()?;
    let context = here.cell.store.context(&here.caller.actor());
    let draft = here.read(move |read| crate::quote(&desk, read, &context, &request)).await?;
    let quoted = QuotedBody::try_from(draft).map_err(|e| edge::ApiError::from(store::CommandError::from(e)))?;
    Ok(Json(quoted))
}

/// Place an order
///
/// Prices it, taxes it, chooses the warehouse, holds the stock, seals the recipient and opens the books in one transaction; the
/// answer leaves after it is durable. An order whose tax is not determined is placed and held.
#[utoipa::path(post, path = "/orders", tag = "orders", request_body = PlaceOrderBody,
    responses((status = 201, body = PlacedBody)), security(("bearer" = ["orders:write"])),
    extensions(("x-summary-zh" = json!("下单"))))]
pub async fn place_order(here: Here, write: Write<PlaceOrderBody>) -> Answer<(StatusCode, Json<PlacedBody>)> {
    let submission = write.submission(&here.caller);
    let once = write.once();
    let desk = here.cell.part::<Desk>();
    let vault = here.cell.part::<Vault>();
    let now = here.cell.store.context(&here.caller.actor()).now;
    let mut body = write.input;
    if let Some(known) = known(&here, body.customer.as_deref()).await? {
        body.buyer = body.buyer.or_else(|| business(known));
    }
    let request = Arc::new(body.request(now)?);
    let end = match place(&desk, &vault, submission, &request).await {
        Ok(end) => end,
        // The same request may have been placed before, when there was still stock.
        Err(refused) => match here.cell.store.repeated(once).await.map_err(store::CommandError::from)? {
            Some(reference) => Outcome::Repeated(reference),
            None => return Err(refused.into()),
        },
    };
    match end {
        Outcome::Done(Placed { body, .. }) => Ok((StatusCode::CREATED, Json(*body))),
        Outcome::Repeated(reference) => {
            let id = reference.parse().map_err(|e| edge::ApiError::internal(&e))?;
            let order = super::read::load(&here, id).await?;
            Ok((StatusCode::CREATED, Json(PlacedBody::from(&order))))
        }
    }
}

/// The customer that is named, or who stands for it now: `customer_not_found`.
async fn known(here: &Here, customer: Option<&str>) -> Answer<Option<Customer>> {
    let Some(customer) = customer else { return Ok(None) };
    let id = customer.parse::<CustomerId>().map_err(|e| Refusal::from(e).at("/customer"))?;
    here.read(move |read| standing(read, id)).await.map(Some)
}

fn standing(read: &mut dyn Read, id: CustomerId) -> Result<Customer, CommandError> {
    let named = get_customer(read, id).map_err(|error| match error {
        CommandError::Refused(refusal) => refusal.at("/customer").into(),
        failed @ CommandError::Failed(_) => failed,
    })?;
    if named.customer.stands_for_it == id {
        return Ok(named.customer);
    }
    Ok(get_customer(read, named.customer.stands_for_it)?.customer)
}

/// A customer who is recorded as a business buys as one; of others nothing is recorded.
fn business(customer: Customer) -> Option<BuyerBody> {
    let buyer = BuyerBody { kind: BuyerWord::Business, vat_id: customer.vat_id, vat_check: None };
    (customer.kind == CustomerKind::Business).then_some(buyer)
}

impl From<&Order> for PlacedBody {
    fn from(order: &Order) -> Self {
        Self {
            id: order.id,
            status: order.status,
            held_because: order.held_because.clone(),
            net: order.money(order.net),
            tax: order.money(order.tax),
            gross: order.money(order.gross),
            tax_status: order.tax_status,
        }
    }
}
