//! Opening: the one way out of the vault. Granted, for a purpose, recorded, and only then handed out.

use std::collections::{HashMap, HashSet};

use access::{Grant, Scope};
use kernel::{Actor, Refusal, RefusalKind, Timestamp};
use serde::Serialize;
use store::{CommandError, Event, Nothing, Read, Row, StoreError, Submission, Tx, Value};

use crate::seal::{PersonKey, seal, unseal};
use crate::sealer::{CONTACT, FULFILMENT, STATUTORY, draw_nonce, unseal_person};
use crate::{PersonData, PersonId, Personal, Purpose, Term, Vault};

/// The proof that an opening was granted and recorded. Only the vault makes one.
#[derive(Debug)]
pub struct Opening {
    persons: HashSet<PersonId>,
}

impl Opening {
    pub(crate) fn covers(&self, person: PersonId) -> bool {
        self.persons.contains(&person)
    }
}

/// Opened persons, in the order they were asked for, with the proof to read them by:
/// `opened.persons[0].read(&opened.opening)?`.
#[derive(Debug)]
pub struct Opened {
    pub opening: Opening,
    pub persons: Vec<Personal<PersonData>>,
}

/// Event `vault.person_opened.v1`: who opened whose data, and what for (the actor and the reason stand in the event itself).
#[derive(Debug, Serialize)]
pub struct PersonOpened {
    pub person: PersonId,
    pub purpose: Purpose,
    /// What was opened: `person`, or the column a document is sealed in.
    pub what: &'static str,
}

/// A row of wrapped keys.
pub(crate) struct KeyRow {
    pub(crate) person: PersonId,
    pub(crate) purpose: Purpose,
    wrapped: Vec<u8>,
    master: i64,
    pub(crate) ends_at: Option<Timestamp>,
    pub(crate) restricted: bool,
}

fn key_row(row: &Row) -> Result<KeyRow, StoreError> {
    let purpose = row.text(1)?.parse().map_err(|_| StoreError::misuse("a key of an unknown purpose"))?;
    Ok(KeyRow {
        person: row.id(0)?,
        purpose,
        wrapped: row.blob(2)?.to_vec(),
        master: row.int(3)?,
        ends_at: row.opt_at(4)?,
        restricted: row.opt_int(5)?.is_some(),
    })
}

/// Unwrapped keys and their rows, by person and purpose.
pub(crate) type LivingKeys = HashMap<(PersonId, Purpose), (PersonKey, KeyRow)>;

fn key_rows(read: &mut dyn Read, persons: &[Value]) -> Result<Vec<KeyRow>, StoreError> {
    let sql = "SELECT person, purpose, wrapped, master, ends_at, restricted_at FROM person_keys WHERE person IN {list}";
    read.query_in(sql, &[], persons)?.iter().map(key_row).collect()
}

/// The sealed columns of a person.
pub(crate) struct SealedRow {
    contact: Option<Vec<u8>>,
    fulfilment: Option<Vec<u8>>,
    pub(crate) statutory: Option<Vec<u8>>,
    pub(crate) erased: bool,
}

fn ids(persons: &[PersonId]) -> Vec<Value> {
    persons.iter().map(|person| Value::id(*person)).collect()
}

pub(crate) fn sealed_rows(
    read: &mut dyn Read,
    persons: &[PersonId],
) -> Result<HashMap<PersonId, SealedRow>, StoreError> {
    let rows = read.query_in(
        "SELECT person, sealed_contact, sealed_fulfilment, erased_at, sealed_statutory FROM persons WHERE person IN {list}",
        &[],
        &ids(persons),
    )?;
    let sealed = |row: &Row| {
        let contact = row.opt_blob(1)?.map(<[u8]>::to_vec);
        let fulfilment = row.opt_blob(2)?.map(<[u8]>::to_vec);
        let statutory = row.opt_blob(4)?.map(<[u8]>::to_vec);
        Ok((row.id(0)?, SealedRow { contact, fulfilment, statutory, erased: row.opt_int(3)?.is_some() }))
    };
    rows.iter().map(sealed).collect()
}

/// Whether a person was erased. Who is not there was not.
pub fn is_erased(read: &mut dyn Read, person: PersonId) -> Result<bool, StoreError> {
    let sql = "SELECT person FROM persons WHERE person = $1 AND erased_at IS NOT NULL";
    Ok(read.query_one(sql, &[Value::id(person)])?.is_some())
}

pub(crate) fn not_kept(person: PersonId, purpose: Purpose) -> Refusal {
    Refusal::not_found("person_not_kept_for").with("person", person).with("purpose", purpose)
}

