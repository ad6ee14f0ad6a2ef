//! Sessions: a browser that showed a key once goes on with a token in a cookie, so that no script ever holds the key.
//!
//! A session is bound to its key and never outlives it: a revoked or expired key ends all of its sessions at once, because every
//! request asks the [`crate::KeyRing`] anew. Sessions live in memory; a server that starts again has none.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{PoisonError, RwLock};

use kernel::Timestamp;

use crate::{Holder, KeyHash};

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

#[derive(Debug)]
struct Session {
    key: KeyHash,
    begun: Timestamp,
    used_ms: AtomicI64,
}

impl Session {
    fn is_over(&self, now: Timestamp) -> bool {
        let idle = now.ms().saturating_sub(self.used_ms.load(Ordering::Relaxed));
        idle >= IDLE_MS || now.ms().saturating_sub(self.begun.ms()) >= LIFE_MS
    }
}

/// Every session that is open, by the hash of its token.
#[derive(Debug, Default)]
pub struct Sessions {
    open: RwLock<HashMap<[u8; 32], Session>>,
}

impl Sessions {
    /// Opens a session for the holder of a verified key.
    pub fn open(&self, holder: &Holder, now: Timestamp) -> Result<SessionToken, getrandom::Error> {
        let token = SessionToken::draw()?;
        let session = Session { key: holder.hash, begun: now, used_ms: AtomicI64::new(now.ms()) };
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, session| !session.is_over(now));
        let same = open.iter().filter(|(_, session)| session.key == holder.hash);
        let mut used: Vec<_> = same.map(|(hash, session)| (session.used_ms.load(Ordering::Relaxed), *hash)).collect();
        if used.len() >= MOST_A_KEY {
            used.sort_unstable();
            if let Some((_, hash)) = used.first() {
                open.remove(hash);
            }
        }
        open.insert(hash_of(token.reveal()), session);
        Ok(token)
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

    /// Ends a session; what is not there ends as well.
    pub fn end(&self, presented: &str) {
        self.open.write().unwrap_or_else(PoisonError::into_inner).remove(&hash_of(presented));
    }
}

fn hash_of(token: &str) -> [u8; 32] {
    *blake3::hash(token.as_bytes()).as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{KeyId, KeyRing, NewKey, Scopes, issue};
    use kernel::{Actor, Id};

    const START: Timestamp = Timestamp::from_ms(1_000);

    fn later(ms: i64) -> Timestamp {
        Timestamp::from_ms(START.ms() + ms)
    }

    fn ring() -> (KeyRing, std::sync::Arc<Holder>) {
        let (tenant, region) = ("demo".parse().unwrap(), "eu".parse().unwrap());
        let wanted = NewKey { tenant, region, label: "desk".into(), scopes: Scopes::all(), expires_at: None };
        let (key, record) = issue(wanted, KeyId::from_number(1), Actor::new("setup"), START).unwrap();
        let ring = KeyRing::of([record]);
        let holder = ring.verify(key.reveal(), START).unwrap();
        (ring, holder)
    }

    #[test]
    fn a_session_stands_for_its_key_until_it_ends() {
        let (ring, holder) = ring();
        let sessions = Sessions::default();
        let token = sessions.open(&holder, START).unwrap();
        let key = sessions.key_of(token.reveal(), later(5)).unwrap();
        assert_eq!(ring.holder(key, later(5)).map(|found| found.key), Some(holder.key));
        assert!(!format!("{token:?}{sessions:?}").contains(&token.reveal()[3..]));
        for junk in ["", "hs_", "hk_demo_0000", &token.reveal().to_uppercase(), &"h".repeat(LENGTH)] {
            assert!(sessions.key_of(junk, later(5)).is_none(), "{junk}");
        }
        ring.revoke(holder.key);
        assert!(ring.holder(key, later(5)).is_none(), "a revoked key ends its sessions");
        sessions.end(token.reveal());
        assert!(sessions.key_of(token.reveal(), later(5)).is_none());
    }

    #[test]
    fn a_session_ends_when_nobody_uses_it_and_in_any_case_after_a_week() {
        let (_, holder) = ring();
        let sessions = Sessions::default();
        let idle = sessions.open(&holder, START).unwrap();
        assert!(sessions.key_of(idle.reveal(), later(IDLE_MS)).is_none());
        let used = sessions.open(&holder, START).unwrap();
        let steps = LIFE_MS / (IDLE_MS / 2);
        for step in 1..steps {
            assert!(sessions.key_of(used.reveal(), later(step * IDLE_MS / 2)).is_some(), "{step}");
        }
        assert!(sessions.key_of(used.reveal(), later(LIFE_MS)).is_none());
    }

    #[test]
    fn one_key_cannot_fill_the_memory_with_sessions() {
        let (_, holder) = ring();
        let sessions = Sessions::default();
        let first = sessions.open(&holder, START).unwrap();
        for place in 1..=MOST_A_KEY {
            sessions.open(&holder, later(i64::try_from(place).unwrap())).unwrap();
        }
        assert_eq!(sessions.open.read().unwrap().len(), MOST_A_KEY);
        assert!(sessions.key_of(first.reveal(), later(100)).is_none());
    }
}
