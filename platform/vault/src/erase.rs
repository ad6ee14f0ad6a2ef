//! Erasing a person (GDPR art. 17): their keys are destroyed, so every copy of what was sealed under them, in every backup, is
//! noise from then on. The statutory key stays, restricted (art. 17(3)(b), 18): the law wants issued documents kept.
//!
//! While their texts can still be compared, files in which they stand are let go of ([`crate::KeepsTexts`]).
//!
//! Then the list comes first: once a line is in it, the erasure happens, if not now then when the vault is next unlocked.

use std::collections::HashSet;

use access::{Grant, Scope};
use kernel::Refusal;
use kernel::{Actor, Id, Timestamp};
use serde::Serialize;
use store::{CommandError, Event, Nothing, Read, Store, StoreError, Submission, Tx, Value};

use crate::open::{sealed_rows, unknown};
use crate::tables::{ERASURES, PERSON_KEYS, PERSON_TOKENS, PERSONS};
use crate::{Erasure, ErasureList, PersonId, Purpose, Vault};

/// Event `vault.person_erased.v1`. Whoever holds copies outside (a shop front, a carrier) erases them on hearing it.
#[derive(Debug, Serialize)]
pub struct PersonErased {
    pub person: PersonId,
    pub erased_at: Timestamp,
}

/// Erasures handled in one transaction.
const CHUNK: usize = 500;

impl Vault {
    /// Erases a person for ever. Needs `customers:write`. Blocks: call it from a thread that may. A second time it answers the
    /// first instant again. Refuses `person_not_found`, `vault_locked`, and an empty reason (`reason_wanted`).
    pub fn erase_blocking(
        &self,
        grant: &Grant,
        person: PersonId,
        reason: Option<&str>,
    ) -> Result<Erasure, CommandError> {
        let erased = self.erase_all_blocking(grant, &[person], reason)?;
        erased.into_iter().next().ok_or_else(|| unknown(person).into())
    }

    /// Erases persons like [`Vault::erase_blocking`], several at once: all of somebody's orders, each with a recipient of its own.
    pub fn erase_all_blocking(
        &self,
        grant: &Grant,
        persons: &[PersonId],
        reason: Option<&str>,
    ) -> Result<Vec<Erasure>, CommandError> {
        grant.needs(Scope::CustomersWrite)?;
        if reason.is_some_and(|reason| reason.trim().is_empty()) {
            return Err(Refusal::invalid("reason_wanted").at("/reason").into());
        }
        let list = self.erasure_list()?;
        let known = self.data.read_blocking(|read| sealed_rows(read, persons))?;
        if let Some(stranger) = persons.iter().find(|person| !known.contains_key(person)) {
            return Err(unknown(*stranger).into());
        }
        let submission = Submission::by(grant.actor()).because(reason);
        let mut erased = Vec::with_capacity(persons.len());
        for chunk in persons.chunks(CHUNK) {
            let earlier = self.keys.read_blocking(|read| erasures_of(read, chunk))?;
            let known: HashSet<PersonId> = earlier.iter().map(|erasure| erasure.person).collect();
            let at = self.now(grant);
            let new: Vec<Erasure> = chunk
                .iter()
                .filter(|person| !known.contains(person))
                .map(|person| Erasure { person: *person, at })
                .collect();
            let all: Vec<Erasure> = earlier.into_iter().chain(new.iter().copied()).collect();
            // Also those erased before: somebody may have brought a file of theirs again.
            self.let_texts_go(grant.actor(), chunk, list)?;
            if !new.is_empty() {
                list.append(&new)?;
                self.keys.submit_blocking(submission.clone(), move |tx| erase_keys(tx, &new))?;
            }
            erased.extend_from_slice(&all);
            // Also when the keys went before: the last try may have been stopped here (a full queue, a lost connection).
            self.data.submit_blocking(submission.clone(), move |tx| erase_rows(tx, &all))?;
        }
        if let Err(error) = self.keys.empty_log() {
            // The key is gone from the table; its old page leaves the log with the next sweep.
            tracing::warn!(%error, "the key store's log still holds destroyed keys");
        }
        Ok(erased)
    }
}

