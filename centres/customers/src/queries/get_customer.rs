//! One customer with everything that belongs to it.

use store::{CommandError, Read, Value};

use crate::commands::merge_customers::found;
use crate::store::{family, identities_of, persons_of};
use crate::{CustomerDetail, CustomerId};

/// Of a merged customer only what is its own; of a standing one also what belongs to those merged into it. Refuses
/// `customer_not_found`.
pub fn get_customer(read: &mut dyn Read, id: CustomerId) -> Result<CustomerDetail, CommandError> {
    let customer = found(read, id)?;
    let mut all = vec![id];
    if customer.merged_into.is_none() {
        all.extend(family(read, id)?.into_iter().map(|(member, _)| member).filter(|member| *member != id));
    }
    let list: Vec<Value> = all.iter().map(|member| Value::id(*member)).collect();
    let persons = persons_of(read, &list)?;
    let identities = identities_of(read, &list)?;
    Ok(CustomerDetail { customer, persons, identities, merged: all.into_iter().skip(1).collect() })
}
