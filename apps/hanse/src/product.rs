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
    jobs::MIGRATIONS,
    import_orders::MIGRATIONS,
];

/// The tables of a tenant's key store.
pub const KEYS: &[Migrations] = &[vault::KEY_MIGRATIONS, jobs::KEY_MIGRATIONS];

/// The tables of the control store.
pub const CONTROL: &[Migrations] = &[access::MIGRATIONS];

/// Every refusal's words.
pub fn texts() -> Vec<&'static str> {
    vec![
        kernel::TEXTS,
        countries::TEXTS,
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
        return_to_refund::TEXTS,
        import_orders::TEXTS,
        order_file::TEXTS,
        jobs::TEXTS,
        order_find::TEXTS,
        figures::TEXTS,
        include_str!("../texts.toml"),
    ]
}

/// The routes of each part.
pub const ROUTES: &[fn() -> OpenApiRouter] = &[
    order_to_cash::routes,
    return_to_refund::routes,
    price_keeping::routes,
    stock_keeping::routes,
    import_orders::routes,
    order_find::routes,
    figures::routes,
    catalogue::http::routes,
    pricing::http::routes,
    inventory::http::routes,
    logistics::http::routes,
    customers::routes,
    tax::routes,
    ledger::routes,
    crate::keys::routes,
    crate::changes::routes,
];

/// Every route, under `/v1`.
pub fn routes() -> OpenApiRouter {
    let all = ROUTES.iter().fold(OpenApiRouter::new(), |all, part| all.merge(part()));
    OpenApiRouter::new().nest("/v1", all)
}

/// Who follows the event log of a tenant's store.
pub const SUBSCRIBERS: &[Subscriber] = &[figures::SUBSCRIBER];

/// The kinds of jobs a tenant's store can run.
pub const JOB_KINDS: &[&dyn jobs::JobKind] = import_orders::JOB_KINDS;
