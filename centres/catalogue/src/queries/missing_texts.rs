//! Which products still lack a name in a language?

use kernel::{Id, Locale};
use store::{Read, StoreError, Value, Way, args};

use crate::model::{ProductId, Status};

/// Products on sale without a name in `locale` or a more general language (`de` will do for `de-AT`), after one, in the order they were
/// created in.
pub fn missing_texts(
    read: &mut dyn Read,
    locale: Locale,
    way: Way,
    after: Option<ProductId>,
    limit: usize,
) -> Result<Vec<ProductId>, StoreError> {
    let list: Vec<Value> = locale.chain().map(Value::text).collect();
    let (follows, order) = (way.follows(), way.order());
    let sql = format!(
        "SELECT p.id FROM products p WHERE p.id {follows} $1 AND p.status = $2 AND NOT EXISTS (SELECT 1 FROM product_texts t \
         WHERE t.product = p.id AND t.name <> '' AND t.locale IN {{list}}) ORDER BY p.id {order} LIMIT $3"
    );
    read.query_in(
        &sql,
        &args![
            after.map_or(way.start(), Id::number),
            Status::Active.as_str(),
            i64::try_from(limit).unwrap_or(i64::MAX)
        ],
        &list,
    )?
    .iter()
    .map(|row| row.id(0))
    .collect()
}

/// How many products on sale there are, and how many of them have a name in each language: `(locale, products)`.
pub fn texts_by_locale(read: &mut dyn Read) -> Result<(i64, Vec<(Locale, i64)>), StoreError> {
    let active = args![Status::Active.as_str()];
    let all = read.query_one("SELECT COUNT(*) FROM products WHERE status = $1", &active)?;
    let all = all.map_or(Ok(0), |row| row.int(0))?;
    let rows = read.query(
        "SELECT t.locale, COUNT(*) FROM product_texts t JOIN products p ON p.id = t.product \
         WHERE p.status = $1 AND t.name <> '' GROUP BY t.locale ORDER BY t.locale",
        &active,
    )?;
    let by_locale = rows.iter().map(|row| Ok((row.parsed(0)?, row.int(1)?))).collect::<Result<_, StoreError>>()?;
    Ok((all, by_locale))
}
