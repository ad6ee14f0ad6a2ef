//! Typed, time-ordered ids of 63 bits.
//!
//! Layout, high to low: 42 bits milliseconds since 2020-01-01T00:00:00Z (enough until 2159), 21 bits sequence. A generator
//! never repeats and never goes back, so rows keyed by an id are appended, not scattered (docs/decisions/0003-ids.md).
//! Outside the process an id is text: a prefix that names its kind, `_`, and 13 characters of Crockford base 32
//! (`ord_05WXQ7Z9K2F3A`), so no client ever meets a number too large for it.

use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicI64, Ordering};

use serde::{Deserializer, Serializer};

use crate::refusal::Refusal;

const EPOCH_MS: i64 = 1_577_836_800_000;
const SEQUENCE_BITS: u32 = 21;
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TEXT_LENGTH: usize = 13;

/// What every typed id can do. Made by [`typed_id!`](crate::typed_id).
pub trait Id: Copy + Ord + fmt::Display + FromStr<Err = IdError> + Send + Sync + 'static {
    /// The text before the underscore, e.g. `ord`.
    const PREFIX: &'static str;
    /// The number as stored.
    fn number(self) -> i64;
    /// An id from its stored number.
    fn from_number(number: i64) -> Self;
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id of the form {prefix}_…: {text}")]
pub struct IdError {
    pub prefix: &'static str,
    pub text: String,
}

impl From<IdError> for Refusal {
    fn from(error: IdError) -> Self {
        Refusal::invalid("invalid_id").with("prefix", error.prefix).with("text", error.text)
    }
}

/// Draws ids; one per process and store.
#[derive(Debug, Default)]
pub struct IdGenerator {
    last: AtomicI64,
}

impl IdGenerator {
    /// A generator that will only draw ids above `last`.
    pub fn after(last: i64) -> Self {
        Self { last: AtomicI64::new(last) }
    }

    /// The next id at `now_ms` (Unix milliseconds): at least the id of that instant, always above the one before.
    pub fn next(&self, now_ms: i64) -> i64 {
        let floor = now_ms.saturating_sub(EPOCH_MS).max(0) << SEQUENCE_BITS;
        let step = |last: i64| floor.max(last.saturating_add(1));
        let mut last = self.last.load(Ordering::Relaxed);
        loop {
            let next = step(last);
            match self.last.compare_exchange_weak(last, next, Ordering::Relaxed, Ordering::Relaxed) {
                Ok(_) => return next,
                Err(seen) => last = seen,
            }
        }
    }
}

/// The smallest id that can have been drawn at `at_ms` (Unix milliseconds): the border of an id window.
pub fn first_id_at(at_ms: i64) -> i64 {
    at_ms.saturating_sub(EPOCH_MS).max(0) << SEQUENCE_BITS
}

/// The Unix milliseconds in an id.
pub fn drawn_at_ms(number: i64) -> i64 {
    (number >> SEQUENCE_BITS).saturating_add(EPOCH_MS)
}

#[doc(hidden)]
pub fn write_text(prefix: &str, number: i64, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut text = [0u8; TEXT_LENGTH];
    let mut rest = number;
    for place in text.iter_mut().rev() {
        let digit = usize::try_from(rest & 31).unwrap_or_default();
        *place = ALPHABET.get(digit).copied().unwrap_or(b'0');
        rest >>= 5;
    }
    out.write_str(prefix)?;
    out.write_str("_")?;
    out.write_str(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
}

#[doc(hidden)]
pub fn read_text(prefix: &'static str, text: &str) -> Result<i64, IdError> {
    let wrong = || IdError { prefix, text: crate::text::shown(text) };
    let digits = text.strip_prefix(prefix).and_then(|t| t.strip_prefix('_')).ok_or_else(wrong)?;
    if digits.len() != TEXT_LENGTH {
        return Err(wrong());
    }
    digits.bytes().try_fold(0i64, |number, byte| {
        let digit = ALPHABET.iter().position(|c| *c == byte.to_ascii_uppercase()).ok_or_else(wrong)?;
        let digit = i64::try_from(digit).map_err(|_| wrong())?;
        number.checked_mul(32).and_then(|n| n.checked_add(digit)).ok_or_else(wrong)
    })
}

#[doc(hidden)]
pub fn serialize<I: Id, S: Serializer>(id: &I, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(id)
}

#[doc(hidden)]
pub fn deserialize<'de, I: Id, D: Deserializer<'de>>(deserializer: D) -> Result<I, D::Error> {
    crate::text::deserialize(deserializer)
}

/// Declares a typed id: `typed_id!(/** An order. */ OrderId, "ord");`
#[macro_export]
macro_rules! typed_id {
    ($(#[$meta:meta])* $name:ident, $prefix:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $crate::id::Id for $name {
            const PREFIX: &'static str = $prefix;
            fn number(self) -> i64 { self.0 }
            fn from_number(number: i64) -> Self { Self(number) }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::id::write_text($prefix, self.0, out)
            }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::id::IdError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::id::read_text($prefix, text).map(Self)
            }
        }
        impl $crate::reexport::serde::Serialize for $name {
            fn serialize<S: $crate::reexport::serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                $crate::id::serialize(self, s)
            }
        }
        impl<'de> $crate::reexport::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::reexport::serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                $crate::id::deserialize(d)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    typed_id!(OrderId, "ord");

    #[test]
    fn an_id_reads_back_from_its_text_and_only_from_its_own_kind() {
        let generator = IdGenerator::default();
        let id = OrderId::from_number(generator.next(1_795_000_000_000));
        assert_eq!(id.to_string().parse::<OrderId>(), Ok(id));
        assert!(id.to_string().replace("ord", "pay").parse::<OrderId>().is_err());
        assert!("ord_".parse::<OrderId>().is_err());
        assert_eq!(drawn_at_ms(id.number()), 1_795_000_000_000);
    }

    #[test]
    fn ids_rise_even_when_the_clock_goes_back() {
        let generator = IdGenerator::default();
        let first = generator.next(1_795_000_000_000);
        let second = generator.next(1_794_000_000_000);
        assert!(second > first);
    }
}
