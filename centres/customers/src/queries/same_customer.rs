//! Which customers are one.

use store::{Read, StoreError};

use crate::CustomerId;
use crate::store::{family, standing_for};

/// All customers that were merged into one with this one, itself too. One who is not known stands alone.
pub fn same_customer(read: &mut dyn Read, id: CustomerId) -> Result<Vec<CustomerId>, StoreError> {
    match standing_for(read, id)? {
        None => Ok(vec![id]),
        Some(root) => Ok(family(read, root)?.into_iter().map(|(customer, _)| customer).collect()),
    }
}
