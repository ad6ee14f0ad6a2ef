//! The route that sets prices.

use catalogue::VariantId;
use cell::Here;
use edge::{Answer, Json, Path, Write};
use kernel::{Id, Refusal, Timestamp, UnitPrice};
use pricing::{NewPrice, PriceListId, PricesWritten, SetPrices, set_prices};
use serde::{Deserialize, Serialize};
use store::{CommandError, Outcome, StoreError, Tx};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Setting prices, to be nested under `/v1`.
pub fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(set))
}

/// Prices over one stretch of time.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PricesToSet {
    /// Now, when not given. In the past only where no price held yet.
    #[schema(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// The first instant they no longer hold; what held beyond it before returns then.
    #[schema(value_type = Option<String>, format = DateTime)]
    to: Option<Timestamp>,
    /// At most 2,000.
    prices: Vec<PriceToSet>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PriceToSet {
    #[schema(value_type = String, example = "var_05WXQ7Z9K2F3A")]
    variant: pricing::VariantId,
    /// The quantity from which it holds.
    #[serde(default = "one")]
    #[schema(minimum = 1, default = 1)]
    min_quantity: i64,
    #[schema(value_type = edge::shape::UnitPrice)]
    unit_price: UnitPrice,
}

const fn one() -> i64 {
    1
}

/// What became of the prices.
#[derive(Debug, Serialize, ToSchema)]
struct PricesSetWire {
    set: usize,
    /// Those that held like that already.
    unchanged: usize,
}

/// Refuses `variant_not_found` for a price of a variant the catalogue does not have.
fn check_known(tx: &mut Tx<'_>, input: &SetPrices) -> Result<(), CommandError> {
    let ids: Vec<_> = input.prices.iter().map(|price| VariantId::from_number(price.variant.number())).collect();
    let Some(place) = catalogue::unknown_variant(tx, &ids)? else { return Ok(()) };
    let refusal = Refusal::invalid("variant_not_found").at(format!("/prices/{place}/variant"));
    Err(ids.get(place).map_or(refusal.clone(), |id| refusal.with("variant", id)).into())
}

/// Set prices
///
/// Each replaces what its variant and quantity break had in that stretch of time; what held before stays in the history.
#[utoipa::path(put, path = "/price-lists/{list}/prices", tag = "pricing", params(("list" = String, Path)),
    request_body = PricesToSet, responses((status = 200, body = PricesSetWire)),
    security(("bearer" = ["prices:write"])))]
async fn set(here: Here, Path(list): Path<PriceListId>, write: Write<PricesToSet>) -> Answer<Json<PricesSetWire>> {
    let price = |price: &PriceToSet| NewPrice {
        variant: price.variant,
        min_quantity: price.min_quantity,
        unit_price: price.unit_price,
    };
    let prices = write.input.prices.iter().map(price).collect();
    let input = SetPrices { list, from: write.input.from, to: write.input.to, prices };
    let set = move |tx: &mut Tx<'_>| {
        check_known(tx, &input)?;
        set_prices(tx, &input)
    };
    let written = match here.command(&write, None, set).await? {
        Outcome::Done(written) => written,
        Outcome::Repeated(reference) => PricesWritten::from_reference(&reference)
            .ok_or_else(|| StoreError::misuse(format!("not a count of prices: {reference}")))?,
    };
    Ok(Json(PricesSetWire { set: written.set, unchanged: written.unchanged }))
}
