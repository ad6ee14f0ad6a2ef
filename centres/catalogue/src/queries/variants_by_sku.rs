//! What is behind these SKUs? The question of every order line.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::{Id, Locale, Sku, Texts};
use store::{Read, Row, StoreError, Value};

use crate::model::{ProductId, Status, VariantFacts};

/// The variant of each SKU, in the order asked, found by its own code or an alias, in any case; `None` where there is none.
/// Archived ones are found too: see [`VariantFacts::active`]. Two queries, however many SKUs.
pub fn variants_by_sku(read: &mut dyn Read, skus: &[Sku]) -> Result<Vec<Option<VariantFacts>>, StoreError> {
    let mut wanted: Vec<&str> = skus.iter().map(Sku::folded).collect();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let list: Vec<Value> = wanted.into_iter().map(Value::from).collect();
    let rows = read.query_in(
        "SELECT s.folded, v.id, v.product, v.sku, p.tax_class, p.category, p.hs_code, p.origin, v.weight_grams, \
         v.status, p.status FROM sku_spellings s JOIN variants v ON v.id = s.variant JOIN products p ON p.id = v.product \
         WHERE s.folded IN {list}",
        &[],
        &list,
    )?;
    let mut products: Vec<i64> = rows.iter().map(|row| row.int(2)).collect::<Result<_, _>>()?;
    products.sort_unstable();
    products.dedup();
    let names = names_of(read, &products)?;
    let mut found: HashMap<&str, VariantFacts> = HashMap::with_capacity(rows.len());
    for row in &rows {
        found.insert(row.text(0)?, facts(row, &names)?);
    }
    Ok(skus.iter().map(|sku| found.get(sku.folded()).cloned()).collect())
}

/// The names of products, by number. One query.
pub(crate) fn names_of(read: &mut dyn Read, products: &[i64]) -> Result<HashMap<i64, Arc<Texts>>, StoreError> {
    if products.is_empty() {
        return Ok(HashMap::new());
    }
    let list: Vec<Value> = products.iter().copied().map(Value::Int).collect();
    let rows = read.query_in("SELECT product, locale, name FROM product_texts WHERE product IN {list}", &[], &list)?;
    let mut names: HashMap<i64, Texts> = HashMap::with_capacity(products.len());
    for row in &rows {
        names.entry(row.int(0)?).or_default().insert(row.parsed::<Locale>(1)?, row.text(2)?);
    }
    Ok(names.into_iter().map(|(product, names)| (product, Arc::new(names))).collect())
}

pub(crate) fn facts(row: &Row, names: &HashMap<i64, Arc<Texts>>) -> Result<VariantFacts, StoreError> {
    let product: ProductId = row.id(2)?;
    let active = [row.parsed::<Status>(9)?, row.parsed::<Status>(10)?] == [Status::Active; 2];
    Ok(VariantFacts {
        variant: row.id(1)?,
        product,
        sku: row.parsed(3)?,
        tax_class: row.parsed(4)?,
        category: Arc::from(row.text(5)?),
        hs_code: row.opt_parsed(6)?,
        origin: row.opt_parsed(7)?,
        weight_grams: row.opt_int(8)?,
        active,
        name: names.get(&product.number()).cloned().unwrap_or_default(),
    })
}
