//! Customers, in the order they became known in; merged ones are shown by who stands for them only.

use kernel::Id;
use store::{Read, StoreError, Way};

use crate::store::standing;
use crate::{Customer, CustomerId, CustomerKind};

/// A page of customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListCustomers {
    pub way: Way,
    /// Only those after this one; `None` for the first page.
    pub after: Option<CustomerId>,
    pub kind: Option<CustomerKind>,
    pub limit: i64,
}

pub fn list_customers(read: &mut dyn Read, query: &ListCustomers) -> Result<Vec<Customer>, StoreError> {
    standing(read, query.way, query.after.map(Id::number), query.kind.map(CustomerKind::as_str), query.limit)
}
