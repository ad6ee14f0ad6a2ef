//! Sessions: a browser that showed a key once goes on with a token in a cookie, so that no script ever holds the key.
//!
//! A session is bound to its key and never outlives it: a revoked or expired key ends all of its sessions at once, because every
//! request asks the [`crate::KeyRing`] anew. Requests look in memory; the control store keeps what a server that starts again goes on
//! with: who began and who ended at once, who is still there every few minutes ([`Sessions::note_used`]).

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use kernel::{Actor, Timestamp};
use store::{CommandError, Kind, Nothing, Read, Row, Store, StoreError, Submission, Table, Value};

use crate::{Holder, KeyHash};

const SESSIONS: Table = Table {
    name: "sessions",
    columns: &[("token", Kind::Blob), ("key", Kind::Int), ("begun_at", Kind::Int), ("used_at", Kind::Int)],
    key: &["token"],
};

/// Unused for so long, a session ends: one working day with its breaks.
pub const IDLE_MS: i64 = 12 * 60 * 60 * 1000;
/// After so long a session ends, however much it is used.
pub const LIFE_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// More than anybody has open; the one unused for longest makes room.
const MOST_A_KEY: usize = 64;

const RANDOM_BYTES: usize = 32;
const LENGTH: usize = 3 + RANDOM_BYTES * 2;

/// A session's secret: `hs_` and 64 hexadecimal digits. Printed by nothing but [`SessionToken::reveal`].
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(String);

impl SessionToken {
    fn draw() -> Result<Self, getrandom::Error> {
        let mut random = [0u8; RANDOM_BYTES];
        getrandom::fill(&mut random)?;
        Ok(Self(format!("hs_{}", random.iter().map(|byte| format!("{byte:02x}")).collect::<String>())))
    }
    /// The whole token: for the one cookie that carries it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("SessionToken(…)")
    }
}

type TokenHash = [u8; 32];

#[derive(Debug)]
struct Session {
    key: KeyHash,
    begun: Timestamp,
    used_ms: AtomicI64,
    /// As the store has it.
    noted_ms: AtomicI64,
}

impl Session {
    fn new(key: KeyHash, begun: Timestamp, used: Timestamp) -> Self {
        Self { key, begun, used_ms: AtomicI64::new(used.ms()), noted_ms: AtomicI64::new(used.ms()) }
    }

    fn is_over(&self, now: Timestamp) -> bool {
        let idle = now.ms().saturating_sub(self.used_ms.load(Ordering::Relaxed));
        idle >= IDLE_MS || now.ms().saturating_sub(self.begun.ms()) >= LIFE_MS
    }
}

/// Why no session could be opened.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    #[error("no randomness: {0}")]
    Random(#[from] getrandom::Error),
    #[error("it cannot be kept: {0:?}")]
    Store(CommandError),
}

/// Every session that is open, by the hash of its token.
#[derive(Default)]
pub struct Sessions {
    open: RwLock<HashMap<TokenHash, Session>>,
    /// The control store; none of a service without one, whose sessions end with it.
    kept: Option<Arc<Store>>,
}

impl fmt::Debug for Sessions {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Sessions").field("open", &self.open).finish_non_exhaustive()
    }
}

impl Sessions {
    /// Goes on with the sessions a control store has of living keys. Blocks.
    pub fn kept_in(control: Arc<Store>) -> Result<Self, StoreError> {
        let sql = "SELECT s.token, k.hash, s.begun_at, s.used_at FROM sessions s JOIN api_keys k ON k.id = s.key \
             WHERE k.revoked_at IS NULL";
        let rows = control.read_blocking(|read| read.query(sql, &[]))?;
        let session = |row: &Row| {
            let hash =
                |place| row.blob(place)?.try_into().map_err(|_| StoreError::misuse("a hash is not 32 bytes long"));
            Ok((hash(0)?, Session::new(KeyHash(hash(1)?), row.at(2)?, row.at(3)?)))
        };
        let open = rows.iter().map(session).collect::<Result<_, StoreError>>()?;
        Ok(Self { open: RwLock::new(open), kept: Some(control) })
    }

