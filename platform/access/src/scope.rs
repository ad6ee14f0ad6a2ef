//! What a key may be used for, in words that stand in the API page.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A scope's text is none we know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a scope: {0}")]
pub struct ScopeError(pub String);

macro_rules! scopes {
    ($($(#[$meta:meta])* $name:ident = $text:literal,)*) => {
        /// One thing a caller may do. Shown and stored as text, e.g. `orders:read`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Scope { $($(#[$meta])* $name,)* }

        impl Scope {
            /// Every scope, in the order they are shown.
            pub const ALL: &'static [Scope] = &[$(Scope::$name,)*];

            pub const fn as_str(self) -> &'static str {
                match self { $(Scope::$name => $text,)* }
            }
            const fn bit(self) -> u32 {
                let mut bit = 1;
                let mut rest = Self::ALL;
                while let [first, after @ ..] = rest {
                    if same(*first, self) {
                        return bit;
                    }
                    bit <<= 1;
                    rest = after;
                }
                0
            }
        }

        const fn same(a: Scope, b: Scope) -> bool {
            match (a, b) { $((Scope::$name, Scope::$name) => true,)* _ => false }
        }

        impl FromStr for Scope {
            type Err = ScopeError;
            fn from_str(text: &str) -> Result<Self, ScopeError> {
                match text { $($text => Ok(Scope::$name),)* _ => Err(ScopeError(text.chars().take(40).collect())) }
            }
        }
    };
}

scopes! {
    OrdersRead = "orders:read",
    OrdersWrite = "orders:write",
    StockRead = "stock:read",
    StockWrite = "stock:write",
    CatalogueRead = "catalogue:read",
    CatalogueWrite = "catalogue:write",
    PricesRead = "prices:read",
    PricesWrite = "prices:write",
    LedgerRead = "ledger:read",
    TaxRead = "tax:read",
    TaxWrite = "tax:write",
    CustomersRead = "customers:read",
    CustomersWrite = "customers:write",
    /// Open personal data through the vault. Never implied by another scope.
    PersonsRead = "persons:read",
    /// Start, watch and correct imports.
    Import = "import",
    FiguresRead = "figures:read",
    /// List, issue and revoke API keys. What a key may do, only a key that may do it hands on.
    Keys = "keys",
    /// Regions, backups; implies every other scope except `persons:read`.
    Admin = "admin",
}

impl fmt::Display for Scope {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// A set of scopes. As text: scopes separated by spaces, in [`Scope::ALL`]'s order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scopes(u32);

impl Scopes {
    pub const NONE: Scopes = Scopes(0);

    /// Every scope there is, `persons:read` too.
    pub fn all() -> Self {
        Scope::ALL.iter().copied().collect()
    }
    /// Whether exactly this scope was given.
    pub const fn contains(self, scope: Scope) -> bool {
        self.0 & scope.bit() != 0
    }
    /// Whether the scope was given, or is implied by `admin`.
    pub const fn allows(self, scope: Scope) -> bool {
        let implied = self.contains(Scope::Admin) && !same(scope, Scope::PersonsRead);
        self.contains(scope) || implied
    }
    pub const fn with(self, scope: Scope) -> Self {
        Self(self.0 | scope.bit())
    }
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.iter().copied().filter(move |scope| self.contains(*scope))
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        scopes.into_iter().fold(Self::NONE, Self::with)
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, scope) in self.iter().enumerate() {
            if place > 0 {
                out.write_str(" ")?;
            }
            out.write_str(scope.as_str())?;
        }
        Ok(())
    }
}

impl FromStr for Scopes {
    type Err = ScopeError;
    fn from_str(text: &str) -> Result<Self, ScopeError> {
        text.split_whitespace().map(Scope::from_str).collect()
    }
}

impl Serialize for Scope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for Scopes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Scopes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<Scope>::deserialize(deserializer)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_reads_back_and_has_a_bit_of_its_own() {
        for scope in Scope::ALL {
            assert_eq!(scope.as_str().parse(), Ok(*scope));
            let only = Scopes::NONE.with(*scope);
            assert_eq!(only.iter().collect::<Vec<_>>(), [*scope]);
        }
        let all = Scopes::all();
        assert_eq!(all.to_string().parse(), Ok(all));
        assert!("orders:eat".parse::<Scopes>().is_err());
    }

    #[test]
    fn admin_may_do_everything_but_open_personal_data() {
        let admin = Scopes::NONE.with(Scope::Admin);
        assert!(admin.allows(Scope::OrdersWrite));
        assert!(!admin.allows(Scope::PersonsRead));
        assert!(admin.with(Scope::PersonsRead).allows(Scope::PersonsRead));
        assert!(!Scopes::NONE.with(Scope::OrdersRead).allows(Scope::OrdersWrite));
    }
}
