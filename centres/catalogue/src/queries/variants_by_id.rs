//! What are these variants? Stock, prices and movements name them by id; people know them by SKU and name.

use kernel::Id;
use store::{Read, StoreError, Value};

use crate::model::{VariantFacts, VariantId};
use crate::queries::variants_by_sku::{facts, names_of};

/// The variants of these ids, by id; those that are not there are left out. Archived ones are found too. Two queries.
pub fn variants_by_id(read: &mut dyn Read, ids: &[VariantId]) -> Result<Vec<VariantFacts>, StoreError> {
    let list: Vec<Value> = ids.iter().map(|id| Value::Int(id.number())).collect();
    if list.is_empty() {
        return Ok(Vec::new());
    }
    let rows = read.query_in(
        "SELECT v.id, v.id, v.product, v.sku, p.tax_class, p.category, p.hs_code, p.origin, v.weight_grams, \
         v.status, p.status FROM variants v JOIN products p ON p.id = v.product WHERE v.id IN {list} ORDER BY v.id",
        &[],
        &list,
    )?;
    let mut products: Vec<i64> = rows.iter().map(|row| row.int(2)).collect::<Result<_, _>>()?;
    products.sort_unstable();
    products.dedup();
    let names = names_of(read, &products)?;
    rows.iter().map(|row| facts(row, &names)).collect()
}
