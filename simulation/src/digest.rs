//! A store in one number: every row of every table.

use store::{Read, StoreError};

/// The digest of all tables' rows in their natural order. Word indexes are left out: their segments are the engine's own.
pub(crate) fn digest(read: &mut dyn Read) -> Result<String, StoreError> {
    let tables = read.query(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'order_words%' \
         AND name NOT LIKE 'product_words%' ORDER BY name",
        &[],
    )?;
    let mut hasher = blake3::Hasher::new();
    for table in &tables {
        let name = table.text(0)?;
        hasher.update(name.as_bytes());
        for row in read.query(&format!("SELECT * FROM {name}"), &[])? {
            hasher.update(format!("{row:?}").as_bytes());
        }
    }
    Ok(hasher.finalize().to_hex().to_string())
}
