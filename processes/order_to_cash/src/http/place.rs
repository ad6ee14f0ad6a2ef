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
    if body.buyer.is_none()
        && let Some(customer) = &body.customer
    {
        let customer = customer.parse::<CustomerId>().map_err(|e| Refusal::from(e).at("/customer"))?;
        body.buyer = here.read(move |read| known_buyer(read, customer)).await?;
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

/// A customer who is recorded as a business buys as one; of others nothing is recorded.
fn known_buyer(read: &mut dyn Read, customer: CustomerId) -> Result<Option<BuyerBody>, CommandError> {
    let found = match known(read, customer)? {
        Some(merged) if merged.stands_for_it != merged.id => known(read, merged.stands_for_it)?,
        found => found,
    };
    let business = found.filter(|customer| customer.kind == CustomerKind::Business);
    let buyer = |customer: Customer| BuyerBody { kind: BuyerWord::Business, vat_id: customer.vat_id, vat_check: None };
    Ok(business.map(buyer))
}

fn known(read: &mut dyn Read, id: CustomerId) -> Result<Option<Customer>, CommandError> {
    match get_customer(read, id) {
        Ok(detail) => Ok(Some(detail.customer)),
        Err(CommandError::Refused(_)) => Ok(None),
        Err(failed) => Err(failed),
    }
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
