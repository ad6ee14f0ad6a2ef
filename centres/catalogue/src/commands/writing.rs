//! What several commands write: variants with their spellings, the word index, a raised version.

use std::collections::BTreeSet;

use kernel::{Id, Refusal, RefusalKind, Sku, Texts};
use store::{CommandError, Read, StoreError, Tx, Value};

use crate::model::{Choices, NewVariant, Product, ProductId, ProductOption, Status, VariantId, WEIGHT_GRAMS};
use crate::queries::get_product::get_product;
use crate::store::{PRODUCTS, SKU_SPELLINGS, VARIANTS, WORDS};

/// The most rows a command writes.
pub(crate) const MOST_ROWS: usize = 2_000;
const LONGEST_NAME: usize = 500;
const LONGEST_DESCRIPTION: usize = 20_000;

pub(crate) fn too_large(what: &'static str, most: usize) -> Refusal {
    Refusal::invalid("product_too_large").with("what", what).with("most", most)
}

/// Whether the texts are short enough and name the product at all.
pub(crate) fn check_texts(names: &Texts, descriptions: &Texts) -> Result<(), Refusal> {
    if names.is_empty() {
        return Err(Refusal::invalid("product_name_missing").at("/names"));
    }
    let longer = |texts: &Texts, most: usize| texts.iter().any(|(_, text)| text.chars().nth(most).is_some());
    if longer(names, LONGEST_NAME) {
        return Err(too_large("name", LONGEST_NAME).at("/names"));
    }
    if longer(descriptions, LONGEST_DESCRIPTION) {
        return Err(too_large("description", LONGEST_DESCRIPTION).at("/descriptions"));
    }
    Ok(())
}

/// Whether each variant chooses one known value for each option, and no two the same, beside those there are.
pub(crate) fn check_choices(
    options: &[ProductOption],
    there: impl Iterator<Item = Choices>,
    variants: &[NewVariant],
) -> Result<(), Refusal> {
    let mut taken: BTreeSet<Choices> = there.collect();
    for (place, variant) in variants.iter().enumerate() {
        let refuse = |code| Refusal::invalid(code).at(format!("/variants/{place}/choices")).with("sku", &variant.sku);
        for (code, value) in &variant.choices {
            let option = options.iter().find(|option| option.code == *code);
            let option = option.ok_or_else(|| refuse("unknown_option").with("option", code))?;
            if !option.values.iter().any(|known| known.code == *value) {
                return Err(refuse("unknown_option_value").with("option", code).with("value", value));
            }
        }
        if let Some(option) = options.iter().find(|option| !variant.choices.contains_key(&option.code)) {
            return Err(refuse("option_not_chosen").with("option", option.code));
        }
        if variant.weight_grams.is_some_and(|grams| !WEIGHT_GRAMS.contains(&grams)) {
            let field = format!("/variants/{place}/weight_grams");
            return Err(Refusal::invalid("wrong_weight").at(field).with("sku", &variant.sku));
        }
        if !taken.insert(variant.choices.clone()) {
            return Err(Refusal::conflict("variant_exists")
                .at(format!("/variants/{place}/choices"))
                .with("sku", &variant.sku));
        }
    }
    Ok(())
}

/// Writes variants of a product and their spellings; refuses a SKU that leads somewhere already.
pub(crate) fn write_variants(
    tx: &mut Tx<'_>,
    product: ProductId,
    variants: &[NewVariant],
) -> Result<Vec<VariantId>, CommandError> {
    let mut own = BTreeSet::new();
    if let Some((place, twice)) = variants.iter().enumerate().find(|(_, variant)| !own.insert(&variant.sku)) {
        return Err(taken(&twice.sku, format!("/variants/{place}/sku")).into());
    }
    let ids: Vec<VariantId> = variants.iter().map(|_| tx.context().new_id()).collect();
    let spellings = ids.iter().zip(variants).map(|(id, variant)| spelling(*id, &variant.sku, false)).collect();
    let new = tx.insert_new(&SKU_SPELLINGS, spellings)?;
    if let Some((place, (variant, _))) = variants.iter().zip(new).enumerate().find(|(_, (_, new))| !new) {
        return Err(taken(&variant.sku, format!("/variants/{place}/sku")).into());
    }
    let mut rows = Vec::with_capacity(variants.len());
    for (id, variant) in ids.iter().zip(variants) {
        rows.push(variant_row(*id, product, variant)?);
    }
    tx.insert(&VARIANTS, rows)?;
    Ok(ids)
}

pub(crate) fn variant_row(id: VariantId, product: ProductId, variant: &NewVariant) -> Result<Vec<Value>, StoreError> {
    Ok(vec![
        Value::id(id),
        Value::id(product),
        Value::from(variant.sku.as_str()),
        Value::json(&variant.choices)?,
        Value::from(variant.weight_grams),
        Value::word(Status::Active.as_str()),
        Value::Int(1),
    ])
}

pub(crate) fn spelling(variant: VariantId, sku: &Sku, is_alias: bool) -> Vec<Value> {
    vec![Value::from(sku.folded()), Value::id(variant), Value::from(sku.as_str()), Value::from(is_alias)]
}

pub(crate) fn taken(sku: &Sku, field: String) -> Refusal {
    Refusal::conflict("sku_taken").at(field).with("sku", sku)
}

/// The product as it stands, for a change; refuses where it is not there or not at the version the caller saw.
pub(crate) fn at_version(tx: &mut dyn Read, id: ProductId, seen: Option<i64>) -> Result<Product, CommandError> {
    let product = get_product(tx, id)?;
    let product = product.ok_or_else(|| Refusal::not_found("product_not_found").with("product", id))?;
    match seen {
        Some(seen) if seen != product.version => Err(stale(seen, product.version).into()),
        _ => Ok(product),
    }
}

fn stale(seen: i64, current: i64) -> Refusal {
    Refusal::new(RefusalKind::Stale, "stale_version").with("seen", seen).with("current", current)
}

/// Says that a product changed: a higher version, fresh words, emptied caches.
pub(crate) fn changed(tx: &mut Tx<'_>, before: &Product) -> Result<i64, CommandError> {
    let version = before.version.saturating_add(1);
    let now = tx.context().now;
    tx.update(
        &PRODUCTS,
        &["version", "changed_at"],
        vec![vec![Value::id(before.id), Value::Int(version), Value::from(now)]],
    )?;
    tx.unindex_words(WORDS, &[before.id.number()])?;
    if let Some(product) = get_product(tx, before.id)? {
        tx.index_words(WORDS, vec![(product.id.number(), words_of(&product))])?;
    }
    tx.touch(crate::AREA);
    Ok(version)
}

/// The words a product is found by: its names in every language, its category, its SKUs, the names of its options' values.
/// Descriptions are not among them: a word said in passing would find too much.
pub(crate) fn words_of(product: &Product) -> String {
    let values = product.options.iter().flat_map(|option| &option.values);
    let names = std::iter::once(&product.names).chain(values.map(|value| &value.names));
    let mut text = product.facts.category.as_str().to_owned();
    for name in names.flat_map(Texts::iter).map(|(_, name)| name) {
        text.push('\n');
        text.push_str(name);
    }
    let mut codes = Vec::new();
    for sku in product.variants.iter().flat_map(|variant| std::iter::once(&variant.sku).chain(&variant.aliases)) {
        text.push('\n');
        text.push_str(sku.as_str());
        codes.extend(words::code_word(sku.as_str()));
    }
    let mut all = words::tokens(&text);
    all.extend(codes);
    all.sort_unstable();
    all.dedup();
    all.join(" ")
}
