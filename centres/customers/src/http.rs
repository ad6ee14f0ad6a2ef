//! Customers over HTTP, and the persons behind them. What is personal comes in by body, never in a URL, and leaves only through the
//! vault's recorded opening.

mod customers;
mod persons;
mod wire;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of the customers centre, to be nested under `/v1`.
pub fn routes() -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(customers::list))
        .routes(routes!(customers::show))
        .routes(routes!(customers::merge))
        .routes(routes!(customers::undo))
        .routes(routes!(customers::set_business))
        .routes(routes!(customers::set_group))
        .routes(routes!(persons::find))
        .routes(routes!(persons::reveal))
        .routes(routes!(persons::rectify))
        .routes(routes!(persons::erase))
}
