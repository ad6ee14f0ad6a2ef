//! A person who is another customer after all takes along what they ordered.

use customers::{CustomerId, SeparatePerson, separate_person};
use kernel::Id;
use store::{CommandError, Tx};

/// Answers the new customer. Refuses as [`separate_person`] does.
pub(crate) fn separate(tx: &mut Tx<'_>, input: &SeparatePerson) -> Result<CustomerId, CommandError> {
    let into = separate_person(tx, input)?;
    let orders = orders::queries::orders_of_persons(tx, &[input.person.number()], None, usize::MAX)?;
    let moved: Vec<_> = orders.into_iter().map(|order| (order, into.number())).collect();
    orders::commands::identify_customers(tx, &moved)?;
    Ok(into)
}
