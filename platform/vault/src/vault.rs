//! The vault of a cell: its two stores and its unlocked keys.

use std::sync::{Arc, OnceLock};

use cell::{Cell, Part};
use kernel::{Actor, Context, Refusal, RefusalKind};
use store::{CommandError, Read as _, Store, StoreError, Submission};

use crate::{ErasureList, KeepKeys, KeepsTexts, KeyProvider, NewKeys, PersonData, Purpose, Sealed, Sealer, Term};

/// The vault of one tenant in one region.
pub struct Vault {
    pub(crate) data: Arc<Store>,
    pub(crate) keys: Arc<Store>,
    pub(crate) sealer: Option<Sealer>,
    pub(crate) list: Option<ErasureList>,
    pub(crate) texts: OnceLock<Arc<dyn KeepsTexts>>,
}

impl Part for Vault {
    /// A locked vault: it knows its stores but no master key. The app keeps an unlocked one in the cell when it opens it
    /// (`cell.keep(Arc::new(Vault::new(…)?))`); a cell it forgot refuses `vault_locked` instead of inventing keys.
    fn of(cell: &Cell) -> Self {
        Self {
            data: Arc::clone(&cell.store),
            keys: Arc::clone(&cell.keys),
            sealer: None,
            list: None,
            texts: OnceLock::new(),
        }
    }
}

impl Vault {
    /// Unlocks the vault over the data store and the key store (opened with [`crate::KEY_MIGRATIONS`] and
    /// `Options::overwrite_deleted`). `list` is the erasure list beside the key store; what stands in it and is not erased yet
    /// (a restore, a stop half-way) is erased now.
    pub fn new(
        data: Arc<Store>,
        keys: Arc<Store>,
        provider: &dyn KeyProvider,
        list: ErasureList,
    ) -> Result<Self, CommandError> {
        let sealer = Sealer::new(&provider.master_keys()?);
        crate::replay_erasures(&list, &keys, &data)?;
        Ok(Self { data, keys, sealer: Some(sealer), list: Some(list), texts: OnceLock::new() })
    }

    pub(crate) fn unlocked(&self) -> Result<&Sealer, Refusal> {
        self.sealer.as_ref().ok_or_else(|| Refusal::new(RefusalKind::Busy, "vault_locked"))
    }

    pub(crate) fn erasure_list(&self) -> Result<&ErasureList, Refusal> {
        self.list.as_ref().ok_or_else(|| Refusal::new(RefusalKind::Busy, "vault_locked"))
    }

    /// Seals a new person: pure work, no store (see [`Sealer::seal_new`]). `context` is the data store's.
    pub fn seal_new(
        &self,
        context: &Context,
        data: &PersonData,
        purposes: &[(Purpose, Term)],
    ) -> Result<Sealed, CommandError> {
        self.unlocked()?.seal_new(context, data, purposes)
    }

    /// Seals a document about a new person: pure work, no store (see [`Sealer::seal_new_under`]).
    pub fn seal_new_under(
        &self,
        context: &Context,
        of: (Purpose, Term),
        column: &'static str,
        text: &[u8],
    ) -> Result<(Sealed, Vec<u8>), CommandError> {
        self.unlocked()?.seal_new_under(context, of, column, text)
    }

    /// Seals a new person and a document about them: pure work, no store (see [`Sealer::seal_new_with`]).
    pub fn seal_new_with(
        &self,
        context: &Context,
        data: &PersonData,
        purposes: &[(Purpose, Term)],
        document: (Purpose, &'static str, &[u8]),
    ) -> Result<(Sealed, Vec<u8>), CommandError> {
        self.unlocked()?.seal_new_with(context, data, purposes, document)
    }

    /// Makes a new person's keys durable; await it before the data is written. Keys whose data never comes are swept.
    pub async fn keep_keys(&self, actor: &Actor, keys: NewKeys) -> Result<(), CommandError> {
        self.keys.submit_batch(Submission::by(actor), KeepKeys::from(keys)).await.map(|_| ())
    }

    /// Like [`Vault::keep_keys`] for many at once, on the lane of bulk work: imports.
    pub async fn keep_keys_of(&self, actor: &Actor, keys: Vec<NewKeys>) -> Result<(), CommandError> {
        self.keys.submit_batch(Submission::by(actor).bulk(), KeepKeys(keys)).await.map(|_| ())
    }

    /// How many keys there are. Reads all of an index: for a chore, not for every look.
    pub fn count_keys(&self) -> Result<u64, StoreError> {
        self.keys.read_blocking(|read| {
            let row = read.query_one("SELECT COUNT(*) FROM person_keys", &[])?;
            Ok(row.map_or(Ok(0), |row| row.int(0))?.unsigned_abs())
        })
    }

    /// Like [`Vault::keep_keys_of`], for threads outside the async runtime.
    pub fn keep_keys_blocking(&self, actor: &Actor, keys: Vec<NewKeys>) -> Result<(), CommandError> {
        self.keys.submit_batch_blocking(Submission::by(actor).bulk(), KeepKeys(keys)).map(|_| ())
    }
}
