//! One request, one effect: what was done under an idempotency key is remembered with it, in its transaction.
//!
//! The rows stand in the order they were written. Keys are random, so an index of them would cost a page of its own for every request,
//! a third of all that is written; which row a key has is held in memory instead, about 30 bytes a key, and read by the writer right after a store is opened.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Mutex, MutexGuard, PoisonError};

use kernel::{Refusal, RefusalKind, Timestamp};
use tokio::sync::watch;

use crate::engine::Connection;
use crate::error::{CommandError, StoreError};
use crate::group::{Verdict, set};
use crate::job::{Idempotency, Job};
use crate::tx::{Read, Tx};
use crate::value::{Kind, Row, Table, Value};

const IDEMPOTENCY_KEYS: Table = Table {
    name: "idempotency_keys",
    columns: &[
        ("number", Kind::Int),
        ("key", Kind::Blob),
        ("fingerprint", Kind::Blob),
        ("reference", Kind::Text),
        ("at", Kind::Int),
    ],
    key: &["number"],
};

/// Rows read at once when a store is opened.
const PAGE: i64 = 50_000;

/// Which row each remembered key has.
#[derive(Default)]
pub(crate) struct Keys {
    known: Mutex<Known>,
    /// Set once the rows of a store that is being opened were read.
    read: watch::Sender<bool>,
}

#[derive(Default)]
struct Known {
    /// By the first half of the key.
    rows: HashMap<u64, i64>,
    /// Of two keys that begin alike, the later.
    alike: Vec<(u64, i64)>,
    /// The newest row.
    newest: i64,
}

impl Known {
    fn add(&mut self, key: &[u8], row: i64) {
        let half = half(key);
        match self.rows.entry(half) {
            Entry::Vacant(free) => {
                free.insert(row);
            }
            Entry::Occupied(_) => self.alike.push((half, row)),
        }
        self.newest = self.newest.max(row);
    }
}

/// Keys are hashes: half of one is as random as all of it.
fn half(key: &[u8]) -> u64 {
    key.first_chunk().map_or(0, |half| u64::from_le_bytes(*half))
}

impl Keys {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The rows there were at the beginning are known, or could not be read yet.
    pub(crate) fn were_read(&self) {
        self.read.send_replace(true);
    }

    /// Waits until the rows there were at the beginning are known: who repeats a request right after a start is not taken for somebody new.
    pub(crate) async fn ready(&self) {
        // Refused only where nobody could set it any more.
        let _ = self.read.subscribe().wait_for(|read| *read).await;
    }

    /// Takes in the rows that came since it last looked: all of them for a new one.
    pub(crate) fn catch_up(&self, connection: &mut dyn Connection) -> Result<(), StoreError> {
        loop {
            let newest = self.known().newest;
            let sql = "SELECT number, key FROM idempotency_keys WHERE number > $1 ORDER BY number LIMIT $2";
            let rows = connection.query(sql, &crate::args![newest, PAGE])?;
            if rows.is_empty() {
                return Ok(());
            }
            let mut known = self.known();
            for row in &rows {
                known.add(row.blob(1)?, row.int(0)?);
            }
        }
    }

    /// Takes in what a committed group wrote.
    pub(crate) fn add(&self, written: &[([u8; 16], i64)]) {
        let mut known = self.known();
        for (key, row) in written {
            known.add(key, *row);
        }
    }

    /// The rows that may be this key's.
    fn rows_of(&self, key: &[u8; 16]) -> Vec<i64> {
        let (known, half) = (self.known(), half(key));
        let alike = known.alike.iter().filter(|(other, _)| *other == half).map(|(_, row)| *row);
        known.rows.get(&half).copied().into_iter().chain(alike).collect()
    }

    /// Rows up to this one are gone.
    pub(crate) fn forget(&self, gone: i64) {
        let mut known = self.known();
        known.rows.retain(|_, row| *row > gone);
        known.alike.retain(|(_, row)| *row > gone);
    }

    /// The reference that an earlier request with this key and fingerprint answered with.
    pub(crate) fn repeated(&self, read: &mut dyn Read, once: &Idempotency) -> Result<Option<String>, StoreError> {
        let rows = rows(read, self.rows_of(&once.key))?;
        let same = rows.iter().find(|row| row.blob(0).is_ok_and(|key| key == once.key));
        Ok(match same {
            Some(row) if row.blob(1)? == once.fingerprint => Some(row.text(2)?.to_owned()),
            _ => None,
        })
    }
}

