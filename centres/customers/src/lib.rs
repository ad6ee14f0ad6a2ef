//! Customers: who trades with us, as a number with facts that are not personal; which persons of the vault and which references of
//! channels belong to whom, and why we think so.
//!
//! Invariants: a person and a channel's reference belong to exactly one customer; every belonging has its reason; merging moves
//! nothing, so it can be undone exactly; no table here holds personal text.
//!
//! Deliberately not here: names, addresses, e-mail (vault), credit and prices (ledger, pricing), what they ordered (orders).

mod commands;
mod events;
mod http;
mod model;
mod queries;
mod store;

pub use commands::adopt_customers::{AdoptCustomer, Adopted, adopt_customers};
pub use commands::link_persons::link_persons;
pub use commands::merge_customers::{MergeCustomers, merge_customers};
pub use commands::put_in_group::{PutInGroup, put_in_group};
pub use commands::resolve_identity::{ResolveIdentity, Resolved, resolve_identities, resolve_identity};
pub use commands::separate_person::{SeparatePerson, separate_person};
pub use commands::set_business_facts::{SetBusinessFacts, set_business_facts};
pub use commands::undo_merge::{UndoMerge, undo_merge};
pub use events::{
    BusinessFactsSet, CustomerFirstSeen, CustomersMerged, MergeUndone, PersonSeparated, PutInGroup as PutInGroupEvent,
};
pub use http::routes;
pub use model::{
    ChannelIdentity, Customer, CustomerDetail, CustomerGroup, CustomerId, CustomerKind, LinkReason, LinkedPerson,
};
pub use queries::customers_of::{customers_of_persons, customers_of_references};
pub use queries::get_customer::get_customer;
pub use queries::group_of::group_of;
pub use queries::list_customers::{ListCustomers, list_customers};
pub use queries::same_customer::same_customer;

pub const MIGRATIONS: ::store::Migrations =
    ::store::Migrations { owner: "customers", steps: &[(1, "start", include_str!("../migrations/0001_start.sql"))] };

pub const TEXTS: &str = include_str!("../texts.toml");
