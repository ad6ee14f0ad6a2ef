//! How long the law wants kept who a credit note was issued to: a note of a later year keeps the buyer longer than its invoice does.

use cell::Here;
use kernel::{Id, Timestamp};
use ledger::Entity;
use orders::commands::Paper;
use orders::{DocumentKind, OrderId};
use store::{CommandError, Read, StoreError};
use tax::TaxEngine;
use vault::{KeptByLaw, PersonId, Vault};

use crate::steps::order_and_entity;

/// Writes the note's own term over its invoice's, where the invoice tells whom it is kept of.
pub(crate) fn tell_term(paper: &mut Paper, entity: &Entity, now: Timestamp) -> Result<(), StoreError> {
    let day = entity.day_of(now);
    if let Some(law) = TaxEngine::load()?.world().retention(entity.country, day) {
        paper.keep_buyer_until(law.last_day(day), &law.status, &law.source.text);
    }
    Ok(())
}

/// Lets the sealed copy of an invoiced order's buyer last as long as a credit note of now is kept, before it is issued; where there is no
/// copy yet it is sealed, to be kept in the transaction of the note.
pub(crate) async fn keep_buyer(here: &Here, order: OrderId) -> Result<Option<KeptByLaw>, CommandError> {
    let now = here.cell.store.context(&here.caller.actor()).now;
    let Some((person, until)) = here.cell.store.read_quick(move |read| buyer(read, order, now)).await? else {
        return Ok(None);
    };
    here.cell.part::<Vault>().keep_by_law(&here.caller.actor(), person, until).await
}

fn buyer(read: &mut dyn Read, order: OrderId, now: Timestamp) -> Result<Option<(PersonId, Timestamp)>, CommandError> {
    let issued = orders::queries::order_documents(read, order)?;
    if !issued.iter().any(|document| document.kind == DocumentKind::Invoice) {
        return Ok(None);
    }
    let (order, entity) = order_and_entity(read, order)?;
    let day = entity.day_of(now);
    let law = TaxEngine::load().map_err(StoreError::from)?.world().retention(entity.country, day);
    let until = law.and_then(|law| entity.end_of(law.last_day(day)));
    Ok(order.person.map(PersonId::from_number).zip(until))
}
