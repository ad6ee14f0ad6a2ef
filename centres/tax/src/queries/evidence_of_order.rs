//! Which proofs does an order have?

use store::{Read, StoreError};

use crate::model::{Evidence, OrderId};

/// In the order they were recorded. [`Evidence::prove`] applies one to the order's answer.
pub fn evidence_of_order(read: &mut dyn Read, order: OrderId) -> Result<Vec<Evidence>, StoreError> {
    crate::store::evidence(read, order)
}