pub(crate) fn erased(person: PersonId) -> Refusal {
    Refusal::conflict("person_erased").with("person", person)
}

pub(crate) fn unknown(person: PersonId) -> Refusal {
    Refusal::not_found("person_not_found").with("person", person)
}

impl Vault {
    pub(crate) fn now(&self, grant: &Grant) -> Timestamp {
        self.data.context(grant.actor()).now
    }

    /// The living keys of these persons for these purposes.
    pub(crate) async fn living_keys(&self, persons: &[PersonId], now: Timestamp) -> Result<LivingKeys, CommandError> {
        let list = ids(persons);
        let rows = self.keys.read_quick(move |read| key_rows(read, &list)).await?;
        self.living(rows, now)
    }

    /// Like [`Vault::living_keys`], for threads outside the async runtime.
    pub(crate) fn living_keys_blocking(
        &self,
        persons: &[PersonId],
        now: Timestamp,
    ) -> Result<LivingKeys, CommandError> {
        let rows = self.keys.read_blocking(|read| key_rows(read, &ids(persons)))?;
        self.living(rows, now)
    }

    fn living(&self, rows: Vec<KeyRow>, now: Timestamp) -> Result<LivingKeys, CommandError> {
        let sealer = self.unlocked()?;
        let mut keys = HashMap::new();
        for row in rows {
            if row.ends_at.is_none_or(|end| end > now) {
                let key = sealer.unwrap(row.person, row.purpose, row.master, &row.wrapped)?;
                keys.insert((row.person, row.purpose), (key, row));
            }
        }
        Ok(keys)
    }

    pub(crate) async fn rows_of(&self, persons: &[PersonId]) -> Result<HashMap<PersonId, SealedRow>, CommandError> {
        let persons = persons.to_vec();
        self.data.read_quick(move |read| sealed_rows(read, &persons)).await.map_err(CommandError::from)
    }

    /// Opens persons for a purpose. Needs `persons:read`; one `vault.person_opened.v1` a person is durable before the data is
    /// handed out. `contact` and `fulfilment` give their part, `channel_term` what it stands in for, `statutory` what the law wants
    /// kept of who an invoice was issued to: of an erased person it needs `admin` too and a reason (`person_restricted`). Refuses
    /// for all when one cannot be opened: `person_not_found`, `person_erased`, `person_not_kept_for`; `vault_locked`.
    pub async fn open(
        &self,
        grant: &Grant,
        persons: &[PersonId],
        purpose: Purpose,
        reason: Option<&str>,
    ) -> Result<Opened, CommandError> {
        grant.needs(Scope::PersonsRead)?;
        let keys = self.living_keys(persons, self.now(grant)).await?;
        let rows = self.rows_of(persons).await?;
        let mut opened = Vec::with_capacity(persons.len());
        for person in persons {
            let row = rows.get(person).ok_or_else(|| unknown(*person))?;
            if row.erased && purpose != Purpose::Statutory {
                return Err(erased(*person).into());
            }
            let (key, of) = keys.get(&(*person, purpose)).ok_or_else(|| not_kept(*person, purpose))?;
            if row.erased || of.restricted {
                needs_restricted(grant, *person, reason)?;
            }
            let data = unsealed(key, *person, purpose, row)?.ok_or_else(|| not_kept(*person, purpose))?;
            opened.push(Personal::of(*person, data));
        }
        let opening = self.record(grant, persons, purpose, "person", reason).await?;
        Ok(Opened { opening, persons: opened })
    }

