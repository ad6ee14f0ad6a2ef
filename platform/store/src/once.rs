//! One request, one effect: what was done under an idempotency key is remembered with it, in its transaction.

use std::collections::HashMap;

use kernel::{Refusal, RefusalKind, Timestamp};

use crate::error::{CommandError, StoreError};
use crate::group::{Verdict, set};
use crate::job::{Idempotency, Job};
use crate::tx::{Read, Tx};
use crate::value::{Kind, Table, Value};

const IDEMPOTENCY_KEYS: Table = Table {
    name: "idempotency_keys",
    columns: &[("key", Kind::Blob), ("fingerprint", Kind::Blob), ("reference", Kind::Text), ("at", Kind::Int)],
    key: &["key"],
};

/// The reference that an earlier request with this key and fingerprint answered with.
pub fn repeated(read: &mut dyn Read, once: &Idempotency) -> Result<Option<String>, StoreError> {
    let row = read.query_one(
        "SELECT fingerprint, reference FROM idempotency_keys WHERE key = $1",
        &[Value::Blob(once.key.to_vec())],
    )?;
    let Some(row) = row else { return Ok(None) };
    Ok(if row.blob(0)? == once.fingerprint { Some(row.text(1)?.to_owned()) } else { None })
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
    if asked.is_empty() {
        return Ok(postponed);
    }
    let keys: Vec<Value> = asked.keys().map(|key| Value::Blob(key.to_vec())).collect();
    let rows =
        tx.query_in("SELECT key, fingerprint, reference FROM idempotency_keys WHERE key IN {list}", &[], &keys)?;
    if rows.is_empty() {
        return Ok(postponed);
    }
    let known: HashMap<&[u8], &crate::value::Row> =
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

/// Remembers what was done under a key in this group.
pub(crate) fn write_idempotency(
    tx: &mut Tx<'_>,
    jobs: &[Box<dyn Job>],
    verdicts: &[Option<Verdict>],
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for (job, verdict) in jobs.iter().zip(verdicts) {
        let (Some(idempotency), Some(Ok(Some(reference)))) = (&job.submission().idempotency, verdict) else { continue };
        if reference.starts_with(REPEATED) {
            continue;
        }
        rows.push(vec![
            Value::Blob(idempotency.key.to_vec()),
            Value::Blob(idempotency.fingerprint.to_vec()),
            Value::from(reference.as_str()),
            Value::from(now),
        ]);
    }
    tx.insert(&IDEMPOTENCY_KEYS, rows)
}
