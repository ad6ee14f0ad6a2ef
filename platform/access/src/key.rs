//! API keys: `hk_<tenant>_<32 random characters>`, shown once, kept as a hash.

use std::fmt;

use kernel::{Actor, Timestamp};

use crate::{RegionCode, Scopes, TenantCode};

kernel::typed_id!(
    /// An API key's id; the actor of what the key does.
    KeyId, "key"
);

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM_LENGTH: usize = 32;
/// `hk_` + the longest tenant + `_` + the random part.
const LONGEST: usize = 3 + 24 + 1 + RANDOM_LENGTH;

/// The blake3 hash of a key's whole text: what is stored and looked up.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyHash(pub [u8; 32]);

impl KeyHash {
    /// The hash of what a caller presented; `None` when it cannot be a key, so junk costs no hashing.
    pub fn of_presented(text: &str) -> Option<Self> {
        let shaped = text.starts_with("hk_") && text.len() <= LONGEST;
        shaped.then(|| Self(*blake3::hash(text.as_bytes()).as_bytes()))
    }
}

impl fmt::Debug for KeyHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("KeyHash(…)")
    }
}

/// A key's secret text. Printed by nothing but [`ApiKey::reveal`].
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(String);

impl ApiKey {
    /// Draws a new key for a tenant from the operating system's randomness.
    pub fn draw(tenant: &TenantCode) -> Result<Self, getrandom::Error> {
        let mut random = [0u8; RANDOM_LENGTH];
        getrandom::fill(&mut random)?;
        // 256 is a multiple of 32, so the low five bits are as even as the byte.
        let secret = random.iter().filter_map(|byte| ALPHABET.get(usize::from(byte & 31)).copied().map(char::from));
        Ok(Self(format!("hk_{tenant}_{}", secret.collect::<String>())))
    }
    /// The whole key: for the one answer that hands it over.
    pub fn reveal(&self) -> &str {
        &self.0
    }
    pub fn hash(&self) -> KeyHash {
        KeyHash(*blake3::hash(self.0.as_bytes()).as_bytes())
    }
    /// What may be shown ever after, to tell keys apart: all but the last 28 characters.
    pub fn prefix(&self) -> &str {
        let shown = self.0.len().saturating_sub(RANDOM_LENGTH - 4);
        self.0.get(..shown).unwrap_or("")
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}…", self.prefix())
    }
}

/// What is wanted of a new key.
#[derive(Debug, Clone)]
pub struct NewKey {
    pub tenant: TenantCode,
    pub region: RegionCode,
    /// What the key is for, in its owner's words; no person's name.
    pub label: String,
    pub scopes: Scopes,
    pub expires_at: Option<Timestamp>,
}

/// A key as it is kept.
#[derive(Debug, Clone)]
pub struct KeyRecord {
    pub id: KeyId,
    pub tenant: TenantCode,
    pub region: RegionCode,
    pub label: String,
    pub prefix: String,
    pub hash: KeyHash,
    pub scopes: Scopes,
    pub created_at: Timestamp,
    pub created_by: Actor,
    pub expires_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
}

/// Draws a key and its record. The secret is in the first and never in the second.
pub fn issue(wanted: NewKey, id: KeyId, by: Actor, now: Timestamp) -> Result<(ApiKey, KeyRecord), getrandom::Error> {
    let key = ApiKey::draw(&wanted.tenant)?;
    let record = KeyRecord {
        id,
        tenant: wanted.tenant,
        region: wanted.region,
        label: wanted.label,
        prefix: key.prefix().to_owned(),
        hash: key.hash(),
        scopes: wanted.scopes,
        created_at: now,
        created_by: by,
        expires_at: wanted.expires_at,
        revoked_at: None,
    };
    Ok((key, record))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scope;
    use kernel::Id;

    #[test]
    fn a_key_names_its_tenant_and_hides_its_secret() {
        let tenant: TenantCode = "demo".parse().unwrap();
        let key = ApiKey::draw(&tenant).unwrap();
        assert!(key.reveal().starts_with("hk_demo_"));
        assert_eq!(key.reveal().len(), "hk_demo_".len() + 32);
        assert_eq!(key.prefix().len(), "hk_demo_".len() + 4);
        assert!(!format!("{key:?}").contains(&key.reveal()[12..]));
        assert_ne!(key.reveal(), ApiKey::draw(&tenant).unwrap().reveal());
    }

    #[test]
    fn a_record_never_holds_the_secret() {
        let wanted = NewKey {
            tenant: "demo".parse().unwrap(),
            region: "eu".parse().unwrap(),
            label: "shop front".into(),
            scopes: Scopes::NONE.with(Scope::OrdersWrite),
            expires_at: None,
        };
        let (key, record) = issue(wanted, KeyId::from_number(1), Actor::new("setup"), Timestamp::from_ms(0)).unwrap();
        assert_eq!(KeyHash::of_presented(key.reveal()), Some(record.hash));
        assert!(!format!("{record:?}").contains(&key.reveal()[12..]));
        assert_eq!(KeyHash::of_presented("Bearer of news"), None);
        assert_eq!(KeyHash::of_presented(&format!("hk_{}", "x".repeat(5000))), None);
    }
}
