//! The short codes of tenants and regions. They stand in file names, database names and keys, so their letters are few.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Why a text is no tenant or region code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a code is 2 to 24 of a-z and 0-9, beginning with a letter: {0}")]
pub struct CodeError(pub String);

fn checked(text: &str) -> Result<Arc<str>, CodeError> {
    let fits = (2..=24).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if fits { Ok(Arc::from(text)) } else { Err(CodeError(text.chars().take(40).collect())) }
}

macro_rules! code {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl FromStr for $name {
            type Err = CodeError;
            fn from_str(text: &str) -> Result<Self, CodeError> {
                checked(text).map(Self)
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

code!(
    /// A company that uses this Hanse, e.g. `demo`.
    TenantCode
);
code!(
    /// A jurisdiction's cell, e.g. `eu`.
    RegionCode
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_cannot_leave_its_folder_or_its_place_in_a_key() {
        assert!("demo".parse::<TenantCode>().is_ok());
        for wrong in ["", "a", "../x", "de_mo", "Demo", "4you", "ü12", &"a".repeat(25)] {
            assert!(wrong.parse::<TenantCode>().is_err(), "{wrong}");
        }
    }
}
