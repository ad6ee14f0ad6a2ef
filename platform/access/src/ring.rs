//! The keys in memory: one hash and one lookup a request.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use kernel::{Actor, Refusal, RefusalKind, Timestamp};

use crate::grant::forbidden;
use crate::{KeyHash, KeyId, KeyRecord, RegionCode, Scope, Scopes, TenantCode};

/// The holder of a verified key.
#[derive(Debug, Clone)]
pub struct Holder {
    pub key: KeyId,
    /// What the key is found by; a session is bound to it.
    pub hash: KeyHash,
    /// The key's id as the actor of everything it does.
    pub actor: Actor,
    pub tenant: TenantCode,
    pub region: RegionCode,
    pub scopes: Scopes,
    pub expires_at: Option<Timestamp>,
}

impl Holder {
    /// Refuses with `forbidden_scope` when the key lacks the scope.
    pub fn needs(&self, scope: Scope) -> Result<(), Refusal> {
        if self.scopes.allows(scope) { Ok(()) } else { Err(forbidden(scope)) }
    }

    /// Whether this holder may issue a key with these scopes and this end: no key hands on what it may not do itself, nor for
    /// longer than it lives. Refuses with `scope_not_held` and `key_outlives_issuer`.
    pub fn may_issue(&self, scopes: Scopes, expires_at: Option<Timestamp>) -> Result<(), Refusal> {
        if let Some(scope) = scopes.iter().find(|scope| !self.scopes.allows(*scope)) {
            return Err(Refusal::new(RefusalKind::Forbidden, "scope_not_held").at("/scopes").with("scope", scope));
        }
        match self.expires_at {
            Some(end) if expires_at.is_none_or(|wanted| wanted > end) => {
                let refusal = Refusal::new(RefusalKind::Forbidden, "key_outlives_issuer");
                Err(refusal.at("/expires_at").with("until", end))
            }
            _ => Ok(()),
        }
    }
}

/// Every key that is neither revoked nor expired when it was loaded. Small: a few hundred bytes a key.
#[derive(Debug, Default)]
pub struct KeyRing {
    held: RwLock<HashMap<KeyHash, Arc<Holder>>>,
}

impl KeyRing {
    /// A ring of these records, without the revoked ones.
    pub fn of(records: impl IntoIterator<Item = KeyRecord>) -> Self {
        let ring = Self::default();
        for record in records {
            ring.add(&record);
        }
        ring
    }

    /// Lets a key in from now on. A revoked record is kept out.
    pub fn add(&self, record: &KeyRecord) {
        if record.revoked_at.is_some() {
            return;
        }
        let holder = Holder {
            key: record.id,
            hash: record.hash,
            actor: Actor::new(&record.id.to_string()),
            tenant: record.tenant.clone(),
            region: record.region.clone(),
            scopes: record.scopes,
            expires_at: record.expires_at,
        };
        self.held.write().unwrap_or_else(PoisonError::into_inner).insert(record.hash, Arc::new(holder));
    }

    /// Keeps a key out from now on; the next request with it is refused.
    pub fn revoke(&self, key: KeyId) {
        self.held.write().unwrap_or_else(PoisonError::into_inner).retain(|_, holder| holder.key != key);
    }

    /// The holder of what a caller presented; `None` for anything unknown, revoked or expired, without saying which.
    pub fn verify(&self, presented: &str, now: Timestamp) -> Option<Arc<Holder>> {
        self.holder(KeyHash::of_presented(presented)?, now)
    }

    /// The holder of a key by its hash, as a session remembers it; `None` once the key is revoked or expired.
    pub fn holder(&self, hash: KeyHash, now: Timestamp) -> Option<Arc<Holder>> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        let holder = held.get(&hash)?;
        let over = holder.expires_at.is_some_and(|end| end <= now);
        (!over).then(|| Arc::clone(holder))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NewKey, issue};
    use kernel::Id;

    fn new_key(number: i64, expires_at: Option<Timestamp>) -> (crate::ApiKey, KeyRecord) {
        let wanted = NewKey {
            tenant: "demo".parse().unwrap(),
            region: "eu".parse().unwrap(),
            label: "test".into(),
            scopes: Scopes::NONE.with(Scope::OrdersRead),
            expires_at,
        };
        issue(wanted, KeyId::from_number(number), Actor::new("setup"), Timestamp::from_ms(0)).unwrap()
    }

    #[test]
    fn only_a_known_unexpired_unrevoked_key_comes_in() {
        let (good, good_record) = new_key(1, None);
        let (brief, brief_record) = new_key(2, Some(Timestamp::from_ms(100)));
        let (stranger, _) = new_key(3, None);
        let ring = KeyRing::of([good_record.clone(), brief_record]);
        let at = Timestamp::from_ms;
        assert_eq!(ring.verify(good.reveal(), at(5)).map(|h| h.key), Some(good_record.id));
        assert!(ring.verify(brief.reveal(), at(99)).is_some());
        assert!(ring.verify(brief.reveal(), at(100)).is_none());
        assert!(ring.verify(stranger.reveal(), at(5)).is_none());
        ring.revoke(good_record.id);
        assert!(ring.verify(good.reveal(), at(5)).is_none());
        let revoked = KeyRecord { revoked_at: Some(at(1)), ..good_record };
        assert!(KeyRing::of([revoked]).verify(good.reveal(), at(5)).is_none());
    }

    #[test]
    fn a_holder_is_refused_what_its_key_lacks() {
        let (key, record) = new_key(1, None);
        let holder = KeyRing::of([record]).verify(key.reveal(), Timestamp::from_ms(5)).unwrap();
        assert!(holder.needs(Scope::OrdersRead).is_ok());
        let refusal = holder.needs(Scope::OrdersWrite).unwrap_err();
        assert_eq!((refusal.code, refusal.facts[0].1.as_str()), ("forbidden_scope", "orders:write"));
    }

    #[test]
    fn no_key_hands_on_more_than_it_has() {
        let end = Timestamp::from_ms(100);
        let holder = |scopes: Scopes, expires_at| {
            let (key, record) = new_key(1, expires_at);
            let record = KeyRecord { scopes, ..record };
            KeyRing::of([record]).verify(key.reveal(), Timestamp::from_ms(5)).unwrap()
        };
        let code = |told: Result<(), Refusal>| told.err().map(|refusal| refusal.code);
        let (orders, persons) = (Scopes::NONE.with(Scope::OrdersRead), Scopes::NONE.with(Scope::PersonsRead));
        let clerk = holder(orders.with(Scope::Keys), Some(end));
        assert_eq!(code(clerk.may_issue(orders, Some(end))), None);
        assert_eq!(code(clerk.may_issue(orders.with(Scope::Admin), Some(end))), Some("scope_not_held"));
        assert_eq!(code(clerk.may_issue(orders, None)), Some("key_outlives_issuer"));
        assert_eq!(code(clerk.may_issue(orders, Some(Timestamp::from_ms(101)))), Some("key_outlives_issuer"));
        let admin = holder(Scopes::NONE.with(Scope::Admin), None);
        assert_eq!(code(admin.may_issue(orders.with(Scope::Admin), None)), None);
        assert_eq!(code(admin.may_issue(persons, None)), Some("scope_not_held"));
    }
}
