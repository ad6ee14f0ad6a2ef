//! Under which codes do these variants go? Their own SKUs and their aliases: what somebody's scanner may read.

use std::collections::HashMap;

use kernel::Id;
use store::{Read, StoreError, Value};

use crate::model::VariantId;

/// All spellings of each variant, its own SKU first. One query.
pub fn spellings_of(
    read: &mut dyn Read,
    variants: &[VariantId],
) -> Result<HashMap<VariantId, Vec<String>>, StoreError> {
    if variants.is_empty() {
        return Ok(HashMap::new());
    }
    let list: Vec<Value> = variants.iter().map(|id| Value::Int(id.number())).collect();
    let sql = "SELECT variant, spelling FROM sku_spellings WHERE variant IN {list} ORDER BY variant, is_alias, folded";
    let mut found: HashMap<VariantId, Vec<String>> = HashMap::with_capacity(variants.len());
    for row in read.query_in(sql, &[], &list)? {
        found.entry(row.id(0)?).or_default().push(row.text(1)?.to_owned());
    }
    Ok(found)
}
