//! Is all of this in the catalogue? Stock and prices keep ids of variants, and ask before they take in new ones.

use std::collections::BTreeSet;

use kernel::Id;
use store::{Read, StoreError, Value};

use crate::model::VariantId;

/// The place of the first id that is no variant's. Archived variants are there. One query.
pub fn unknown_variant(read: &mut dyn Read, ids: &[VariantId]) -> Result<Option<usize>, StoreError> {
    let wanted: BTreeSet<i64> = ids.iter().map(|id| id.number()).collect();
    let list: Vec<Value> = wanted.into_iter().map(Value::Int).collect();
    let rows = read.query_in("SELECT id FROM variants WHERE id IN {list}", &[], &list)?;
    let known: BTreeSet<i64> = rows.iter().map(|row| row.int(0)).collect::<Result<_, _>>()?;
    Ok(ids.iter().position(|id| !known.contains(&id.number())))
}
