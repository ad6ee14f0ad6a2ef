//! Each text of a file kept once.

use std::collections::HashMap;
use std::sync::Arc;

/// What a text costs beside its bytes: two references, their count, its number, its share of the table's empty places.
const OVERHEAD: usize = 96;

/// Texts by number, in the order they were first seen. Hashed with std's keyed hasher: files come from outside.
#[derive(Debug, Default)]
pub(crate) struct Names {
    numbers: HashMap<Arc<str>, u32>,
    texts: Vec<Arc<str>>,
    bytes: usize,
}

impl Names {
    /// The text's number, where it has one.
    pub fn known(&self, text: &str) -> Option<u32> {
        self.numbers.get(text).copied()
    }

    /// The text's number, and whether it is new. Numbers end at `u32::MAX`, which the limit on rows keeps out of reach.
    pub fn number(&mut self, text: &str) -> (u32, bool) {
        if let Some(number) = self.numbers.get(text) {
            return (*number, false);
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.bytes = self.bytes.saturating_add(text.len()).saturating_add(OVERHEAD);
        let text: Arc<str> = Arc::from(text);
        self.texts.push(Arc::clone(&text));
        self.numbers.insert(text, number);
        (number, true)
    }

    pub fn text(&self, number: u32) -> &str {
        self.texts.get(at(number)).map_or("", |text| text)
    }

    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(|text| &**text)
    }

    /// About how much memory the texts take.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    pub fn len(&self) -> usize {
        self.texts.len()
    }
}

/// A number as a place in a list.
pub(crate) fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A place in a list as a number.
pub(crate) fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
