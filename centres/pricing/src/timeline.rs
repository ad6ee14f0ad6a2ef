//! Making room in the course of one price, without touching what was in force before: pure.

use kernel::Timestamp;

use crate::model::{PriceEntry, PriceEntryId};

/// A stretch of time, from its first instant until before its end; open where it has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) from: Timestamp,
    pub(crate) to: Option<Timestamp>,
}

impl Stretch {
    pub(crate) fn of(entry: &PriceEntry) -> Self {
        Self { from: entry.valid_from, to: entry.valid_to }
    }

    fn end(self) -> Timestamp {
        self.to.unwrap_or(Timestamp::from_ms(i64::MAX))
    }

    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.from.max(other.from) < self.end().min(other.end())
    }

    pub(crate) fn covers(self, other: Self) -> bool {
        self.from <= other.from && self.end() >= other.end()
    }
}

/// What must happen to the entries of one price so that none holds in a stretch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Room {
    /// Entries and their earlier ends.
    pub(crate) ends: Vec<(PriceEntryId, Timestamp)>,
    /// Entries that go on behind the stretch: to be written anew, from its end on.
    pub(crate) go_on: Vec<PriceEntry>,
}

/// Ends what holds within `stretch`; what would have held beyond its end goes on there: when a sale is over, the price before it
/// returns.
pub(crate) fn make_room(entries: &[PriceEntry], stretch: Stretch) -> Room {
    let mut room = Room::default();
    for entry in entries.iter().filter(|entry| Stretch::of(entry).overlaps(stretch)) {
        room.ends.push((entry.id, stretch.from.max(entry.valid_from)));
        if let Some(to) = stretch.to.filter(|to| *to < Stretch::of(entry).end()) {
            room.go_on.push(PriceEntry { valid_from: to, ..*entry });
        }
    }
    room
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{CurrencyCode, Id, UnitPrice};
    use proptest::prelude::*;

    fn price_at(entries: &[PriceEntry], at: i64) -> Vec<i64> {
        let at = Timestamp::from_ms(at);
        entries.iter().filter(|entry| entry.is_valid_at(at)).map(|entry| entry.unit_price.micros()).collect()
    }

    /// Sets a price over a stretch, as the command does.
    fn set(entries: &mut Vec<PriceEntry>, stretch: Stretch, micros: i64) {
        let room = make_room(entries, stretch);
        for (id, end) in room.ends {
            entries.iter_mut().find(|entry| entry.id == id).unwrap().valid_to = Some(end);
        }
        let mut next = i64::try_from(entries.len()).unwrap();
        let new = PriceEntry {
            id: PriceEntryId::from_number(0),
            list: Id::from_number(1),
            variant: Id::from_number(1),
            min_quantity: 1,
            unit_price: UnitPrice::new(micros, CurrencyCode::EUR),
            valid_from: stretch.from,
            valid_to: stretch.to,
        };
        for mut entry in room.go_on.into_iter().chain([new]) {
            next += 1;
            entry.id = PriceEntryId::from_number(next);
            entries.push(entry);
        }
    }

    proptest! {
        /// Against a plain array of instants: each set changes its stretch and nothing else, and no instant has two prices.
        #[test]
        fn a_price_changes_only_within_its_stretch(
            sets in prop::collection::vec((0i64..40, prop::option::of(1i64..20), 1i64..1000), 1..12)
        ) {
            let mut entries = Vec::new();
            let mut model: Vec<Vec<i64>> = vec![Vec::new(); 60];
            for (from, length, micros) in sets {
                let to = length.map(|length| from + length);
                set(&mut entries, Stretch { from: Timestamp::from_ms(from), to: to.map(Timestamp::from_ms) }, micros);
                for (at, price) in (0i64..).zip(model.iter_mut()) {
                    if at >= from && to.is_none_or(|to| at < to) {
                        *price = vec![micros];
                    }
                }
                for (at, price) in (0i64..).zip(&model) {
                    prop_assert_eq!(&price_at(&entries, at), price, "at {}", at);
                }
            }
        }
    }
}
