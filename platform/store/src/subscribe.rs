//! Reading the event log: pages of events, and subscribers whose cursor moves in the transaction of their effect.

use std::sync::Arc;
use std::time::Duration;

use kernel::{Actor, Timestamp};

use crate::error::{CommandError, StoreError};
use crate::job::{Nothing, Submission};
use crate::open::Store;
use crate::tx::{Read, Tx};
use crate::value::Row;

/// Events handled in one transaction.
const CHUNK: i64 = 200;

/// An event as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    pub position: i64,
    pub kind: String,
    pub subject: String,
    pub at: Timestamp,
    pub actor: String,
    pub reason: Option<String>,
    /// JSON text.
    pub data: String,
}

fn read_event(row: &Row) -> Result<StoredEvent, StoreError> {
    Ok(StoredEvent {
        position: row.int(0)?,
        kind: row.text(1)?.to_owned(),
        subject: row.text(2)?.to_owned(),
        at: row.at(3)?,
        actor: row.text(4)?.to_owned(),
        reason: row.opt_text(5)?.map(str::to_owned),
        data: row.text(6)?.to_owned(),
    })
}

/// The events after `position`, oldest first.
pub fn events_after(read: &mut dyn Read, position: i64, limit: i64) -> Result<Vec<StoredEvent>, StoreError> {
    read.query(
        "SELECT position, kind, subject, at, actor, reason, data FROM events WHERE position > $1 ORDER BY position LIMIT $2",
        &crate::args![position, limit],
    )?
    .iter()
    .map(read_event)
    .collect()
}

/// That something happened to a thing, without what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub position: i64,
    pub kind: String,
    pub subject: String,
    pub at: Timestamp,
}

/// What happened after `position`, oldest first, for those who look for themselves.
pub fn changes_after(read: &mut dyn Read, position: i64, limit: i64) -> Result<Vec<Change>, StoreError> {
    let sql = "SELECT position, kind, subject, at FROM events WHERE position > $1 ORDER BY position LIMIT $2";
    let change = |row: &Row| {
        let (kind, subject) = (row.text(1)?.to_owned(), row.text(2)?.to_owned());
        Ok(Change { position: row.int(0)?, kind, subject, at: row.at(3)? })
    };
    read.query(sql, &crate::args![position, limit])?.iter().map(change).collect()
}

/// What happened to one thing, oldest first: its audit trail.
pub fn events_of(read: &mut dyn Read, subject: &str) -> Result<Vec<StoredEvent>, StoreError> {
    read.query(
        "SELECT position, kind, subject, at, actor, reason, data FROM events WHERE subject = $1 ORDER BY position",
        &crate::args![subject],
    )?
    .iter()
    .map(read_event)
    .collect()
}

/// How far each follower of the log has come: its name and the position of the last event it took.
pub fn cursors(read: &mut dyn Read) -> Result<Vec<(String, i64)>, StoreError> {
    let rows = read.query("SELECT subscriber, position FROM event_cursors ORDER BY subscriber", &[])?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.int(1)?))).collect()
}

/// Somebody who follows the event log inside the same store.
#[derive(Clone)]
pub struct Subscriber {
    /// Its name, also that of its cursor.
    pub name: &'static str,
    /// Takes events in order, inside a transaction that also moves the cursor: each event counts once.
    pub handle: fn(&mut Tx<'_>, &[StoredEvent]) -> Result<(), CommandError>,
}

impl Subscriber {
    /// Follows the log on this thread until the store closes or `stop` says so.
    pub fn follow(&self, store: &Arc<Store>, stop: &dyn Fn() -> bool) {
        let position = store.position();
        while !stop() {
            match self.catch_up(store) {
                Ok(true) => {}
                Ok(false) => {
                    let newest = *position.borrow();
                    let mut waited = 0;
                    while waited < 20 && *position.borrow() == newest && !stop() {
                        std::thread::sleep(Duration::from_millis(10));
                        waited += 1;
                    }
                }
                Err(CommandError::Failed(StoreError::Unavailable(why))) if why.contains("closing") => return,
                Err(error) => {
                    tracing::warn!(%error, subscriber = self.name, "a subscriber waits and tries again");
                    std::thread::sleep(Duration::from_millis(500));
                }
            }
        }
    }

