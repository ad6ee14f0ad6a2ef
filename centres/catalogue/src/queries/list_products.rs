//! The products, in the order they were created in, a page at a time.

use kernel::Id;
use store::{Read, StoreError, Value, Way, args};

use super::find_products::find_products;
use super::get_product::get_products;
use crate::model::{Category, Product, ProductId, Status};

/// How many products found by words are looked through for one page.
const MOST_LOOKED_THROUGH: usize = 10_000;
const STEP: usize = 500;

/// Which products.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListProducts {
    /// Words of a name in any language, of a category, or a SKU.
    pub words: Option<String>,
    /// This category and those below it.
    pub category: Option<Category>,
    pub status: Option<Status>,
    /// Found by words they are listed newest first in any case.
    pub way: Way,
    /// Only those after this one.
    pub after: Option<ProductId>,
    pub limit: usize,
}

/// A page of products.
pub fn list_products(read: &mut dyn Read, wanted: &ListProducts) -> Result<Vec<Product>, StoreError> {
    let ids = match &wanted.words {
        Some(words) => found(read, wanted, words)?,
        None => listed(read, wanted)?,
    };
    get_products(read, &ids)
}

const WITHIN: &str = "($1 = '' OR category = $1 OR (category >= $2 AND category < $3)) AND ($4 = '' OR status = $4)";

/// The arguments of [`WITHIN`]: what lies below `home` is from `home/` until before `home0`, as `0` follows `/`.
fn within(wanted: &ListProducts) -> Vec<Value> {
    let category = wanted.category.as_ref().map(Category::as_str).unwrap_or_default();
    let status = wanted.status.map(Status::as_str).unwrap_or_default();
    args![category, format!("{category}/"), format!("{category}0"), status].to_vec()
}

fn listed(read: &mut dyn Read, wanted: &ListProducts) -> Result<Vec<ProductId>, StoreError> {
    let mut args = within(wanted);
    let way = wanted.way;
    args.push(Value::Int(wanted.after.map_or(way.start(), Id::number)));
    args.push(Value::Int(i64::try_from(wanted.limit).unwrap_or(i64::MAX)));
    let (follows, order) = (way.follows(), way.order());
    let sql = format!("SELECT id FROM products WHERE {WITHIN} AND id {follows} $5 ORDER BY id {order} LIMIT $6");
    read.query(&sql, &args)?.iter().map(|row| row.id(0)).collect()
}

fn found(read: &mut dyn Read, wanted: &ListProducts, words: &str) -> Result<Vec<ProductId>, StoreError> {
    let mut before = wanted.after;
    let mut page = Vec::new();
    let sql = format!("SELECT id FROM products WHERE {WITHIN} AND id IN {{list}}");
    for _ in 0..MOST_LOOKED_THROUGH / STEP {
        let candidates = find_products(read, words, before, STEP)?;
        let list: Vec<Value> = candidates.iter().map(|id| Value::id(*id)).collect();
        if list.is_empty() {
            break;
        }
        let mut fitting: Vec<ProductId> =
            read.query_in(&sql, &within(wanted), &list)?.iter().map(|row| row.id(0)).collect::<Result<_, _>>()?;
        fitting.sort_unstable_by(|a, b| b.cmp(a));
        page.extend(fitting);
        before = candidates.last().copied();
        if page.len() >= wanted.limit || candidates.len() < STEP {
            break;
        }
    }
    page.truncate(wanted.limit);
    Ok(page)
}
