//! Customers, newest first; merged ones are shown by who stands for them only.

use kernel::Id;
use store::{Read, StoreError};

use crate::store::standing;
use crate::{Customer, CustomerId, CustomerKind};

/// A page of customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListCustomers {
    /// Only those before this one; `None` for the first page.
    pub before: Option<CustomerId>,
    pub kind: Option<CustomerKind>,
    pub limit: i64,
}

pub fn list_customers(read: &mut dyn Read, query: &ListCustomers) -> Result<Vec<Customer>, StoreError> {
    let before = query.before.map_or(i64::MAX, |id| id.number());
    standing(read, before, query.kind.map(CustomerKind::as_str), query.limit)
}
