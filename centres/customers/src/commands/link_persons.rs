//! Say that persons are customers whom a channel named by its own reference: somebody who asks to be forgotten means them, too.

use store::{CommandError, Tx};
use vault::PersonId;

use crate::store::insert_links;
use crate::{CustomerId, LinkReason};

/// Links new persons to customers, by the channel's reference. The persons belong to nobody yet.
pub fn link_persons(tx: &mut Tx<'_>, links: &[(PersonId, CustomerId)]) -> Result<(), CommandError> {
    let at = tx.context().now;
    let links: Vec<_> =
        links.iter().map(|(person, customer)| (*person, *customer, LinkReason::SameReference)).collect();
    Ok(insert_links(tx, &links, at)?)
}
