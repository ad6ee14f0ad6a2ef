//! Stock over HTTP. Shelves are named by the variant's id; what it is called is the catalogue's to say.

mod stock;
mod transfers;
mod warehouses;
mod wire;

pub use transfers::shown_transfer;
pub use wire::TransferWire;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes of the inventory centre, to be nested under `/v1`.
pub fn routes() -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(warehouses::create, warehouses::list))
        .routes(routes!(warehouses::show, warehouses::edit))
        .routes(routes!(stock::list))
        .routes(routes!(stock::keep_back))
        .routes(routes!(stock::movements))
        .routes(routes!(stock::shortfalls))
        .routes(routes!(stock::shortfall_count))
        .routes(routes!(stock::take_shortfall))
        .routes(routes!(transfers::send))
        .routes(routes!(transfers::show))
}
