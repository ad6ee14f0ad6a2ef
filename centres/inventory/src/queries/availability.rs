//! What is there of some variants, warehouse by warehouse. Asked while every order is prepared: one query for all its variants.

use store::{Read, StoreError};

use crate::model::{Balance, VariantId};
use crate::store::balances_of;

/// The balances of variants in all warehouses that ever had them; [`Balance::available`] is what can be promised.
pub fn availability(read: &mut dyn Read, variants: &[VariantId]) -> Result<Vec<Balance>, StoreError> {
    balances_of(read, variants)
}
