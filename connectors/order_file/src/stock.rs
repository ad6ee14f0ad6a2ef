//! Opening stock: what must have been there before the first movement for stock never to have been short.

use std::collections::HashMap;
use std::hash::Hash;

/// The least opening balance of one product. A figure derived, not counted: real stock was this or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening<K> {
    pub product: K,
    /// Pieces; 0 where the movements alone never go below nothing.
    pub quantity: i64,
}

/// The least opening balance of each product such that no movement takes it below nothing.
///
/// `movements` are product and pieces (in above zero, out below), in the order of time; movements of one instant in the
/// order they were recorded. The result is in the order the products first move.
pub fn opening_stock<K: Copy + Eq + Hash>(movements: impl IntoIterator<Item = (K, i64)>) -> Vec<Opening<K>> {
    struct Level {
        now: i64,
        lowest: i64,
    }
    let mut places: HashMap<K, usize> = HashMap::new();
    let mut levels: Vec<(K, Level)> = Vec::new();
    for (product, pieces) in movements {
        let place = *places.entry(product).or_insert(levels.len());
        if place == levels.len() {
            levels.push((product, Level { now: 0, lowest: 0 }));
        }
        if let Some((_, level)) = levels.get_mut(place) {
            level.now = level.now.saturating_add(pieces);
            level.lowest = level.lowest.min(level.now);
        }
    }
    levels.into_iter().map(|(product, level)| Opening { product, quantity: level.lowest.saturating_neg() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_opening_covers_the_deepest_dip_and_no_more() {
        let moves = [("a", -3), ("b", 5), ("a", 2), ("a", -4), ("b", -5), ("a", 10), ("c", -1)];
        let opening = |product| opening_stock(moves).iter().find(|o| o.product == product).unwrap().quantity;
        assert_eq!((opening("a"), opening("b"), opening("c")), (5, 0, 1));
    }
}
