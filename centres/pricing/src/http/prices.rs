//! The prices of a list. What sets them asks the catalogue as well: `price_keeping` has that route.

use cell::Here;
use edge::{Answer, Cursor, Json, Limit, Page, Path, Place, Query, Write};
use kernel::{Id, Refusal, Timestamp, UnitPrice};
use serde::{Deserialize, Serialize};
use store::CommandError;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::commands::end_price::{EndPrice, end_price};
use crate::model::{PriceEntry, PriceEntryId, PriceListId, VariantId};
use crate::queries::prices_of::{PricesOf, prices_of};

pub(super) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(end))
}

/// The price of one piece, with up to 6 decimals.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "only its shape is shown; the kernel reads and writes it")]
struct UnitPriceWire {
    #[schema(example = "0.0035")]
    amount: String,
    #[schema(example = "EUR")]
    currency: String,
}

const fn one() -> i64 {
    1
}

/// Which price ends.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PriceToEnd {
    #[schema(value_type = String, example = "var_05WXQ7Z9K2F3A")]
    variant: VariantId,
    #[serde(default = "one")]
    #[schema(minimum = 1, default = 1)]
    min_quantity: i64,
    /// Now, when not given.
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<Timestamp>,
}

/// End a price
///
/// With what was planned for it after that.
#[utoipa::path(post, path = "/price-lists/{list}/prices/end", tag = "pricing", params(("list" = String, Path)),
    request_body = PriceToEnd, responses((status = 200, body = Vec<PriceWire>, description = "Its history.")),
    security(("bearer" = ["prices:write"])))]
async fn end(here: Here, Path(list): Path<PriceListId>, write: Write<PriceToEnd>) -> Answer<Json<Vec<PriceWire>>> {
    let PriceToEnd { variant, min_quantity, at } = write.input.clone();
    let input = EndPrice { list, variant, min_quantity, at };
    here.command(&write, None, move |tx| end_price(tx, &input)).await?;
    let wanted = PricesOf { list, variant: Some(variant), at: None, after: None, limit: 1_000 };
    let entries = here.read(move |read| Ok(prices_of(read, &wanted)?.unwrap_or_default())).await?;
    let of_break = entries.iter().filter(|entry| entry.min_quantity == min_quantity);
    Ok(Json(of_break.map(PriceWire::from).collect()))
}

/// A price and the stretch of time over which it holds.
#[derive(Debug, Serialize, ToSchema)]
struct PriceWire {
    #[schema(value_type = String)]
    id: PriceEntryId,
    #[schema(value_type = String)]
    variant: VariantId,
    min_quantity: i64,
    #[schema(value_type = UnitPriceWire)]
    unit_price: UnitPrice,
    #[schema(value_type = String, format = DateTime)]
    valid_from: Timestamp,
    /// The first instant it no longer holds. The same as `valid_from`: it was replaced before it came into force.
    #[schema(value_type = Option<String>, format = DateTime)]
    valid_to: Option<Timestamp>,
}

impl From<&PriceEntry> for PriceWire {
    fn from(entry: &PriceEntry) -> Self {
        Self {
            id: entry.id,
            variant: entry.variant,
            min_quantity: entry.min_quantity,
            unit_price: entry.unit_price,
            valid_from: entry.valid_from,
            valid_to: entry.valid_to,
        }
    }
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct PricesQuery {
    /// Only those of this variant.
    #[param(value_type = Option<String>)]
    variant: Option<VariantId>,
    /// Only those that hold then; without it the whole history and what is planned.
    #[param(value_type = Option<String>, format = DateTime)]
    at: Option<Timestamp>,
    #[serde(default)]
    limit: Limit,
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
}

/// List prices
///
/// By variant, quantity break and beginning.
#[utoipa::path(get, path = "/price-lists/{list}/prices", tag = "pricing", params(("list" = String, Path), PricesQuery),
    responses((status = 200, body = Page<PriceWire>)), security(("bearer" = ["prices:read"])))]
async fn list(
    here: Here,
    Path(list): Path<PriceListId>,
    Query(query): Query<PricesQuery>,
) -> Answer<Json<Page<PriceWire>>> {
    let name = format!("prices {list} {:?} {:?}", query.variant, query.at);
    let after = match query.cursor.map(|cursor| cursor.places(&name)).transpose()?.as_deref() {
        None => None,
        Some([Place::Int(variant), Place::Int(min_quantity), Place::Int(from), Place::Int(id)]) => Some(PriceEntry {
            id: Id::from_number(*id),
            list,
            variant: Id::from_number(*variant),
            min_quantity: *min_quantity,
            unit_price: UnitPrice::zero(kernel::CurrencyCode::EUR),
            valid_from: Timestamp::from_ms(*from),
            valid_to: None,
        }),
        Some(_) => return Err(Refusal::invalid("invalid_cursor").into()),
    };
    let wanted = PricesOf { list, variant: query.variant, at: query.at, after, limit: query.limit.rows_and_one() };
    let not_found = move || CommandError::from(Refusal::not_found("price_list_not_found").with("list", list));
    let entries = here.read_long(move |read| prices_of(read, &wanted)?.ok_or_else(not_found)).await?;
    let items = entries.iter().map(PriceWire::from).collect();
    Ok(Json(Page::cut(items, query.limit, |last: &PriceWire| {
        let places = [last.variant.number(), last.min_quantity, last.valid_from.ms(), last.id.number()];
        Cursor::after(&name, &places.map(Place::Int))
    })))
}
