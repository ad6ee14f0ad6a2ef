//! Stop selling a variant.

use kernel::{Id, Refusal};
use store::{CommandError, Nothing, Read, Tx, Value, args};

use super::writing::{at_version, changed};
use crate::events::{self, VariantArchived};
use crate::model::{Status, VariantId};
use crate::store::VARIANTS;

/// Archives a variant: its SKU stays known, for the orders that name it, but can no longer be sold. Archiving twice changes nothing.
/// Refuses `variant_not_found`.
pub fn archive_variant(tx: &mut Tx<'_>, id: VariantId) -> Result<Nothing, CommandError> {
    let row = tx.query_one("SELECT product, status, version FROM variants WHERE id = $1", &args![id.number()])?;
    let row = row.ok_or_else(|| Refusal::not_found("variant_not_found").with("variant", id))?;
    if row.parsed::<Status>(1)? == Status::Archived {
        return Ok(Nothing);
    }
    let product = at_version(tx, row.id(0)?, None)?;
    let version = row.int(2)?.saturating_add(1);
    tx.update(
        &VARIANTS,
        &["status", "version"],
        vec![vec![Value::id(id), Value::word(Status::Archived.as_str()), Value::Int(version)]],
    )?;
    changed(tx, &product)?;
    tx.publish(store::Event::new(events::VARIANT_ARCHIVED, product.id, &VariantArchived { variant: id })?);
    Ok(Nothing)
}
