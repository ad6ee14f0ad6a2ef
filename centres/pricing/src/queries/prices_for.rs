//! What do these variants cost, in these quantities, for this caller? The question of every basket.

use std::collections::HashMap;

use kernel::{Id, Timestamp};
use store::{Read, StoreError, Value};

use crate::choose::{Lists, choose};
use crate::model::{PriceEntry, PriceFound, PriceQuestion, VariantId};
use crate::queries::lists::all_lists;
use crate::store::{ENTRY_COLUMNS, read_entry};

/// The price of each `(variant, quantity)`, in the order asked; `None` where no list that holds has one. One query for all
/// entries, after the lists. The quantity is what is bought of the variant altogether.
///
/// The path of an order asks [`crate::PriceBook`], which remembers.
pub fn prices_for(
    read: &mut dyn Read,
    question: &PriceQuestion,
    wanted: &[(VariantId, i64)],
) -> Result<Vec<Option<PriceFound>>, StoreError> {
    let lists = all_lists(read)?;
    let variants: Vec<VariantId> = wanted.iter().map(|(variant, _)| *variant).collect();
    let entries = entries_of(read, &lists, &variants, question.at)?;
    let asked = lists.asked(question);
    Ok(wanted
        .iter()
        .map(|(variant, quantity)| choose(&lists, &asked, entries.get(variant)?, *quantity, question.at))
        .collect())
}

/// The prices of variants in all lists, without those that ended at `since` or before; an entry for each variant asked. One
/// query.
pub(crate) fn entries_of(
    read: &mut dyn Read,
    lists: &Lists,
    variants: &[VariantId],
    since: Timestamp,
) -> Result<HashMap<VariantId, Vec<PriceEntry>>, StoreError> {
    let mut numbers: Vec<i64> = variants.iter().map(|variant| variant.number()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut entries: HashMap<VariantId, Vec<PriceEntry>> =
        numbers.iter().map(|number| (VariantId::from_number(*number), Vec::new())).collect();
    if numbers.is_empty() {
        return Ok(entries);
    }
    let list: Vec<Value> = numbers.into_iter().map(Value::Int).collect();
    let sql = format!(
        "SELECT {ENTRY_COLUMNS} FROM price_entries WHERE variant IN {{list}} \
         AND (valid_to IS NULL OR (valid_to > $1 AND valid_to > valid_from))"
    );
    for row in read.query_in(&sql, &[Value::from(since)], &list)? {
        let of = row.id(1)?;
        let currency = lists.list(of).map(|list| list.currency);
        let currency = currency.ok_or_else(|| StoreError::misuse(format!("a price without its list {of}")))?;
        let entry = read_entry(&row, currency)?;
        entries.entry(entry.variant).or_default().push(entry);
    }
    Ok(entries)
}
