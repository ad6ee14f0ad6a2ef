//! Take over the goods another system sells: many SKUs at once, each with the one name that is known of it.

use std::collections::BTreeMap;

use kernel::{Id, Locale, Refusal, Sku, Texts};
use store::{Answer, CommandError, Tx, Value};

use super::create_product::{product_row, text_rows};
use super::writing::{MOST_ROWS, spelling, too_large, variant_row};
use crate::events::{self, ProductAdopted};
use crate::model::{Choices, NewVariant, ProductFacts, ProductId, VariantId, WEIGHT_GRAMS};
use crate::store::{PRODUCT_TEXTS, PRODUCTS, SKU_SPELLINGS, VARIANTS, WORDS};

/// One SKU as another system knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adopted {
    pub sku: Sku,
    /// Its description there; empty: none is known, the SKU stands for it.
    pub name: String,
    pub locale: Locale,
    pub facts: ProductFacts,
    pub weight_grams: Option<i64>,
}

/// How many SKUs were new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Adoption {
    pub new: usize,
    pub known: usize,
}

impl Answer for Adoption {
    fn reference(&self) -> String {
        format!("{} new, {} known", self.new, self.known)
    }
}

/// Adopts the SKUs that lead nowhere yet, each as a product with one variant; those that are known stay untouched, so the same call
/// again changes nothing. A SKU given twice counts once, the first name wins. At most 2,000 SKUs a call; refuses
/// `product_too_large`.
pub fn adopt_products(tx: &mut Tx<'_>, goods: &[Adopted]) -> Result<Adoption, CommandError> {
    if goods.len() > MOST_ROWS {
        return Err(too_large("rows", MOST_ROWS).into());
    }
    let mut first: BTreeMap<&Sku, &Adopted> = BTreeMap::new();
    for good in goods {
        first.entry(&good.sku).or_insert(good);
    }
    let ids: Vec<(ProductId, VariantId)> =
        first.values().map(|_| (tx.context().new_id(), tx.context().new_id())).collect();
    let spellings = first.keys().zip(&ids).map(|(sku, (_, variant))| spelling(*variant, sku, false)).collect();
    let new = tx.insert_new(&SKU_SPELLINGS, spellings)?;

    let now = tx.context().now;
    let mut rows = Rows::default();
    let mut adopted = 0;
    for ((good, (product, variant)), _) in first.values().zip(&ids).zip(&new).filter(|(_, new)| **new) {
        adopted += 1;
        let name = if good.name.trim().is_empty() { good.sku.as_str() } else { good.name.trim() };
        let names = Texts::new().with(good.locale, name);
        let only = NewVariant { sku: good.sku.clone(), choices: Choices::new(), weight_grams: good.weight_grams };
        if good.weight_grams.is_some_and(|grams| !WEIGHT_GRAMS.contains(&grams)) {
            return Err(Refusal::invalid("wrong_weight").with("sku", &good.sku).into());
        }
        rows.products.push(product_row(*product, &good.facts, now));
        rows.texts.extend(text_rows(*product, &names, &Texts::new()));
        rows.variants.push(variant_row(*variant, *product, &only)?);
        rows.words.push((product.number(), words_of(good, name)));
        let told = ProductAdopted { variant: *variant, sku: good.sku.as_str(), name };
        tx.publish(store::Event::new(events::PRODUCT_ADOPTED, product, &told)?);
    }
    tx.insert(&PRODUCTS, rows.products)?;
    tx.insert(&PRODUCT_TEXTS, rows.texts)?;
    tx.insert(&VARIANTS, rows.variants)?;
    tx.index_words(WORDS, rows.words)?;
    if adopted > 0 {
        tx.touch(crate::AREA);
    }
    Ok(Adoption { new: adopted, known: first.len().saturating_sub(adopted) })
}

#[derive(Default)]
struct Rows {
    products: Vec<Vec<Value>>,
    texts: Vec<Vec<Value>>,
    variants: Vec<Vec<Value>>,
    words: Vec<(i64, String)>,
}

fn words_of(good: &Adopted, name: &str) -> String {
    let mut all = words::tokens(&format!("{}\n{name}\n{}", good.facts.category, good.sku));
    all.extend(words::code_word(good.sku.as_str()));
    all.sort_unstable();
    all.dedup();
    all.join(" ")
}
