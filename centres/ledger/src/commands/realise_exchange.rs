//! What is owed in a foreign currency and what is paid of it meet at two rates: the difference is realised
//! (docs/decisions/0007-exchange-differences.md).

use kernel::{CurrencyCode, Timestamp};
use store::{CommandError, Tx};

use crate::account::Account;
use crate::commands::post_entries::post_fact;
use crate::model::{Cause, Entity, EntryId, Reference};
use crate::new_entry::{NewEntry, NewTransfer};
use crate::queries::entries::entries_of;
use crate::queries::receivable::Receivable;

/// Brings the realised exchange difference of a thing's receivable up to date, after a step moved it: what is left open in the
/// thing's currency stays at the rate it came in at, the rest of the base amount goes to `fx_difference`. So where nothing is
/// open in the one currency, nothing is in the other. A fact: one of a closed day is booked on the first open one.
///
/// `None` where all is booked; at once for a thing in the books' own currency, else all its entries are read.
pub fn realise_exchange(
    tx: &mut Tx<'_>,
    entity: &Entity,
    reference: &Reference,
    currency: CurrencyCode,
    cause: Cause,
    at: Timestamp,
) -> Result<Option<EntryId>, CommandError> {
    if currency == entity.base_currency {
        return Ok(None);
    }
    let entries = entries_of(tx, reference.number)?;
    let missing = Receivable::of(&entries, entity, currency)?.difference_missing()?;
    let transfer = NewTransfer::signed(Account::Receivable, Account::FxDifference, missing)?;
    let Some(transfer) = transfer else { return Ok(None) };
    let reference = Some(reference.clone());
    let entry = NewEntry { entity: entity.code, reference, cause, at, transfers: vec![transfer] };
    post_fact(tx, &entry).map(Some)
}
