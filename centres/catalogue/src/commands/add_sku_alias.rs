//! Let another spelling or code lead to a variant.

use kernel::{Id, Refusal, Sku};
use store::{CommandError, Nothing, Read, Tx, args};

use super::writing::{at_version, changed, spelling, taken};
use crate::events::{self, SkuAliasAdded};
use crate::model::VariantId;
use crate::store::SKU_SPELLINGS;

/// Adds an alias. A spelling that leads to this variant already is no change; one that leads to another is refused `sku_taken`.
/// Refuses `variant_not_found`.
pub fn add_sku_alias(tx: &mut Tx<'_>, id: VariantId, alias: &Sku) -> Result<Nothing, CommandError> {
    let row = tx.query_one("SELECT product FROM variants WHERE id = $1", &args![id.number()])?;
    let row = row.ok_or_else(|| Refusal::not_found("variant_not_found").with("variant", id))?;
    let product = at_version(tx, row.id(0)?, None)?;
    if tx.insert_new(&SKU_SPELLINGS, vec![spelling(id, alias, true)])? != [true] {
        let there = tx.query_one("SELECT variant FROM sku_spellings WHERE folded = $1", &args![alias.folded()])?;
        let leads_here = there.map(|row| row.id::<VariantId>(0)).transpose()? == Some(id);
        return if leads_here { Ok(Nothing) } else { Err(taken(alias, "/alias".to_owned()).into()) };
    }
    changed(tx, &product)?;
    tx.publish(store::Event::new(
        events::SKU_ALIAS_ADDED,
        product.id,
        &SkuAliasAdded { variant: id, alias: alias.as_str() },
    )?);
    Ok(Nothing)
}
