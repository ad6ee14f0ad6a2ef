//! Put a customer in a group, or take it out of its group: which price lists it may buy from.

use store::{CommandError, Event, Tx};

use crate::commands::merge_customers::at_version;
use crate::events::PutInGroup as Told;
use crate::store::set_group;
use crate::{CustomerGroup, CustomerId};

/// A customer's new group; none for the prices of everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PutInGroup {
    pub customer: CustomerId,
    pub version: i64,
    pub group: Option<CustomerGroup>,
}

/// Orders placed before keep their prices. Refuses `customer_not_found`, `stale_version`.
pub fn put_in_group(tx: &mut Tx<'_>, input: &PutInGroup) -> Result<CustomerId, CommandError> {
    let customer = at_version(tx, input.customer, input.version)?;
    set_group(tx, &customer, input.group)?;
    let told = Told { customer: customer.id, group: input.group };
    tx.publish(Event::new("customers.put_in_group.v1", customer.id, &told)?);
    Ok(customer.id)
}
