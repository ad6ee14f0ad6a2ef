//! Say that two customers are one. Nothing moves: the merged one points at the other, which stands for it from now on.

use kernel::{Refusal, RefusalKind};
use store::{CommandError, Event, Read, Tx};

use crate::events::CustomersMerged;
use crate::store::{family, one, set_merged, set_standing};
use crate::{Customer, CustomerId};

/// `customer` is merged into `into`. Why stands in the command's reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MergeCustomers {
    pub customer: CustomerId,
    pub into: CustomerId,
    /// The version of `customer` that the caller saw.
    pub version: i64,
}

/// The customer with this id, at this version: `customer_not_found`, `stale_version`.
pub(crate) fn at_version(read: &mut dyn Read, id: CustomerId, version: i64) -> Result<Customer, CommandError> {
    let customer = found(read, id)?;
    if customer.version == version {
        return Ok(customer);
    }
    let stale = Refusal::new(RefusalKind::Stale, "stale_version");
    Err(stale.with("current", customer.version).with("given", version).into())
}

pub(crate) fn found(read: &mut dyn Read, id: CustomerId) -> Result<Customer, CommandError> {
    one(read, id)?.ok_or_else(|| Refusal::not_found("customer_not_found").with("customer", id).into())
}

/// Answers the customer that stands for both. Refuses `customer_not_found`, `stale_version`, `customer_already_merged`,
/// `customers_already_one`.
pub fn merge_customers(tx: &mut Tx<'_>, input: &MergeCustomers) -> Result<CustomerId, CommandError> {
    let customer = at_version(tx, input.customer, input.version)?;
    let into = found(tx, input.into)?;
    if let Some(into) = customer.merged_into {
        let refusal = Refusal::conflict("customer_already_merged");
        return Err(refusal.with("customer", customer.id).with("into", into).into());
    }
    let root = into.stands_for_it;
    if root == customer.id {
        return Err(Refusal::conflict("customers_already_one").with("customer", customer.id).into());
    }
    let moved: Vec<CustomerId> = family(tx, customer.id)?.into_iter().map(|(member, _)| member).collect();
    set_standing(tx, root, &moved.into_iter().filter(|member| *member != customer.id).collect::<Vec<_>>())?;
    set_merged(tx, &customer, Some(root), root)?;
    let told = CustomersMerged { customer: customer.id, into: root };
    tx.publish(Event::new("customers.customers_merged.v1", customer.id, &told)?);
    Ok(root)
}
