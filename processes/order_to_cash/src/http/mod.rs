//! The routes of order taking.

mod documents;
mod picks;
mod place;
mod read;
mod steps;
mod versions;
mod whose;
mod wire;

pub use wire::PlacedBody;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Quote, place, read and move orders.
pub fn routes() -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(place::quote_order))
        .routes(routes!(place::place_order))
        .routes(routes!(read::get_order))
        .routes(routes!(read::get_order_events))
        .routes(routes!(read::get_order_actions))
        .routes(routes!(read::get_orders_actions))
        .routes(routes!(read::get_order_queues))
        .routes(routes!(versions::list_order_versions))
        .routes(routes!(versions::get_order_version))
        .routes(routes!(versions::get_order_version_changes))
        .routes(routes!(documents::get_invoice))
        .routes(routes!(documents::get_credit_note))
        .routes(routes!(picks::list_picks))
        .routes(routes!(steps::pay_order))
        .routes(routes!(steps::ship_order))
        .routes(routes!(steps::deliver_order))
        .routes(routes!(steps::cancel_order_line))
        .routes(routes!(steps::hold_order))
        .routes(routes!(steps::release_order))
        .routes(routes!(steps::prove_order))
        .routes(routes!(steps::invoice_order))
        .routes(routes!(whose::separate))
        .routes(routes!(whose::erase_customer))
}
