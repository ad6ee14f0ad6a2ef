//! Writing entries: the hot path appends a whole group's with one statement a table.

use std::collections::HashMap;

use jiff::civil::Date;
use kernel::{Context, EntityCode};
use store::{CommandError, StoreError, Tx, Value};

use crate::account::Account;
use crate::model::{Entity, EntryId, State};
use crate::new_entry::{NewEntry, NewTransfer, PostRefusal, check_transfers};
use crate::store_rows::{ENTRIES, TRANSFERS, accounts, entities_of, entry_row, transfer_row};

/// Appends facts: what happened in trade and must be booked. One small read (the entities), one insert a table.
///
/// A fact of a closed day is booked on the first open one and keeps its own instant. The processes build what they hand in;
/// so an entry that [`post_entry`] would refuse for its shape is a mistake of the program here: it fails, nothing of the
/// group is written.
pub fn post_batch(tx: &mut Tx<'_>, entries: &[(Context, NewEntry)]) -> Result<Vec<EntryId>, StoreError> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let books = books_of(tx, entries.iter().map(|(_, entry)| entry.entity))?;
    let mut rows = NewRows::with_room(entries.len());
    let mut ids = Vec::with_capacity(entries.len());
    for (context, entry) in entries {
        let known = books.get(&entry.entity).ok_or(PostRefusal::UnknownEntity { entity: entry.entity });
        let checked = known.and_then(|entity| check_shape(entry, entity).map(|()| entity));
        let entity = checked.map_err(|refusal| StoreError::misuse(format!("cannot be booked: {refusal:?}")))?;
        ids.push(rows.add(context, entity, entity.booking_day(entry.at), entry));
    }
    rows.write(tx)?;
    Ok(ids)
}

/// Books one entry that somebody decided. Refused when its shape is wrong, an account is not in the entity's chart, or its
/// day is closed.
pub fn post_entry(tx: &mut Tx<'_>, entry: &NewEntry) -> Result<EntryId, CommandError> {
    let entity = checked(tx, entry)?;
    let day = entity.day_of(entry.at);
    if let Some(until) = entity.closed_until
        && day <= until
    {
        return Err(PostRefusal::PeriodClosed { entity: entity.code, day, until }.into());
    }
    post_one(tx, &entity, day, entry)
}

/// Books one fact (a payment that came, goods that went): like [`post_entry`], but one of a closed day is booked on the
/// first open one.
pub fn post_fact(tx: &mut Tx<'_>, entry: &NewEntry) -> Result<EntryId, CommandError> {
    let entity = checked(tx, entry)?;
    post_one(tx, &entity, entity.booking_day(entry.at), entry)
}

fn checked(tx: &mut Tx<'_>, entry: &NewEntry) -> Result<Entity, CommandError> {
    let found = books_of(tx, [entry.entity])?.remove(&entry.entity);
    let entity = found.ok_or(PostRefusal::UnknownEntity { entity: entry.entity })?;
    check_shape(entry, &entity)?;
    check_accounts(tx, &entity, &entry.transfers)?;
    Ok(entity)
}

fn post_one(tx: &mut Tx<'_>, entity: &Entity, day: Date, entry: &NewEntry) -> Result<EntryId, CommandError> {
    let context = tx.context().clone();
    let mut rows = NewRows::with_room(1);
    let id = rows.add(&context, entity, day, entry);
    rows.write(tx)?;
    Ok(id)
}

fn check_shape(entry: &NewEntry, entity: &Entity) -> Result<(), PostRefusal> {
    if entry.transfers.is_empty() {
        return Err(PostRefusal::EntryEmpty);
    }
    check_transfers(&entry.transfers, entity.base_currency)
}

fn check_accounts(tx: &mut Tx<'_>, entity: &Entity, transfers: &[NewTransfer]) -> Result<(), CommandError> {
    let own = |account: &Account| account.kind().is_none();
    let named: Vec<Account> = transfers.iter().flat_map(|t| [t.debit, t.credit]).filter(own).collect();
    if named.is_empty() {
        return Ok(());
    }
    let chart = accounts(tx, Some(entity.code))?;
    match named.into_iter().find(|account| !chart.iter().any(|known| known.account == *account)) {
        Some(account) => Err(PostRefusal::UnknownAccount { account }.into()),
        None => Ok(()),
    }
}

/// The entities of a group; few, so one read.
pub(crate) fn books_of(
    tx: &mut Tx<'_>,
    codes: impl IntoIterator<Item = EntityCode>,
) -> Result<HashMap<EntityCode, Entity>, StoreError> {
    let mut few: Vec<EntityCode> = Vec::new();
    for code in codes {
        if !few.contains(&code) {
            few.push(code);
        }
    }
    entities_of(tx, &few)
}

/// Rows on their way into the two tables.
#[derive(Default)]
pub(crate) struct NewRows {
    entries: Vec<Vec<Value>>,
    transfers: Vec<Vec<Value>>,
}

impl NewRows {
    pub(crate) fn with_room(entries: usize) -> Self {
        Self { entries: Vec::with_capacity(entries), transfers: Vec::with_capacity(entries.saturating_mul(4)) }
    }

    pub(crate) fn add(&mut self, context: &Context, entity: &Entity, booked_on: Date, entry: &NewEntry) -> EntryId {
        let id: EntryId = context.new_id();
        self.entries.push(entry_row(id, context, entity, booked_on, entry));
        for (transfer, place) in entry.transfers.iter().zip(1i64..) {
            let state = if transfer.pending { State::Pending } else { State::Posted };
            self.transfers.push(transfer_row(id, place, transfer, state, None));
        }
        id
    }

    /// Adds a transfer that settles a pending one to an entry added before.
    pub(crate) fn add_settling(
        &mut self,
        entry: EntryId,
        place: i64,
        transfer: &NewTransfer,
        state: State,
        settles: (EntryId, i64),
    ) {
        self.transfers.push(transfer_row(entry, place, transfer, state, Some(settles)));
    }

    pub(crate) fn write(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        tx.insert(&ENTRIES, self.entries)?;
        tx.insert(&TRANSFERS, self.transfers)
    }
}
