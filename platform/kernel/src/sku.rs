//! Stock keeping units: what a company calls the thing it sells.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

use crate::refusal::Refusal;
use crate::text::shown;

/// The most characters a SKU has.
pub const LONGEST_SKU: usize = 64;

/// A SKU as somebody spelled it. Two spellings that differ only by case are one SKU: equality, order and hash go by
/// [`folded`](Self::folded). Cheap to clone.
#[derive(Clone)]
pub struct Sku {
    spelling: Arc<str>,
    /// Only where it is not the spelling itself.
    folded: Option<Arc<str>>,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a SKU (1 to {LONGEST_SKU} characters, no control characters): {0}")]
pub struct SkuError(pub String);

impl Sku {
    /// As it was spelled, without spaces around it.
    pub fn as_str(&self) -> &str {
        &self.spelling
    }
    /// The key a SKU is stored and found by: its lower-case form.
    pub fn folded(&self) -> &str {
        self.folded.as_deref().unwrap_or(&self.spelling)
    }
}

impl FromStr for Sku {
    type Err = SkuError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let spelling = text.trim();
        let length = spelling.chars().take(LONGEST_SKU + 1).count();
        if !(1..=LONGEST_SKU).contains(&length) || spelling.chars().any(char::is_control) {
            return Err(SkuError(shown(text)));
        }
        let folded = if spelling.is_ascii() {
            spelling.bytes().any(|byte| byte.is_ascii_uppercase()).then(|| spelling.to_ascii_lowercase())
        } else {
            // Letter by letter, so that no letter's form depends on the next one.
            Some(spelling.chars().flat_map(char::to_lowercase).collect()).filter(|folded: &String| folded != spelling)
        };
        Ok(Self { spelling: Arc::from(spelling), folded: folded.map(Arc::from) })
    }
}

impl PartialEq for Sku {
    fn eq(&self, other: &Self) -> bool {
        self.folded() == other.folded()
    }
}

impl Eq for Sku {}

impl PartialOrd for Sku {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Sku {
    fn cmp(&self, other: &Self) -> Ordering {
        self.folded().cmp(other.folded())
    }
}

impl Hash for Sku {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.folded().hash(state);
    }
}

impl fmt::Display for Sku {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

impl fmt::Debug for Sku {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Sku({})", self.as_str())
    }
}

crate::serde_as_text!(Sku);

impl From<SkuError> for Refusal {
    fn from(error: SkuError) -> Self {
        Refusal::invalid("invalid_sku").with("text", error.0)
    }
}
