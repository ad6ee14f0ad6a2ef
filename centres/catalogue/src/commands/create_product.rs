//! Take a new product into the catalogue, with its options and variants.

use std::collections::BTreeSet;

use kernel::{Id, Refusal, Texts};
use store::{CommandError, Tx, Value};

use super::writing::{check_choices, check_texts, too_large, words_of, write_variants};
use crate::events::{self, ProductCreated};
use crate::model::{NewVariant, Product, ProductFacts, ProductId, ProductOption, Status, Variant};
use crate::store::{PRODUCT_OPTION_VALUES, PRODUCT_OPTIONS, PRODUCT_TEXTS, PRODUCTS, WORDS};

const MOST_OPTIONS: usize = 8;
const MOST_VALUES: usize = 200;
const MOST_VARIANTS: usize = 500;

/// A new product. Without options it has one variant; with options each variant chooses a value of each. Not every combination has
/// to exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateProduct {
    pub facts: ProductFacts,
    pub names: Texts,
    pub descriptions: Texts,
    pub options: Vec<ProductOption>,
    pub variants: Vec<NewVariant>,
}

/// Creates the product. Refuses `product_name_missing`, `product_without_variants`, `product_too_large`, `option_given_twice`, `unknown_option`,
/// `unknown_option_value`, `option_not_chosen`, `variant_exists`, `wrong_weight`, `sku_taken`.
pub fn create_product(tx: &mut Tx<'_>, input: &CreateProduct) -> Result<ProductId, CommandError> {
    check(input)?;
    let id: ProductId = tx.context().new_id();
    let variant_ids = write_variants(tx, id, &input.variants)?;
    let now = tx.context().now;
    tx.insert(&PRODUCTS, vec![product_row(id, &input.facts, now)])?;
    tx.insert(&PRODUCT_TEXTS, text_rows(id, &input.names, &input.descriptions))?;
    write_options(tx, id, &input.options)?;

    let variants = variant_ids.into_iter().zip(&input.variants).map(|(id, variant)| Variant {
        id,
        sku: variant.sku.clone(),
        aliases: Vec::new(),
        choices: variant.choices.clone(),
        weight_grams: variant.weight_grams,
        status: Status::Active,
        version: 1,
    });
    let product = Product {
        id,
        facts: input.facts.clone(),
        names: input.names.clone(),
        descriptions: input.descriptions.clone(),
        options: input.options.clone(),
        variants: variants.collect(),
        status: Status::Active,
        version: 1,
    };
    tx.index_words(WORDS, vec![(id.number(), words_of(&product))])?;
    let skus = input.variants.iter().map(|variant| variant.sku.as_str()).collect();
    tx.publish(store::Event::new(events::PRODUCT_CREATED, id, &ProductCreated { names: &input.names, skus })?);
    tx.touch(crate::AREA);
    Ok(id)
}

fn check(input: &CreateProduct) -> Result<(), Refusal> {
    check_texts(&input.names, &input.descriptions)?;
    if input.variants.is_empty() {
        return Err(Refusal::invalid("product_without_variants").at("/variants"));
    }
    if input.variants.len() > MOST_VARIANTS {
        return Err(too_large("variants", MOST_VARIANTS).at("/variants"));
    }
    if input.options.len() > MOST_OPTIONS {
        return Err(too_large("options", MOST_OPTIONS).at("/options"));
    }
    let mut codes = BTreeSet::new();
    for (place, option) in input.options.iter().enumerate() {
        let field = format!("/options/{place}");
        let mut values = BTreeSet::new();
        if option.values.len() > MOST_VALUES {
            return Err(too_large("option values", MOST_VALUES).at(field));
        }
        if !codes.insert(option.code) || !option.values.iter().all(|value| values.insert(value.code)) {
            return Err(Refusal::invalid("option_given_twice").at(field).with("option", option.code));
        }
    }
    check_choices(&input.options, std::iter::empty(), &input.variants)
}

pub(crate) fn product_row(id: ProductId, facts: &ProductFacts, now: kernel::Timestamp) -> Vec<Value> {
    vec![
        Value::id(id),
        Value::from(facts.tax_class.as_str()),
        Value::from(facts.category.as_str()),
        facts.hs_code.map_or(Value::Null, Value::text),
        facts.origin.map_or(Value::Null, Value::text),
        Value::word(Status::Active.as_str()),
        Value::Int(1),
        Value::from(now),
        Value::from(now),
    ]
}

/// A row for each language that has a name or a description.
pub(crate) fn text_rows(id: ProductId, names: &Texts, descriptions: &Texts) -> Vec<Vec<Value>> {
    let locales: BTreeSet<_> = names.iter().chain(descriptions.iter()).map(|(locale, _)| locale).collect();
    let row = |locale| {
        let name = names.get(locale).unwrap_or_default();
        let description = descriptions.get(locale).unwrap_or_default();
        vec![Value::id(id), Value::text(locale), Value::from(name), Value::from(description)]
    };
    locales.into_iter().map(row).collect()
}

fn write_options(tx: &mut Tx<'_>, id: ProductId, options: &[ProductOption]) -> Result<(), CommandError> {
    let (mut rows, mut value_rows) = (Vec::new(), Vec::new());
    for (position, option) in (0i64..).zip(options) {
        let code = option.code.as_str();
        rows.push(vec![Value::id(id), Value::Int(position), Value::from(code), Value::json(&option.names)?]);
        for (position, value) in (0i64..).zip(&option.values) {
            value_rows.push(vec![
                Value::id(id),
                Value::from(code),
                Value::Int(position),
                Value::from(value.code.as_str()),
                Value::json(&value.names)?,
            ]);
        }
    }
    tx.insert(&PRODUCT_OPTIONS, rows)?;
    tx.insert(&PRODUCT_OPTION_VALUES, value_rows)?;
    Ok(())
}