/// Destroys keys and tokens, restricts the statutory key, notes the erasure. In the key store.
fn erase_keys(tx: &mut Tx<'_>, erasures: &[Erasure]) -> Result<Nothing, CommandError> {
    let mut destroyed = Vec::new();
    let mut restricted = Vec::new();
    for Erasure { person, at } in erasures {
        for purpose in Purpose::ALL.iter().filter(|purpose| **purpose != Purpose::Statutory) {
            destroyed.push(vec![Value::id(*person), Value::word(purpose.as_str())]);
        }
        restricted.push(vec![Value::id(*person), Value::word(Purpose::Statutory.as_str()), Value::from(*at)]);
    }
    tx.delete(&PERSON_KEYS, destroyed)?;
    tx.update(&PERSON_KEYS, &["restricted_at"], restricted)?;
    let numbers: Vec<i64> = erasures.iter().map(|erasure| erasure.person.number()).collect();
    tx.unindex_words(PERSON_TOKENS, &numbers)?;
    let rows = erasures.iter().map(|erasure| vec![Value::id(erasure.person), Value::from(erasure.at)]).collect();
    tx.upsert(&ERASURES, rows)?;
    Ok(Nothing)
}

/// Empties the sealed columns and tells. In the data store.
fn erase_rows(tx: &mut Tx<'_>, erasures: &[Erasure]) -> Result<Nothing, CommandError> {
    let persons: Vec<PersonId> = erasures.iter().map(|erasure| erasure.person).collect();
    let known = sealed_rows(tx, &persons)?;
    let mut rows = Vec::new();
    for Erasure { person, at } in erasures {
        if known.get(person).is_some_and(|row| !row.erased) {
            rows.push(vec![Value::id(*person), Value::Null, Value::Null, Value::from(*at)]);
            let told = PersonErased { person: *person, erased_at: *at };
            tx.publish(Event::new("vault.person_erased.v1", person, &told)?);
        }
    }
    tx.update(&PERSONS, &["sealed_contact", "sealed_fulfilment", "erased_at"], rows)?;
    Ok(Nothing)
}

fn erasures_of(read: &mut dyn Read, persons: &[PersonId]) -> Result<Vec<Erasure>, StoreError> {
    let list: Vec<Value> = persons.iter().map(|person| Value::id(*person)).collect();
    let rows = read.query_in("SELECT person, at FROM erasures WHERE person IN {list}", &[], &list)?;
    rows.iter().map(|row| Ok(Erasure { person: row.id(0)?, at: row.at(1)? })).collect()
}

/// Makes every erasure in the list, or known to the key store, true in both stores again, and the list whole. A restore runs it
/// before anyone may look; unlocking the vault runs it too. How many persons had to be erased again.
pub fn replay_erasures(list: &ErasureList, keys: &Store, data: &Store) -> Result<usize, CommandError> {
    let actor = Actor::new("replay_erasures");
    let listed = list.read()?;
    let known: Vec<Erasure> = keys.read_blocking(|read| -> Result<_, StoreError> {
        let rows = read.query("SELECT person, at FROM erasures ORDER BY person", &[])?;
        rows.iter().map(|row| Ok(Erasure { person: row.id(0)?, at: row.at(1)? })).collect()
    })?;
    let in_list: HashSet<PersonId> = listed.iter().map(|erasure| erasure.person).collect();
    let in_keys: HashSet<PersonId> = known.iter().map(|erasure| erasure.person).collect();
    let unlisted: Vec<Erasure> = known.into_iter().filter(|erasure| !in_list.contains(&erasure.person)).collect();
    if !unlisted.is_empty() {
        list.append(&unlisted)?;
    }
    let mut again = 0;
    let all: Vec<Erasure> = listed.into_iter().chain(unlisted).collect();
    for chunk in all.chunks(CHUNK) {
        let persons: Vec<PersonId> = chunk.iter().map(|erasure| erasure.person).collect();
        let rows = data.read_blocking(|read| sealed_rows(read, &persons))?;
        let keyless: Vec<Erasure> = chunk.iter().filter(|e| !in_keys.contains(&e.person)).copied().collect();
        let standing: Vec<Erasure> =
            chunk.iter().filter(|e| rows.get(&e.person).is_some_and(|row| !row.erased)).copied().collect();
        let affected: HashSet<PersonId> = keyless.iter().chain(&standing).map(|erasure| erasure.person).collect();
        again += affected.len();
        if !keyless.is_empty() {
            keys.submit_blocking(Submission::by(&actor).bulk(), move |tx| erase_keys(tx, &keyless))?;
        }
        if !standing.is_empty() {
            data.submit_blocking(Submission::by(&actor).bulk(), move |tx| erase_rows(tx, &standing))?;
        }
    }
    if again > 0 {
        keys.empty_log()?;
    }
    Ok(again)
}
