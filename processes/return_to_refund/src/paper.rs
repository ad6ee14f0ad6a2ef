//! How long the law wants kept who a credit note was issued to: a note of a later year keeps the buyer longer than its invoice does.

use cell::Here;
use jiff::civil::Date;
use kernel::{Id, Timestamp};
use ledger::Entity;
use orders::commands::Paper;
use orders::{DocumentKind, OrderId};
use serde_json::{Value, json};
use store::{CommandError, Read, StoreError};
use tax::{Retention, TaxEngine};
use vault::{KeptByLaw, PersonId, Vault};

use crate::steps::order_and_entity;

/// The law that a document of an instant is kept by, and the last day it wants.
fn law(entity: &Entity, now: Timestamp) -> Result<Option<(&'static Retention, Date)>, StoreError> {
    let engine = TaxEngine::load().map_err(|fault| StoreError::misuse(fault.to_string()))?;
    let day = entity.day_of(now);
    Ok(engine.world().retention(entity.country, day).map(|law| (law, law.last_day(day))))
}

/// Writes the note's own term over its invoice's, where the invoice tells whom it is kept of.
pub(crate) fn tell_term(paper: &mut Paper, entity: &Entity, now: Timestamp) -> Result<(), StoreError> {
    let Some(buyer) = paper.buyer.as_object_mut().filter(|buyer| buyer.get("person").is_some_and(Value::is_number))
    else {
        return Ok(());
    };
    if let Some((law, last_day)) = law(entity, now)? {
        buyer.insert("kept_until".to_owned(), json!(last_day));
        buyer.insert("kept_status".to_owned(), json!(law.status));
        buyer.insert("kept_source".to_owned(), json!(law.source.text));
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
    let until = law(&entity, now)?.and_then(|(_, last_day)| entity.end_of(last_day));
    Ok(order.person.map(PersonId::from_number).zip(until))
}
