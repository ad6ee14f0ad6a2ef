//! Personal data of one tenant in one region: sealed on the way in, opened only with a grant, a purpose and a record of it.
//!
//! Two stores take part. The **data store** holds what is sealed (`persons`, and documents other centres seal under a person's
//! key); it is backed up and shipped around freely. The **key store** holds the wrapped keys, one per person and purpose, and the
//! keyed tokens that find a person; its backups are its own and short-lived. The key that wraps them comes from a
//! [`KeyProvider`] and is in neither.
//!
//! Invariants: sealed data never meets its key in one backup; the key store commits before the data (keys without data are
//! swept, data without keys cannot come to be); nothing here prints, logs or serialises personal text ([`Personal`],
//! [`PersonData`]); every opening is an event with actor, purpose and person before the data is handed out; a person on the
//! erasure list stays erased through every restore.
//!
//! Deliberately not here: which customer a person is (customers), legal documents (their centre seals them with
//! [`Vault::seal_under`]), roles and policies (access).

mod erase;
mod erasure_list;
mod find;
#[cfg(feature = "leaks")]
pub mod leaks;
mod leaving;
mod mask;
mod open;
mod personal;
mod provider;
mod purpose;
mod rectify;
mod seal;
mod sealer;
mod statutory;
mod sweep;
mod tables;
mod token;
mod vault;

pub use erase::{PersonErased, replay_erasures};
pub use erasure_list::{Erasure, ErasureList, LetGo};
pub use find::{Found, MOST_FOUND, SamePersons};
pub use leaving::{KeepsTexts, Leaving};
pub use mask::Masked;
pub use open::{Opened, Opening, PersonOpened, is_erased};
pub use personal::{Address, PersonData, PersonId, Personal};
pub use provider::{FileProvider, KeyProvider, MasterKey, MasterKeys};
pub use purpose::{Purpose, Term};
pub use sealer::{KeepKeys, NewKeys, Sealed, Sealer};
pub use statutory::{KeptByLaw, keep_copy_by_law};
pub use sweep::Swept;
pub use tables::{PERSONS, insert_persons, persons_known};
pub use vault::Vault;

/// The data store's part.
pub const MIGRATIONS: store::Migrations =
    store::Migrations { owner: "vault", steps: &[(1, "start", include_str!("../migrations/0001_start.sql"))] };

/// The key store's tables; run in a store of their own.
pub const KEY_MIGRATIONS: store::Migrations = store::Migrations {
    owner: "vault_keys",
    steps: &[(1, "start", include_str!("../migrations/keys_0001_start.sql"))],
};

/// What this crate refuses, in words.
pub const TEXTS: &str = include_str!("../texts.toml");

/// Options for opening the key store: what is deleted there is overwritten.
pub fn key_store_options(options: store::Options) -> store::Options {
    store::Options { overwrite_deleted: true, ..options }
}
