//! The group whose prices a customer has.

use store::{Read, StoreError};

use crate::{CustomerGroup, CustomerId};

/// The group of the customer that stands for this one; none for who has none and who is not known.
pub fn group_of(read: &mut dyn Read, id: CustomerId) -> Result<Option<CustomerGroup>, StoreError> {
    crate::store::group_of(read, id)
}
