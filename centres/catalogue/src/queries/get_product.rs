//! What is this product?

use std::collections::HashMap;

use kernel::{Id, Locale, Texts};
use store::{Read, StoreError, Value};

use crate::model::{OptionValue, Product, ProductFacts, ProductId, ProductOption, Variant};

/// The product with its texts, options and variants.
pub fn get_product(read: &mut dyn Read, id: ProductId) -> Result<Option<Product>, StoreError> {
    Ok(get_products(read, &[id])?.into_iter().next())
}

/// Those of the products that are there, in the order asked. Six queries, however many products.
pub fn get_products(read: &mut dyn Read, ids: &[ProductId]) -> Result<Vec<Product>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let list: Vec<Value> = ids.iter().map(|id| Value::id(*id)).collect();
    let rows = read.query_in(
        "SELECT id, tax_class, category, hs_code, origin, status, version FROM products WHERE id IN {list}",
        &[],
        &list,
    )?;
    let mut products: HashMap<ProductId, Product> = HashMap::with_capacity(rows.len());
    for row in &rows {
        let product = Product {
            id: row.id(0)?,
            facts: ProductFacts {
                tax_class: row.parsed(1)?,
                category: row.parsed(2)?,
                hs_code: row.opt_parsed(3)?,
                origin: row.opt_parsed(4)?,
            },
            names: Texts::new(),
            descriptions: Texts::new(),
            options: Vec::new(),
            variants: Vec::new(),
            status: row.parsed(5)?,
            version: row.int(6)?,
        };
        products.insert(product.id, product);
    }
    texts(read, &list, &mut products)?;
    options(read, &list, &mut products)?;
    variants(read, &list, &mut products)?;
    Ok(ids.iter().filter_map(|id| products.remove(id)).collect())
}

type Products = HashMap<ProductId, Product>;

fn texts(read: &mut dyn Read, list: &[Value], products: &mut Products) -> Result<(), StoreError> {
    let sql = "SELECT product, locale, name, description FROM product_texts WHERE product IN {list}";
    for row in read.query_in(sql, &[], list)? {
        let Some(product) = products.get_mut(&row.id(0)?) else { continue };
        let locale: Locale = row.parsed(1)?;
        for (texts, text) in [(&mut product.names, row.text(2)?), (&mut product.descriptions, row.text(3)?)] {
            if !text.is_empty() {
                texts.insert(locale, text);
            }
        }
    }
    Ok(())
}

fn options(read: &mut dyn Read, list: &[Value], products: &mut Products) -> Result<(), StoreError> {
    let sql = "SELECT product, code, names FROM product_options WHERE product IN {list} ORDER BY product, position";
    for row in read.query_in(sql, &[], list)? {
        let Some(product) = products.get_mut(&row.id(0)?) else { continue };
        product.options.push(ProductOption { code: row.parsed(1)?, names: row.json(2)?, values: Vec::new() });
    }
    let sql = "SELECT product, option_code, code, names FROM product_option_values WHERE product IN {list} \
               ORDER BY product, option_code, position";
    for row in read.query_in(sql, &[], list)? {
        let Some(product) = products.get_mut(&row.id(0)?) else { continue };
        let code = row.parsed(1)?;
        if let Some(option) = product.options.iter_mut().find(|option| option.code == code) {
            option.values.push(OptionValue { code: row.parsed(2)?, names: row.json(3)? });
        }
    }
    Ok(())
}

fn variants(read: &mut dyn Read, list: &[Value], products: &mut Products) -> Result<(), StoreError> {
    let sql = "SELECT s.variant, s.spelling FROM variants v JOIN sku_spellings s ON s.variant = v.id \
               WHERE v.product IN {list} AND s.is_alias = 1 ORDER BY s.variant, s.folded";
    let mut aliases: HashMap<i64, Vec<kernel::Sku>> = HashMap::new();
    for row in read.query_in(sql, &[], list)? {
        aliases.entry(row.int(0)?).or_default().push(row.parsed(1)?);
    }
    let sql = "SELECT product, id, sku, choices, weight_grams, status, version FROM variants WHERE product IN {list} \
               ORDER BY product, id";
    for row in read.query_in(sql, &[], list)? {
        let Some(product) = products.get_mut(&row.id(0)?) else { continue };
        let id: crate::model::VariantId = row.id(1)?;
        product.variants.push(Variant {
            id,
            sku: row.parsed(2)?,
            aliases: aliases.remove(&id.number()).unwrap_or_default(),
            choices: row.json(3)?,
            weight_grams: row.opt_int(4)?,
            status: row.parsed(5)?,
            version: row.int(6)?,
        });
    }
    Ok(())
}