    async fn record(
        &self,
        grant: &Grant,
        persons: &[PersonId],
        purpose: Purpose,
        what: &'static str,
        reason: Option<&str>,
    ) -> Result<Opening, CommandError> {
        let asked = persons.to_vec();
        let submission = Submission::by(grant.actor()).because(reason);
        let tell = move |tx: &mut Tx<'_>| {
            for person in &asked {
                let told = PersonOpened { person: *person, purpose, what };
                tx.publish(Event::new("vault.person_opened.v1", person, &told)?);
            }
            Ok(Nothing)
        };
        self.data.submit(submission, tell).await?;
        Ok(Opening { persons: persons.iter().copied().collect() })
    }

    /// Seals a document (or any text) of another centre under a person's key for a purpose, made when there is none yet. `column`
    /// is the caller's `table.column`; the blob opens only there. After an erasure only `statutory` can still be sealed under.
    pub async fn seal_under(
        &self,
        grant: &Grant,
        person: PersonId,
        (purpose, term): (Purpose, Term),
        column: &'static str,
        text: &[u8],
    ) -> Result<Vec<u8>, CommandError> {
        let rows = self.rows_of(&[person]).await?;
        let row = rows.get(&person).ok_or_else(|| unknown(person))?;
        if row.erased && purpose != Purpose::Statutory {
            return Err(erased(person).into());
        }
        let now = self.now(grant);
        if !self.living_keys(&[person], now).await?.contains_key(&(person, purpose)) {
            let new = self.unlocked()?.new_key(person, purpose, term)?;
            // Two at once: the second insert is refused by the key's uniqueness, and the first one's key is used.
            let kept = self.keep_keys(grant.actor(), new).await;
            if let Err(error) = kept
                && !matches!(error, CommandError::Failed(StoreError::Constraint { .. }))
            {
                return Err(error);
            }
        }
        let keys = self.living_keys(&[person], now).await?;
        let (key, _) = keys.get(&(person, purpose)).ok_or_else(|| not_kept(person, purpose))?;
        let write = |out: &mut Vec<u8>| {
            out.extend_from_slice(text);
            Ok(())
        };
        Ok(seal(key, &draw_nonce()?, (person, purpose, column), text.len(), write)?)
    }

    /// Like [`Vault::seal_under`] with a key that is there already, for threads outside the async runtime. None where it is not:
    /// erased, or the purpose's term is over.
    pub fn seal_more_blocking(
        &self,
        actor: &Actor,
        (person, purpose): (PersonId, Purpose),
        column: &'static str,
        text: &[u8],
    ) -> Result<Option<Vec<u8>>, CommandError> {
        let now = self.data.context(actor).now;
        let keys = self.living_keys_blocking(&[person], now)?;
        let Some((key, _)) = keys.get(&(person, purpose)).filter(|(_, row)| !row.restricted) else { return Ok(None) };
        let write = |out: &mut Vec<u8>| {
            out.extend_from_slice(text);
            Ok(())
        };
        Ok(Some(seal(key, &draw_nonce()?, (person, purpose, column), text.len(), write)?))
    }

    /// Opens what [`Vault::seal_under`] sealed: recorded, with `persons:read`. What stays of an erased person is restricted: it
    /// needs `admin` too and a reason (`person_restricted`).
    pub async fn open_under(
        &self,
        grant: &Grant,
        person: PersonId,
        purpose: Purpose,
        (column, blob): (&'static str, &[u8]),
        reason: Option<&str>,
    ) -> Result<(Opening, Personal<Vec<u8>>), CommandError> {
        grant.needs(Scope::PersonsRead)?;
        let keys = self.living_keys(&[person], self.now(grant)).await?;
        let (key, row) = keys.get(&(person, purpose)).ok_or_else(|| not_kept(person, purpose))?;
        if row.restricted {
            needs_restricted(grant, person, reason)?;
        }
        let text = unseal(key, (person, purpose, column), blob)?;
        let opening = self.record(grant, &[person], purpose, column, reason).await?;
        Ok((opening, Personal::of(person, text.to_vec())))
    }
}

/// What stays of an erased person is opened only by an administrator who says why.
fn needs_restricted(grant: &Grant, person: PersonId, reason: Option<&str>) -> Result<(), Refusal> {
    let stated = reason.is_some_and(|reason| !reason.trim().is_empty());
    match grant.allows(Scope::Admin) && stated {
        true => Ok(()),
        false => Err(Refusal::new(RefusalKind::Forbidden, "person_restricted").with("person", person)),
    }
}

/// What a purpose's key opens of a row; `None` when nothing was sealed for it.
pub(crate) fn unsealed(
    key: &PersonKey,
    person: PersonId,
    purpose: Purpose,
    row: &SealedRow,
) -> Result<Option<PersonData>, StoreError> {
    let open = |column: &'static str, blob: &Option<Vec<u8>>| {
        blob.as_deref().map(|blob| unseal_person(key, (person, purpose, column), blob)).transpose()
    };
    match purpose {
        Purpose::Contact => open(CONTACT, &row.contact),
        Purpose::Fulfilment => open(FULFILMENT, &row.fulfilment),
        // Beside a contact or fulfilment key the channel's key sealed only one of the columns: the other does not open with it.
        Purpose::ChannelTerm => {
            let contact = open(CONTACT, &row.contact).unwrap_or_default();
            let fulfilment = open(FULFILMENT, &row.fulfilment).unwrap_or_default();
            Ok(match (contact, fulfilment) {
                (Some(mut whole), Some(part)) => {
                    whole.address = part.address.clone();
                    Some(whole)
                }
                (one, other) => one.or(other),
            })
        }
        Purpose::Statutory => open(STATUTORY, &row.statutory),
        Purpose::Marketing => Ok(None),
    }
}
