//! Say that persons are customers whom somebody named: a channel by its own reference, or who placed the order. Somebody who asks to be
//! forgotten means them, too.

use store::{CommandError, Tx};
use vault::PersonId;

use crate::store::insert_new_links;
use crate::{CustomerId, LinkReason};

/// Links persons to customers. A person who belongs to somebody already stays there.
pub fn link_persons(tx: &mut Tx<'_>, links: &[(PersonId, CustomerId)], reason: LinkReason) -> Result<(), CommandError> {
    let at = tx.context().now;
    let links: Vec<_> = links.iter().map(|(person, customer)| (*person, *customer, reason)).collect();
    Ok(insert_new_links(tx, &links, at)?)
}
