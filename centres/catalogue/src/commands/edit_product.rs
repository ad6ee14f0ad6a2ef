//! Change what a product is called and what holds for it.

use std::collections::BTreeMap;

use kernel::{CountryCode, Locale, Texts};
use store::{CommandError, Tx, Value};

use super::create_product::text_rows;
use super::writing::{at_version, changed, check_texts};
use crate::events::{self, ProductEdited};
use crate::model::{Category, HsCode, ProductId, Status, TaxClass};
use crate::store::{PRODUCT_TEXTS, PRODUCTS};

/// What to change; what is `None` stays. Texts are changed language by language: `None` for a language takes its text away.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProductChanges {
    pub names: BTreeMap<Locale, Option<String>>,
    pub descriptions: BTreeMap<Locale, Option<String>>,
    pub tax_class: Option<TaxClass>,
    pub category: Option<Category>,
    pub hs_code: Option<Option<HsCode>>,
    pub origin: Option<Option<CountryCode>>,
    pub status: Option<Status>,
}

/// Changes the product if it still is at version `seen`; answers with its id. Orders placed before keep what they froze. Refuses
/// `product_not_found`, `stale_version`, `product_name_missing`, `product_too_large`.
pub fn edit_product(
    tx: &mut Tx<'_>,
    id: ProductId,
    seen: i64,
    changes: &ProductChanges,
) -> Result<ProductId, CommandError> {
    let before = at_version(tx, id, Some(seen))?;
    let names = with_changes(&before.names, &changes.names);
    let descriptions = with_changes(&before.descriptions, &changes.descriptions);
    check_texts(&names, &descriptions)?;

    if (&names, &descriptions) != (&before.names, &before.descriptions) {
        tx.execute("DELETE FROM product_texts WHERE product = $1", &[Value::id(id)])?;
        tx.insert(&PRODUCT_TEXTS, text_rows(id, &names, &descriptions))?;
    }
    let tax_class = changes.tax_class.unwrap_or(before.facts.tax_class);
    let category = changes.category.as_ref().unwrap_or(&before.facts.category);
    let hs_code = changes.hs_code.unwrap_or(before.facts.hs_code);
    let origin = changes.origin.unwrap_or(before.facts.origin);
    let status = changes.status.unwrap_or(before.status);
    tx.update(
        &PRODUCTS,
        &["tax_class", "category", "hs_code", "origin", "status"],
        vec![vec![
            Value::id(id),
            Value::from(tax_class.as_str()),
            Value::from(category.as_str()),
            hs_code.map_or(Value::Null, Value::text),
            origin.map_or(Value::Null, Value::text),
            Value::word(status.as_str()),
        ]],
    )?;
    let version = changed(tx, &before)?;
    let told = ProductEdited {
        version,
        names: &changes.names,
        descriptions: changes.descriptions.keys().copied().collect(),
        tax_class,
        category,
        hs_code,
        origin,
        status,
    };
    tx.publish(store::Event::new(events::PRODUCT_EDITED, id, &told)?);
    Ok(id)
}

fn with_changes(before: &Texts, changes: &BTreeMap<Locale, Option<String>>) -> Texts {
    let mut texts = before.clone();
    for (locale, change) in changes {
        match change {
            Some(text) => texts.insert(*locale, text.as_str()),
            None => texts.remove(*locale),
        };
    }
    texts
}