    /// Goes back to the beginning of the log: `clear` throws away what the subscriber made of it, in the same transaction. What was
    /// parked is tried again.
    pub fn start_over(
        &self,
        store: &Store,
        clear: fn(&mut Tx<'_>) -> Result<(), CommandError>,
    ) -> Result<(), CommandError> {
        let name = self.name;
        store.submit_blocking(Submission::by(&Actor::new(name)).bulk(), move |tx| {
            clear(tx)?;
            tx.execute("DELETE FROM parked_events WHERE subscriber = $1", &crate::args![name])?;
            tx.execute("DELETE FROM event_cursors WHERE subscriber = $1", &crate::args![name])?;
            Ok(Nothing)
        })?;
        Ok(())
    }

    /// Handles one chunk; whether there was anything to handle.
    pub fn catch_up(&self, store: &Store) -> Result<bool, CommandError> {
        let name = self.name;
        let (from, events) = store.read_blocking(|read| next_events(read, name))?;
        let Some(last) = events.last().map(|event| event.position) else { return Ok(false) };
        let handle = self.handle;
        let events = Arc::new(events);
        store.submit_blocking(Submission::by(&Actor::new(name)).bulk(), move |tx| {
            if move_cursor(tx, name, from, last)? {
                handle_or_park(tx, name, handle, &events)?;
            }
            Ok(Nothing)
        })?;
        Ok(true)
    }
}

/// Where a subscriber stands, and the events that come next: for one that has to look elsewhere before it writes, and so cannot be
/// a [`Subscriber`], which sees its events inside the writer. Its command begins with [`move_cursor`].
pub fn next_events(read: &mut dyn Read, subscriber: &str) -> Result<(i64, Vec<StoredEvent>), StoreError> {
    let from = cursor(read, subscriber)?;
    Ok((from, events_after(read, from, CHUNK)?))
}

/// Moves a subscriber's cursor in the transaction of what it makes of the events; `false` when it stands elsewhere by now, and
/// nothing is to be made of them.
pub fn move_cursor(tx: &mut Tx<'_>, subscriber: &str, from: i64, to: i64) -> Result<bool, StoreError> {
    if cursor(tx, subscriber)? != from {
        return Ok(false);
    }
    tx.execute(
        "INSERT INTO event_cursors (subscriber, position) VALUES ($1, $2) \
         ON CONFLICT (subscriber) DO UPDATE SET position = excluded.position",
        &crate::args![subscriber, to],
    )?;
    Ok(true)
}

/// How far a subscriber has come.
pub(crate) fn cursor(read: &mut dyn Read, subscriber: &str) -> Result<i64, StoreError> {
    let row = read.query_one("SELECT position FROM event_cursors WHERE subscriber = $1", &crate::args![subscriber])?;
    row.map_or(Ok(0), |row| row.int(0))
}

type Handle = fn(&mut Tx<'_>, &[StoredEvent]) -> Result<(), CommandError>;

/// Handles the chunk; when it fails, event by event, parking what fails together with later events of the same subject.
fn handle_or_park(tx: &mut Tx<'_>, name: &str, handle: Handle, events: &[StoredEvent]) -> Result<(), CommandError> {
    let parked = tx.query("SELECT DISTINCT subject FROM parked_events WHERE subscriber = $1", &crate::args![name])?;
    let mut parked: Vec<String> = parked.iter().map(|row| row.text(0).map(str::to_owned)).collect::<Result<_, _>>()?;
    if parked.is_empty() && tx.attempt(|tx| handle(tx, events)).is_ok() {
        return Ok(());
    }
    for event in events {
        let reason = if parked.contains(&event.subject) {
            "an earlier event of the same subject is parked".to_owned()
        } else {
            match tx.attempt(|tx| handle(tx, std::slice::from_ref(event))) {
                Ok(()) => continue,
                Err(CommandError::Failed(StoreError::Unavailable(why))) => {
                    return Err(StoreError::Unavailable(why).into());
                }
                Err(error) => error.to_string(),
            }
        };
        tracing::error!(subscriber = name, position = event.position, kind = event.kind, reason, "an event is parked");
        let now = tx.context().now;
        tx.execute(
            "INSERT INTO parked_events (subscriber, position, subject, reason, at) VALUES ($1, $2, $3, $4, $5)",
            &crate::args![name, event.position, event.subject.as_str(), reason, now],
        )?;
        parked.push(event.subject.clone());
    }
    Ok(())
}
