//! Say that a person is not this customer after all: from now on a customer of their own. What they ordered is told elsewhere.

use kernel::Refusal;
use store::{CommandError, Event, Tx, Value};
use vault::PersonId;

use crate::commands::merge_customers::at_version;
use crate::events::PersonSeparated;
use crate::store::{insert_customers, move_person, persons_of};
use crate::{Customer, CustomerId};

/// A person who is somebody else. Why stands in the command's reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeparatePerson {
    pub customer: CustomerId,
    /// The version of `customer` that the caller saw.
    pub version: i64,
    pub person: PersonId,
}

/// Answers the new customer, of the same kind. Refuses `customer_not_found`, `stale_version`, `person_not_of_customer`,
/// `customer_has_one_person`.
pub fn separate_person(tx: &mut Tx<'_>, input: &SeparatePerson) -> Result<CustomerId, CommandError> {
    let from = at_version(tx, input.customer, input.version)?;
    let persons = persons_of(tx, &[Value::id(from.id)])?;
    if persons.iter().all(|linked| linked.person != input.person) {
        let refusal = Refusal::not_found("person_not_of_customer");
        return Err(refusal.with("customer", from.id).with("person", input.person).into());
    }
    if persons.len() == 1 {
        return Err(Refusal::conflict("customer_has_one_person").with("customer", from.id).into());
    }
    let context = tx.context().clone();
    let into: CustomerId = context.new_id();
    insert_customers(
        tx,
        &[Customer {
            id: into,
            kind: from.kind,
            home_region: from.home_region.clone(),
            created_at: context.now,
            merged_into: None,
            stands_for_it: into,
            legal_name: None,
            vat_id: None,
            group: None,
            version: 1,
        }],
    )?;
    move_person(tx, input.person, &from, into, context.now)?;
    let told = PersonSeparated { customer: from.id, person: input.person, into };
    tx.publish(Event::new("customers.person_separated.v1", from.id, &told)?);
    Ok(into)
}
