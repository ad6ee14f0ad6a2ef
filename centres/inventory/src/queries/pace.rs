//! How fast does stock leave? The ground of days of cover.

use std::collections::BTreeMap;

use kernel::Timestamp;
use kernel::id::first_id_at;
use store::{Read, StoreError, args};

use crate::model::{Shelf, VariantId};
use crate::store::{ids, shelf_at};

/// The days a pace is measured over.
pub const PACE_DAYS: i64 = 30;
const DAY_MS: i64 = 86_400_000;

/// Pieces that left shelves for buyers in the [`PACE_DAYS`] before now: shipped, or sold elsewhere. What came back later does not
/// count against it. Movements are read from their key, where the id tells when they were recorded, which is never before they happened.
pub fn left_for_buyers(
    read: &mut dyn Read,
    variants: &[VariantId],
    now: Timestamp,
) -> Result<BTreeMap<Shelf, i64>, StoreError> {
    let from = now.plus_ms(PACE_DAYS.saturating_mul(-DAY_MS));
    let rows = read.query_in(
        "SELECT variant, warehouse, CAST(-SUM(quantity) AS BIGINT) FROM stock_movements
         WHERE variant IN {list} AND id >= $1 AND at >= $2 AND kind IN ('shipped', 'sold') GROUP BY variant, warehouse",
        &args![first_id_at(from.ms()), from],
        &ids(variants.iter().copied()),
    )?;
    rows.iter().map(|row| Ok((shelf_at(row, 0)?, row.int(2)?))).collect()
}

/// For how many whole days so many available pieces last at this pace; `None` where nothing left and nobody knows.
pub fn days_of_cover(available: i64, left: i64) -> Option<i64> {
    if left <= 0 {
        return None;
    }
    available.max(0).saturating_mul(PACE_DAYS).checked_div(left)
}
