//! Take a merge back: the customer stands for itself again, and for whoever had been merged into it before.

use std::collections::BTreeSet;

use kernel::Refusal;
use store::{CommandError, Event, Tx};

use crate::CustomerId;
use crate::commands::merge_customers::at_version;
use crate::events::MergeUndone;
use crate::store::{family, set_merged, set_standing};

/// The merge of `customer` is undone. Why stands in the command's reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UndoMerge {
    pub customer: CustomerId,
    pub version: i64,
}

/// Refuses `customer_not_found`, `stale_version`, `customer_not_merged`.
pub fn undo_merge(tx: &mut Tx<'_>, input: &UndoMerge) -> Result<CustomerId, CommandError> {
    let customer = at_version(tx, input.customer, input.version)?;
    let Some(from) = customer.merged_into else {
        return Err(Refusal::conflict("customer_not_merged").with("customer", customer.id).into());
    };
    let all = family(tx, customer.stands_for_it)?;
    let mut own = BTreeSet::from([customer.id]);
    loop {
        let before = own.len();
        own.extend(
            all.iter()
                .filter(|(_, into)| into.is_some_and(|into| own.contains(&into)))
                .map(|(id, _)| *id)
                .collect::<Vec<_>>(),
        );
        if own.len() == before {
            break;
        }
    }
    own.remove(&customer.id);
    set_standing(tx, customer.id, &own.into_iter().collect::<Vec<_>>())?;
    set_merged(tx, &customer, None, customer.id)?;
    tx.publish(Event::new("customers.merge_undone.v1", customer.id, &MergeUndone { customer: customer.id, from })?);
    Ok(customer.id)
}
