//! The vault's chore, run by the app every hour: keys whose data never came, keys whose term is over, keys under an old master,
//! and what deletions left in the word index.

use kernel::id::first_id_at;
use kernel::{Actor, Id, Timestamp};
use serde::Serialize;
use store::{Answer, CommandError, Engine, Event, Nothing, Read, StoreError, Submission, Tx, Value};

use crate::seal::wrap;
use crate::tables::{PERSON_KEYS, PERSON_TOKENS, VAULT_MARKS, persons_known};
use crate::{PersonId, Purpose, Vault};

/// What a sweep did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Persons whose keys were destroyed because no data refers to them.
    pub orphans: usize,
    /// Keys destroyed because their term was over.
    pub ended: usize,
    /// Keys wrapped anew under the current master key.
    pub wrapped_anew: usize,
}

/// Event `vault.person_term_ended.v1`.
#[derive(Debug, Serialize)]
struct PersonTermEnded {
    person: PersonId,
    purpose: Purpose,
}

const CHUNK: i64 = 1_000;
const MARK: &str = "orphans_swept_to";

struct Changes(i64);

impl Answer for Changes {
    fn reference(&self) -> String {
        self.0.to_string()
    }
}

impl Vault {
    /// All of the chore. `grace_ms` is how long data may take to follow its keys (an hour is plenty). Blocks.
    pub fn sweep(&self, grace_ms: i64) -> Result<Swept, CommandError> {
        let now = self.data.context(&actor()).now;
        let orphans = self.sweep_orphans(now.plus_ms(-grace_ms))?;
        let ended = self.end_terms(now)?;
        let wrapped_anew = self.wrap_anew()?;
        self.fold_tokens()?;
        self.keys.empty_log()?;
        Ok(Swept { orphans, ended, wrapped_anew })
    }

    /// Destroys keys drawn before `until` whose person has no row in the data. Goes on where the last sweep ended; after the data
    /// store was restored from an older backup call [`Vault::forget_sweeps`] first.
    pub fn sweep_orphans(&self, until: Timestamp) -> Result<usize, CommandError> {
        let border = first_id_at(until.ms());
        let mut from = self.keys.read_blocking(mark)?;
        let mut swept = 0;
        loop {
            let persons: Vec<PersonId> = self.keys.read_blocking(|read| -> Result<_, StoreError> {
                let sql = "SELECT DISTINCT person FROM person_keys WHERE person > $1 AND person < $2 ORDER BY person LIMIT $3";
                read.query(sql, &store::args![from, border, CHUNK])?.iter().map(|row| row.id(0)).collect()
            })?;
            let Some(last) = persons.last().map(|person| person.number()) else { return Ok(swept) };
            let known = self.data.read_blocking(|read| persons_known(read, &persons))?;
            let orphans: Vec<PersonId> = persons.into_iter().filter(|person| !known.contains(person)).collect();
            swept += orphans.len();
            self.keys.submit_blocking(Submission::by(&actor()).bulk(), move |tx| {
                destroy_all(tx, &orphans)?;
                tx.upsert(&VAULT_MARKS, vec![vec![Value::word(MARK), Value::Int(last)]])?;
                Ok(Nothing)
            })?;
            from = last;
        }
    }

