//! Reading the event log: pages of events, and subscribers whose cursor moves in the transaction of their effect.

use std::sync::Arc;
use std::time::Duration;

use kernel::{Actor, Timestamp};

use crate::error::{CommandError, StoreError};
use crate::job::{Nothing, Submission};
use crate::open::Store;
use crate::tx::{Read, Tx};
use crate::value::Row;

/// Events taken in one transaction.
const CHUNK: i64 = 500;
/// A follower further behind than this no longer gives way to people's work.
const OVERDUE_MS: i64 = 2_000;

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

/// What a follower made of events, ready to be written. It may be called twice, the second time after a rollback.
pub type Effect = Box<dyn Fn(&mut Tx<'_>) -> Result<(), CommandError> + Send>;

type Take = fn(&mut dyn Read, &[StoredEvent]) -> Result<Effect, CommandError>;

/// Somebody who follows the event log inside the same store.
#[derive(Clone)]
pub struct Subscriber {
    /// Its name, also that of its cursor.
    pub name: &'static str,
    /// Takes events in order. It reads on a snapshot, beside the writer: its tables are its own, and nobody else writes them. The
    /// effect is written in the transaction that moves the cursor, and only if that still stands before the events: each counts once.
    pub take: Take,
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
        let Self { name, take } = *self;
        let (from, events, effect) = store.read_blocking(|read| {
            let (from, events) = next_events(read, name)?;
            let free = !events.is_empty() && parked_subjects(read, name)?.is_empty();
            let effect = if free { take(read, &events).ok() } else { None };
            Ok::<_, StoreError>((from, events, effect))
        })?;
        let Some(last) = events.last().map(|event| event.position) else { return Ok(false) };
        let turn = turn_of(store, name, &events);
        if let Some(effect) = effect {
            let written = store.submit_blocking(turn.clone(), move |tx| {
                if move_cursor(tx, name, from, last)? {
                    effect(tx)?;
                }
                Ok(Nothing)
            });
            match written {
                Ok(_) => return Ok(true),
                Err(CommandError::Failed(StoreError::Unavailable(why))) => {
                    return Err(StoreError::Unavailable(why).into());
                }
                Err(error) => tracing::warn!(%error, subscriber = name, "events are taken one by one"),
            }
        }
        store.submit_blocking(turn, move |tx| {
            if move_cursor(tx, name, from, last)? {
                take_or_park(tx, name, take, &events)?;
            }
            Ok(Nothing)
        })?;
        Ok(true)
    }
}

/// How a follower submits what it made of these events: it gives way to people's work unless it is far behind.
pub fn turn_of(store: &Store, follower: &'static str, events: &[StoredEvent]) -> Submission {
    let actor = Actor::new(follower);
    let now = store.context(&actor).now.ms();
    let behind = events.first().map_or(0, |oldest| now.saturating_sub(oldest.at.ms()));
    let turn = Submission::by(&actor);
    if behind > OVERDUE_MS { turn.overdue() } else { turn.bulk() }
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

fn parked_subjects(read: &mut dyn Read, subscriber: &str) -> Result<Vec<String>, StoreError> {
    let rows =
        read.query("SELECT DISTINCT subject FROM parked_events WHERE subscriber = $1", &crate::args![subscriber])?;
    rows.iter().map(|row| row.text(0).map(str::to_owned)).collect()
}

/// Takes event by event, parking what fails together with later events of the same subject.
fn take_or_park(tx: &mut Tx<'_>, name: &str, take: Take, events: &[StoredEvent]) -> Result<(), CommandError> {
    let mut parked = parked_subjects(tx, name)?;
    for event in events {
        let reason = if parked.contains(&event.subject) {
            "an earlier event of the same subject is parked".to_owned()
        } else {
            match tx.attempt(|tx| take(tx, std::slice::from_ref(event))?(tx)) {
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
