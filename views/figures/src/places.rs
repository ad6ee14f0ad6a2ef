//! Who sold where, through what and in which currency: named once, counted under a number.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use store::{Read, StoreError, StoredEvent, Tx, Value};

use crate::store_rows::{FIGURE_PLACES, known_places, newest_place};
use crate::told::{Placed, Told};

/// The places that a chunk speaks of.
#[derive(Default)]
pub(crate) struct Places {
    /// Their numbers, by their words.
    numbers: HashMap<String, i64>,
    /// The rows of those met for the first time.
    new: Vec<Vec<Value>>,
}

impl Places {
    /// The places that the chunk speaks of. Those met for the first time get their numbers here, in the order of the events.
    pub(crate) fn of(read: &mut dyn Read, told: &[(&StoredEvent, Told<'_>)]) -> Result<Self, StoreError> {
        let mut met: Vec<(String, &Placed<'_>)> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for (_, told) in told {
            if let Told::Placed(_, placed) = told
                && seen.insert(placed.place())
            {
                met.push((placed.place_words(), placed));
            }
        }
        if met.is_empty() {
            return Ok(Self::default());
        }
        let words: Vec<Value> = met.iter().map(|(words, _)| Value::from(words.as_str())).collect();
        let mut known = known_places(read, &words)?;
        let mut rows = Vec::new();
        if known.len() < met.len() {
            let mut newest = newest_place(read)?;
            for (words, placed) in met {
                if let Entry::Vacant(vacant) = known.entry(words) {
                    newest = newest.saturating_add(1);
                    let head = [Value::Int(newest), Value::from(vacant.key().as_str())];
                    rows.push(head.into_iter().chain(placed.place().map(Value::from)).collect());
                    vacant.insert(newest);
                }
            }
        }
        Ok(Self { numbers: known, new: rows })
    }

    pub(crate) fn number(&self, placed: &Placed<'_>) -> Option<i64> {
        self.numbers.get(&placed.place_words()).copied()
    }

    pub(crate) fn write(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        tx.insert(&FIGURE_PLACES, self.new.clone())
    }
}