    /// Opens a session for the holder of a verified key; of too many the one unused for longest makes room.
    pub async fn open(&self, holder: &Holder, now: Timestamp) -> Result<SessionToken, SessionError> {
        let token = SessionToken::draw()?;
        let hash = hash_of(token.reveal());
        let gone = self.make_room(holder.hash);
        if let Some(control) = &self.kept {
            let row = vec![Value::Blob(hash.to_vec()), Value::id(holder.key), now.into(), now.into()];
            let gone: Vec<Vec<Value>> = gone.iter().map(|hash| vec![Value::Blob(hash.to_vec())]).collect();
            let work = move |tx: &mut store::Tx<'_>| {
                tx.delete(&SESSIONS, gone.clone())?;
                tx.insert(&SESSIONS, vec![row.clone()])?;
                Ok(Nothing)
            };
            control.submit(Submission::by(&holder.actor), work).await.map_err(SessionError::Store)?;
        }
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        open.insert(hash, Session::new(holder.hash, now, now));
        Ok(token)
    }

    /// Ends the session of a key that was unused for longest where the key has as many as it may: the one that ended.
    fn make_room(&self, key: KeyHash) -> Option<TokenHash> {
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        let same = open.iter().filter(|(_, session)| session.key == key);
        let mut used: Vec<_> = same.map(|(hash, session)| (session.used_ms.load(Ordering::Relaxed), *hash)).collect();
        used.sort_unstable();
        let (_, gone) = used.first().filter(|_| used.len() >= MOST_A_KEY)?;
        open.remove(gone).map(|_| *gone)
    }

    /// The key a presented token stands for; `None` when it is unknown or over. The key is to be verified like a presented one.
    pub fn key_of(&self, presented: &str, now: Timestamp) -> Option<KeyHash> {
        // Junk costs no hashing.
        if presented.len() != LENGTH || !presented.starts_with("hs_") {
            return None;
        }
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        let session = open.get(&hash_of(presented)).filter(|session| !session.is_over(now))?;
        session.used_ms.fetch_max(now.ms(), Ordering::Relaxed);
        Some(session.key)
    }

    /// Ends a session; what is not there ends as well. It is over here at once; fails when the store could not forget it.
    pub async fn end(&self, presented: &str) -> Result<(), SessionError> {
        let hash = hash_of(presented);
        self.open.write().unwrap_or_else(PoisonError::into_inner).remove(&hash);
        let Some(control) = &self.kept else { return Ok(()) };
        let work = move |tx: &mut store::Tx<'_>| {
            tx.execute("DELETE FROM sessions WHERE token = $1", &[Value::Blob(hash.to_vec())])?;
            Ok(Nothing)
        };
        control.submit(Submission::by(&noting()), work).await.map(|_| ()).map_err(SessionError::Store)
    }

    /// Notes in the store who was there since, and forgets whose time is over: what a server that starts again must know. Blocks.
    pub fn note_used(&self, now: Timestamp) -> Result<(), CommandError> {
        let mut used = Vec::new();
        let over = {
            let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
            let all = open.len();
            open.retain(|_, session| !session.is_over(now));
            for (hash, session) in open.iter() {
                let ms = session.used_ms.load(Ordering::Relaxed);
                if session.noted_ms.swap(ms, Ordering::Relaxed) != ms {
                    used.push(vec![Value::Blob(hash.to_vec()), Value::Int(ms)]);
                }
            }
            open.len() < all
        };
        let Some(control) = self.kept.as_ref().filter(|_| over || !used.is_empty()) else { return Ok(()) };
        let work = move |tx: &mut store::Tx<'_>| {
            tx.update(&SESSIONS, &["used_at"], used.clone())?;
            let since = [now.plus_ms(-IDLE_MS).into(), now.plus_ms(-LIFE_MS).into()];
            tx.execute("DELETE FROM sessions WHERE used_at <= $1 OR begun_at <= $2", &since)?;
            Ok(Nothing)
        };
        control.submit_blocking(Submission::by(&noting()), work).map(|_| ())
    }
}

/// Ends every session of a store that nobody serves.
pub fn end_sessions(tx: &mut store::Tx<'_>) -> Result<Nothing, CommandError> {
    tx.execute("DELETE FROM sessions", &[])?;
    Ok(Nothing)
}

/// Sessions end and are noted by nobody's wish.
fn noting() -> Actor {
    Actor::new("sessions")
}

fn hash_of(token: &str) -> TokenHash {
    *blake3::hash(token.as_bytes()).as_bytes()
}
