//! The short names people give to the parts of a company: entities, markets, warehouses, channels, shops.

use std::fmt;

use crate::refusal::Refusal;
use crate::text::shown;

/// The most letters a code has.
pub const LONGEST_CODE: usize = 40;

/// Not a code: says which kind was read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a code for {kind} (1 to {LONGEST_CODE} of a-z, 0-9, _ and -): {text}")]
pub struct CodeError {
    /// In words, e.g. `a warehouse`.
    pub kind: &'static str,
    pub text: String,
}

impl From<CodeError> for Refusal {
    fn from(error: CodeError) -> Self {
        Refusal::invalid("invalid_code").with("kind", error.kind).with("text", error.text)
    }
}

/// The letters of a code, in place: a code is copied, never allocated. The unused rest is zero, so the order of the bytes
/// is the order of the texts.
#[doc(hidden)]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Letters {
    bytes: [u8; LONGEST_CODE],
    length: u8,
}

impl Letters {
    pub fn read(kind: &'static str, text: &str) -> Result<Self, CodeError> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-';
        let length = u8::try_from(text.len()).ok().filter(|length| (1..=LONGEST_CODE).contains(&usize::from(*length)));
        match length {
            Some(length) if text.bytes().all(allowed) => {
                let mut bytes = [0; LONGEST_CODE];
                for (place, byte) in bytes.iter_mut().zip(text.bytes()) {
                    *place = byte;
                }
                Ok(Self { bytes, length })
            }
            _ => Err(CodeError { kind, text: shown(text) }),
        }
    }

    pub fn as_str(&self) -> &str {
        // Only ASCII gets in.
        self.bytes.get(..usize::from(self.length)).and_then(|used| std::str::from_utf8(used).ok()).unwrap_or_default()
    }
}

impl fmt::Debug for Letters {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// Declares a code type: `code_type!(/** A warehouse. */ WarehouseCode, "a warehouse");`
///
/// A code is 1 to 40 of `a-z`, `0-9`, `_` and `-`; `Copy`; text in JSON; looked up in maps by `&str` (`Borrow<str>`).
#[macro_export]
macro_rules! code_type {
    ($(#[$meta:meta])* $name:ident, $kind:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name($crate::code::Letters);

        impl $name {
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::code::CodeError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::code::Letters::read($kind, text).map(Self)
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.pad(self.as_str())
            }
        }
        impl std::fmt::Debug for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(out, concat!(stringify!($name), "({})"), self.as_str())
            }
        }
        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }
        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                self.as_str()
            }
        }
        $crate::serde_as_text!($name);
    };
}

code_type!(
    /// A legal entity: a company that sells, owns stock and files tax.
    EntityCode,
    "a legal entity"
);
code_type!(
    /// A market: where and to whom a price list sells.
    MarketCode,
    "a market"
);
code_type!(
    /// A place that holds stock.
    WarehouseCode,
    "a warehouse"
);
code_type!(
    /// A way orders come in: the own shop, a marketplace, files.
    ChannelCode,
    "a channel"
);
code_type!(
    /// One shop on a channel; an external order number is unique within it.
    ShopCode,
    "a shop"
);
