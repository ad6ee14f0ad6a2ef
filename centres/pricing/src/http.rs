//! Pricing over HTTP.

mod fx;
mod markets;
mod prices;

use utoipa_axum::router::OpenApiRouter;

/// The routes of the price centre, to be nested under `/v1`.
pub fn routes() -> OpenApiRouter {
    OpenApiRouter::new().merge(markets::routes()).merge(prices::routes()).merge(fx::routes())
}
