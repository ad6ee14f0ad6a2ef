//! What the product is made of: every crate that has tables, texts, routes or subscribers stands here once.

use store::{Migrations, Subscriber};
use utoipa_axum::router::OpenApiRouter;

/// The tables of a tenant's data store.
pub const DATA: &[Migrations] = &[
    vault::MIGRATIONS,
    catalogue::MIGRATIONS,
    customers::MIGRATIONS,
    inventory::MIGRATIONS,
    logistics::MIGRATIONS,
    pricing::MIGRATIONS,
    tax::MIGRATIONS,
    orders::MIGRATIONS,
    ledger::MIGRATIONS,
    figures::MIGRATIONS,
];

/// The tables of a tenant's key store.
pub const KEYS: &[Migrations] = &[vault::KEY_MIGRATIONS];

/// The tables of the control store.
pub const CONTROL: &[Migrations] = &[access::MIGRATIONS];

/// Every refusal's words.
pub fn texts() -> Vec<&'static str> {
    vec![
        kernel::TEXTS,
        access::TEXTS,
        vault::TEXTS,
        catalogue::TEXTS,
        customers::TEXTS,
        inventory::TEXTS,
        logistics::TEXTS,
        pricing::TEXTS,
        tax::TEXTS,
        orders::TEXTS,
        ledger::TEXTS,
        order_to_cash::TEXTS,
        order_find::TEXTS,
        figures::TEXTS,
        include_str!("../texts.toml"),
    ]
}

/// Every route, under `/v1`.
pub fn routes() -> OpenApiRouter {
    let all = OpenApiRouter::new()
        .merge(order_to_cash::routes())
        .merge(order_find::routes())
        .merge(figures::routes())
        .merge(catalogue::http::routes())
        .merge(pricing::http::routes())
        .merge(inventory::http::routes())
        .merge(logistics::http::routes())
        .merge(customers::routes())
        .merge(tax::routes())
        .merge(ledger::routes());
    OpenApiRouter::new().nest("/v1", all)
}

/// Who follows the event log of a tenant's store.
pub const SUBSCRIBERS: &[Subscriber] = &[figures::SUBSCRIBER];
