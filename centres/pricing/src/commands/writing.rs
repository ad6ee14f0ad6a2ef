//! What setting and ending prices share: the list, its entries from an instant on, and the writing of cuts.

use std::collections::HashMap;

use kernel::{CurrencyCode, Id, Refusal, Timestamp};
use store::{CommandError, Read, StoreError, Tx, Value, args};

use crate::model::{PriceEntry, PriceListId, VariantId};
use crate::store::{ENTRY_COLUMNS, PRICE_ENTRIES, entry_row, read_entry};
use crate::timeline::{Room, Stretch};

/// The most prices a command sets.
pub(crate) const MOST_ROWS: usize = 2_000;

/// A price's place: its variant and the quantity from which it holds.
pub(crate) type Place = (VariantId, i64);

/// The currency of a list; refuses `price_list_not_found`.
pub(crate) fn currency_of(read: &mut dyn Read, list: PriceListId) -> Result<CurrencyCode, CommandError> {
    let row = read.query_one("SELECT currency FROM price_lists WHERE id = $1", &args![list.number()])?;
    let row = row.ok_or_else(|| Refusal::not_found("price_list_not_found").with("list", list))?;
    Ok(row.parsed(0)?)
}

/// The entries of a list for these variants that hold at `from` or later. One query.
pub(crate) fn entries_from(
    read: &mut dyn Read,
    list: PriceListId,
    currency: CurrencyCode,
    variants: impl Iterator<Item = VariantId>,
    from: Timestamp,
) -> Result<HashMap<Place, Vec<PriceEntry>>, StoreError> {
    let mut numbers: Vec<i64> = variants.map(|variant| variant.number()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let wanted: Vec<Value> = numbers.into_iter().map(Value::Int).collect();
    let sql = format!(
        "SELECT {ENTRY_COLUMNS} FROM price_entries WHERE variant IN {{list}} AND list = $1 \
         AND (valid_to IS NULL OR (valid_to > $2 AND valid_to > valid_from))"
    );
    let mut entries: HashMap<Place, Vec<PriceEntry>> = HashMap::new();
    for row in read.query_in(&sql, &args![list.number(), from], &wanted)? {
        let entry = read_entry(&row, currency)?;
        entries.entry((entry.variant, entry.min_quantity)).or_default().push(entry);
    }
    Ok(entries)
}

/// Refuses `price_in_the_past` where a change would alter what held before `now`: a price may only be set back in time over a gap.
pub(crate) fn check_past(entries: &[PriceEntry], stretch: Stretch, now: Timestamp) -> Result<(), Refusal> {
    let past = Stretch { from: stretch.from, to: Some(stretch.to.map_or(now, |to| to.min(now))) };
    if past.from < now && entries.iter().any(|entry| Stretch::of(entry).overlaps(past)) {
        return Err(Refusal::conflict("price_in_the_past").with("from", stretch.from));
    }
    Ok(())
}

/// Writes cuts and new entries, a statement each; the new ones get fresh ids.
pub(crate) fn write(tx: &mut Tx<'_>, rooms: Vec<Room>, mut new: Vec<PriceEntry>) -> Result<(), StoreError> {
    let mut ends = Vec::new();
    for room in rooms {
        ends.extend(room.ends.into_iter().map(|(id, end)| vec![Value::id(id), Value::from(end)]));
        new.extend(room.go_on);
    }
    tx.update(&PRICE_ENTRIES, &["valid_to"], ends)?;
    let now = tx.context().now;
    let rows =
        new.into_iter().map(|entry| entry_row(&PriceEntry { id: tx.context().new_id(), ..entry }, now)).collect();
    tx.insert(&PRICE_ENTRIES, rows)?;
    tx.touch(crate::AREA);
    Ok(())
}