    /// The next sweep looks at every person again.
    pub fn forget_sweeps(&self) -> Result<(), CommandError> {
        let forget = |tx: &mut Tx<'_>| {
            tx.upsert(&VAULT_MARKS, vec![vec![Value::word(MARK), Value::Int(0)]])?;
            Ok(Nothing)
        };
        self.keys.submit_blocking(Submission::by(&actor()).bulk(), forget).map(|_| ())
    }

    /// Destroys keys whose term is over, and the tokens of persons who have no key left.
    fn end_terms(&self, now: Timestamp) -> Result<usize, CommandError> {
        let mut ended = 0;
        loop {
            let over: Vec<(PersonId, Purpose)> = self.keys.read_blocking(|read| -> Result<_, StoreError> {
                let sql = "SELECT person, purpose FROM person_keys WHERE ends_at IS NOT NULL AND ends_at <= $1 ORDER BY ends_at LIMIT $2";
                let rows = read.query(sql, &store::args![now, CHUNK])?;
                rows.iter().map(|row| Ok((row.id(0)?, purpose_of(row.text(1)?)?))).collect()
            })?;
            if over.is_empty() {
                return Ok(ended);
            }
            ended += over.len();
            let told = over.clone();
            self.keys.submit_blocking(Submission::by(&actor()).bulk(), move |tx| {
                let keys = over.iter().map(|(person, purpose)| vec![Value::id(*person), Value::word(purpose.as_str())]);
                tx.delete(&PERSON_KEYS, keys.collect())?;
                let list: Vec<Value> = over.iter().map(|(person, _)| Value::id(*person)).collect();
                let left = tx.query_in("SELECT DISTINCT person FROM person_keys WHERE person IN {list}", &[], &list)?;
                let left: Vec<i64> = left.iter().map(|row| row.int(0)).collect::<Result<_, _>>()?;
                let numbers = over.iter().map(|(person, _)| person.number());
                let keyless: Vec<i64> = numbers.filter(|number| !left.contains(number)).collect();
                tx.unindex_words(PERSON_TOKENS, &keyless)?;
                Ok(Nothing)
            })?;
            self.data.submit_blocking(Submission::by(&actor()).bulk(), move |tx| {
                for (person, purpose) in &told {
                    let event = PersonTermEnded { person: *person, purpose: *purpose };
                    tx.publish(Event::new("vault.person_term_ended.v1", person, &event)?);
                }
                Ok(Nothing)
            })?;
        }
    }

    /// Wraps keys under the current master key that are still under an earlier one.
    fn wrap_anew(&self) -> Result<usize, CommandError> {
        let sealer = self.unlocked()?;
        let (current, cipher) = sealer.current();
        let mut wrapped_anew = 0;
        loop {
            let old = self.keys.read_blocking(|read| -> Result<Vec<_>, StoreError> {
                let sql = "SELECT person, purpose, wrapped, master FROM person_keys WHERE master <> $1 LIMIT $2";
                let rows = read.query(sql, &store::args![current, CHUNK])?;
                rows.iter()
                    .map(|row| Ok((row.id(0)?, purpose_of(row.text(1)?)?, row.blob(2)?.to_vec(), row.int(3)?)))
                    .collect()
            })?;
            if old.is_empty() {
                return Ok(wrapped_anew);
            }
            wrapped_anew += old.len();
            let mut rows = Vec::with_capacity(old.len());
            for (person, purpose, wrapped, master) in old {
                let key = sealer.unwrap(person, purpose, master, &wrapped)?;
                let new = wrap(cipher, &crate::sealer::draw_nonce()?, (person, purpose), &key)?;
                rows.push(vec![
                    Value::id(person),
                    Value::word(purpose.as_str()),
                    Value::Blob(new),
                    Value::Int(current),
                ]);
            }
            self.keys.submit_blocking(Submission::by(&actor()).bulk(), move |tx| {
                tx.update(&PERSON_KEYS, &["wrapped", "master"], rows.clone())?;
                Ok(Nothing)
            })?;
        }
    }

    /// Merges the word index piece by piece, so that tokens that were taken out leave the file too (SQLite keeps them in their
    /// segment until it is merged). Short steps on the bulk lane: placing goes on beside it.
    fn fold_tokens(&self) -> Result<(), CommandError> {
        if self.keys.engine() != Engine::Sqlite {
            return Ok(());
        }
        let mut pages = -200;
        // As SQLite's documentation of the 'merge' command asks: first negative, then positive until less than 2 changes.
        loop {
            let step = move |tx: &mut Tx<'_>| {
                let before = total_changes(tx)?;
                tx.execute(
                    "INSERT INTO person_tokens (person_tokens, rank) VALUES ('merge', $1)",
                    &store::args![pages],
                )?;
                Ok(Changes(total_changes(tx)?.saturating_sub(before)))
            };
            let outcome = self.keys.submit_blocking(Submission::by(&actor()).bulk(), step)?;
            let store::Outcome::Done(Changes(changes)) = outcome else { return Ok(()) };
            if pages > 0 && changes < 2 {
                return Ok(());
            }
            pages = 200;
        }
    }
}

fn actor() -> Actor {
    Actor::new("vault_sweep")
}

fn purpose_of(text: &str) -> Result<Purpose, StoreError> {
    text.parse().map_err(|_| StoreError::misuse("a key of an unknown purpose"))
}

fn mark(read: &mut store::Reader<'_>) -> Result<i64, StoreError> {
    let row = read.query_one("SELECT person FROM vault_marks WHERE name = $1", &store::args![MARK])?;
    row.map_or(Ok(0), |row| row.int(0))
}

fn total_changes(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    tx.query_one("SELECT total_changes()", &[])?.map_or(Ok(0), |row| row.int(0))
}

fn destroy_all(tx: &mut Tx<'_>, persons: &[PersonId]) -> Result<(), StoreError> {
    let keys = persons
        .iter()
        .flat_map(|person| Purpose::ALL.iter().map(|purpose| vec![Value::id(*person), Value::word(purpose.as_str())]));
    tx.delete(&PERSON_KEYS, keys.collect())?;
    let numbers: Vec<i64> = persons.iter().map(|person| person.number()).collect();
    tx.unindex_words(PERSON_TOKENS, &numbers)
}
