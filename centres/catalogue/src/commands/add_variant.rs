//! Offer a product in one more variant.

use store::{CommandError, Tx};

use super::writing::{at_version, changed, check_choices, write_variants};
use crate::events::{self, VariantAdded};
use crate::model::{NewVariant, ProductId, VariantId};

/// Adds a variant whose choices no other variant of the product has, archived ones included. Refuses `product_not_found`, `unknown_option`,
/// `unknown_option_value`, `option_not_chosen`, `variant_exists`, `wrong_weight`, `sku_taken`.
pub fn add_variant(tx: &mut Tx<'_>, product: ProductId, variant: &NewVariant) -> Result<VariantId, CommandError> {
    let before = at_version(tx, product, None)?;
    let there = before.variants.iter().map(|variant| variant.choices.clone());
    // A field of this command stands at its top, not in a list of variants.
    let at_top = |error: CommandError| match error {
        CommandError::Refused(mut refusal) => {
            refusal.field = refusal.field.map(|field| field.replacen("/variants/0", "", 1));
            CommandError::Refused(refusal)
        }
        failed @ CommandError::Failed(_) => failed,
    };
    let variants = std::slice::from_ref(variant);
    check_choices(&before.options, there, variants).map_err(|refusal| at_top(refusal.into()))?;
    let ids = write_variants(tx, product, variants).map_err(at_top)?;
    let id = ids.first().copied().ok_or_else(|| store::StoreError::misuse("a variant was written without an id"))?;
    changed(tx, &before)?;
    tx.publish(store::Event::new(
        events::VARIANT_ADDED,
        product,
        &VariantAdded { variant: id, sku: variant.sku.as_str(), choices: &variant.choices },
    )?);
    Ok(id)
}
