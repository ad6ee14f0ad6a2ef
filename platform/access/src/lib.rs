//! Who may come in, and what they may do: tenants, regions, where each store is, API keys, scopes, grants.
//!
//! Invariants: a key's secret exists once, in the answer that issued it; what is kept is its blake3 hash (the secret carries
//! 160 random bits, so a slow hash would only cost time). A key belongs to one tenant and one region, so one company's key can
//! never name another company's rows, and no key hands on what it may not do itself. `admin` never implies `persons:read`: opening personal data is always granted by name.
//!
//! Deliberately not here: people's sign-in, roles and policies (a later issue), HTTP (`edge`), the personal data itself (`vault`).

mod codes;
mod control;
mod grant;
mod key;
mod places;
mod ring;
mod scope;
mod sessions;

pub use codes::{CodeError, RegionCode, TenantCode};
pub use control::{
    MIGRATIONS, add_region, add_tenant, close_tenant, keep_key, key_of, keys_of, living_keys, move_store, place_store,
    regions, revoke_key, stores, tenants,
};
pub use grant::Grant;
pub use key::{ApiKey, KeyHash, KeyId, KeyRecord, NewKey, issue};
pub use places::{Region, StoreEntry, StorePlace, StorePlaceError, Tenant};
pub use ring::{Holder, KeyRing};
pub use scope::{Scope, ScopeError, Scopes};
pub use sessions::{IDLE_MS, LIFE_MS, SessionError, SessionToken, Sessions, end_sessions};

/// The sentences of the control store's refusals.
pub const TEXTS: &str = include_str!("../texts.toml");