/// Key, fingerprint and reference of these rows.
fn rows(read: &mut dyn Read, numbers: Vec<i64>) -> Result<Vec<Row>, StoreError> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let numbers: Vec<Value> = numbers.into_iter().map(Value::Int).collect();
    read.query_in("SELECT key, fingerprint, reference FROM idempotency_keys WHERE number IN {list}", &[], &numbers)
}

/// Marks, inside a group, a verdict that repeats an earlier request's reference.
const REPEATED: &str = "\u{1}";

/// What the caller is told: nothing for a fresh success (the job holds its answer), the reference for a repetition.
pub(crate) fn told(reference: Option<String>) -> Option<String> {
    reference.and_then(|text| text.strip_prefix(REPEATED).map(str::to_owned))
}

/// Answers the jobs whose idempotency key was used before; returns the places of those that must wait for the next group
/// because an earlier job of this group has the same key.
pub(crate) fn answer_repeated(
    tx: &mut Tx<'_>,
    keys: &Keys,
    jobs: &[Box<dyn Job>],
    verdicts: &mut [Option<Verdict>],
) -> Result<Vec<usize>, StoreError> {
    let mut asked: HashMap<[u8; 16], usize> = HashMap::new();
    let mut postponed = Vec::new();
    for (place, job) in jobs.iter().enumerate() {
        if let Some(idempotency) = &job.submission().idempotency
            && asked.insert(idempotency.key, place).is_some_and(|_| true)
        {
            postponed.push(place);
        }
    }
    let rows = rows(tx, asked.keys().flat_map(|key| keys.rows_of(key)).collect())?;
    if rows.is_empty() {
        return Ok(postponed);
    }
    let known: HashMap<&[u8], &Row> =
        rows.iter().map(|row| Ok((row.blob(0)?, row))).collect::<Result<_, StoreError>>()?;
    for (place, job) in jobs.iter().enumerate() {
        let Some(idempotency) = &job.submission().idempotency else { continue };
        let Some(row) = known.get(idempotency.key.as_slice()) else { continue };
        let verdict = if row.blob(1)? == idempotency.fingerprint {
            Ok(Some(format!("{REPEATED}{}", row.text(2)?)))
        } else {
            Err(CommandError::Refused(Refusal::new(RefusalKind::Conflict, "idempotency_key_reused")))
        };
        set(verdicts, place, verdict);
    }
    Ok(postponed)
}

/// Remembers what was done under a key in this group; which keys got which rows, for [`Keys`] once the group is committed.
pub(crate) fn write_idempotency(
    tx: &mut Tx<'_>,
    keys: &Keys,
    jobs: &[Box<dyn Job>],
    verdicts: &[Option<Verdict>],
    now: Timestamp,
) -> Result<Vec<([u8; 16], i64)>, StoreError> {
    let mut number = keys.known().newest;
    let (mut rows, mut written) = (Vec::new(), Vec::new());
    for (job, verdict) in jobs.iter().zip(verdicts) {
        let (Some(idempotency), Some(Ok(Some(reference)))) = (&job.submission().idempotency, verdict) else { continue };
        if reference.starts_with(REPEATED) {
            continue;
        }
        number = number.saturating_add(1);
        written.push((idempotency.key, number));
        rows.push(vec![
            Value::Int(number),
            Value::Blob(idempotency.key.to_vec()),
            Value::Blob(idempotency.fingerprint.to_vec()),
            Value::from(reference.as_str()),
            Value::from(now),
        ]);
    }
    tx.insert(&IDEMPOTENCY_KEYS, rows)?;
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_begin_alike_are_told_apart_by_their_rows_and_forgotten_by_age() {
        let keys = Keys::default();
        let key = |last: u8| {
            let mut key = [7; 16];
            key[15] = last;
            key
        };
        keys.add(&[(key(1), 1), (key(2), 2), ([9; 16], 3)]);
        assert_eq!((keys.rows_of(&key(1)), keys.rows_of(&key(2))), (vec![1, 2], vec![1, 2]));
        assert_eq!((keys.rows_of(&[9; 16]), keys.rows_of(&[1; 16])), (vec![3], vec![]));
        keys.forget(1);
        assert_eq!((keys.rows_of(&key(2)), keys.rows_of(&[9; 16])), (vec![2], vec![3]));
        assert_eq!(keys.known().newest, 3);
    }
}
