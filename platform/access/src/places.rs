//! Tenants, regions, and where each tenant's store in each region is.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use kernel::Timestamp;

use crate::{RegionCode, TenantCode};

/// A company that uses this Hanse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    pub code: TenantCode,
    pub name: String,
    pub created_at: Timestamp,
    /// From here on its keys are refused; its stores stay.
    pub closed_at: Option<Timestamp>,
}

/// A jurisdiction's cell: its own stores, its own keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    pub code: RegionCode,
    pub name: String,
}

/// One tenant's database in one region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreEntry {
    pub tenant: TenantCode,
    pub region: RegionCode,
    pub place: StorePlace,
}

/// Where a store is. As text: a PostgreSQL URL, or else a file's path.
#[derive(Clone, PartialEq, Eq)]
pub enum StorePlace {
    /// An SQLite file of the embedded engine.
    File(PathBuf),
    /// A PostgreSQL database. The URL may carry a password, so it is never printed.
    Postgres(String),
}

/// A store's place that is neither a file nor a PostgreSQL URL.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StorePlaceError {
    #[error("a store's place is empty")]
    Empty,
    #[error("a store is a file or a PostgreSQL URL, not {0}://")]
    OtherEngine(String),
}

impl StorePlace {
    /// The place as it is stored, password and all.
    pub fn to_stored(&self) -> String {
        match self {
            StorePlace::File(path) => path.to_string_lossy().into_owned(),
            StorePlace::Postgres(url) => url.clone(),
        }
    }
}

impl FromStr for StorePlace {
    type Err = StorePlaceError;
    fn from_str(text: &str) -> Result<Self, StorePlaceError> {
        match text.split_once("://") {
            _ if text.trim().is_empty() => Err(StorePlaceError::Empty),
            Some(("postgres" | "postgresql", _)) => Ok(StorePlace::Postgres(text.to_owned())),
            Some((other, _)) => Err(StorePlaceError::OtherEngine(other.chars().take(20).collect())),
            None => Ok(StorePlace::File(PathBuf::from(text))),
        }
    }
}

impl fmt::Display for StorePlace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StorePlace::File(path) => write!(out, "{}", path.display()),
            StorePlace::Postgres(url) => {
                let (_, host) =
                    url.rsplit_once('@').unwrap_or(("", url.split_once("://").map_or("", |(_, rest)| rest)));
                let host = host.split('?').next().unwrap_or_default();
                write!(out, "postgres://***@{host}")
            }
        }
    }
}

impl fmt::Debug for StorePlace {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back_and_never_prints_a_password() {
        let place: StorePlace =
            "postgres://hanse:s3cret@db.local/demo?sslmode=require&password=s3cret".parse().unwrap();
        assert_eq!(place.to_string(), "postgres://***@db.local/demo");
        assert!(!format!("{place:?}").contains("s3cret"));
        assert_eq!(place.to_stored().parse::<StorePlace>().unwrap(), place);
        assert_eq!("data/demo.db".parse(), Ok(StorePlace::File("data/demo.db".into())));
        assert_eq!("mysql://x".parse::<StorePlace>(), Err(StorePlaceError::OtherEngine("mysql".into())));
        assert_eq!("".parse::<StorePlace>(), Err(StorePlaceError::Empty));
    }
}
