//! What a command holds while it runs: reading, writing and publishing, all inside the writer's transaction. It cannot commit.

use kernel::Context;

use crate::engine::{Connection, Engine};
use crate::error::{CommandError, StoreError};
use crate::find::FindQuery;
use crate::revision::Revisions;
use crate::value::{Row, Table, Value};

/// Reading, in a reader's snapshot or inside the writer's transaction. SQL is portable: `$1, $2 …`, sums cast to BIGINT.
pub trait Read {
    fn query(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, StoreError>;
    /// Like [`Read::query`], with the list in the text: `WHERE sku IN {list}`, or, for a few rows by their key on a hot path,
    /// `FROM {each} JOIN skus ON sku = each.value`, which builds no table of the list (a value twice in it finds its rows twice).
    fn query_in(&mut self, sql: &str, args: &[Value], list: &[Value]) -> Result<Vec<Row>, StoreError>;
    /// The ids a word index finds, newest first.
    fn find(&mut self, index: &'static str, query: &FindQuery) -> Result<Vec<i64>, StoreError>;
    fn engine(&self) -> Engine;

    /// The first row of an answer.
    fn query_one(&mut self, sql: &str, args: &[Value]) -> Result<Option<Row>, StoreError> {
        Ok(self.query(sql, args)?.into_iter().next())
    }
}

/// A fact to be told: written in the transaction of its cause, read by subscribers and by the audit trail.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Centre, fact in the past tense, version: `orders.order_placed.v1`.
    pub kind: &'static str,
    /// The id of the thing it happened to.
    pub subject: String,
    /// The facts as JSON text. No personal data.
    pub data: String,
}

impl Event {
    pub fn new(
        kind: &'static str,
        subject: impl std::fmt::Display,
        data: &impl serde::Serialize,
    ) -> Result<Self, StoreError> {
        let data = serde_json::to_string(data).map_err(|e| StoreError::misuse(format!("event {kind}: {e}")))?;
        Ok(Self { kind, subject: subject.to_string(), data })
    }
}

/// What came of work without a way back.
pub(crate) enum Tried<A> {
    /// It did all it had to do, or nothing.
    Clean(A),
    /// It ended half-way: the transaction is of no use any more.
    Spoilt,
}

pub(crate) struct PendingEvent {
    pub(crate) event: Event,
    pub(crate) context: Context,
}

/// The writer's transaction, lent to one command.
pub struct Tx<'w> {
    connection: &'w mut dyn Connection,
    context: Context,
    pub(crate) events: Vec<PendingEvent>,
    revisions: &'w Revisions,
    pub(crate) touched: Vec<&'static str>,
    /// How many statements so far may have changed rows.
    writes: u64,
}

impl<'w> Tx<'w> {
    pub(crate) fn new(connection: &'w mut dyn Connection, context: Context, revisions: &'w Revisions) -> Self {
        Self { connection, context, events: Vec::new(), revisions, touched: Vec::new(), writes: 0 }
    }

    /// Says that reference data of `area` (a centre's name) changed: plans prepared on the old data are prepared again, caches
    /// of it are emptied.
    pub fn touch(&mut self, area: &'static str) {
        if !self.touched.contains(&area) {
            self.touched.push(area);
        }
    }

    /// The revision of an area as this transaction sees it; see [`Revisions`].
    pub fn revision(&self, area: &'static str) -> u64 {
        let changed_here = u64::from(self.touched.contains(&area));
        self.revisions.of(area).wrapping_add(changed_here)
    }

    /// The time, the actor and the ids of the running command.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// From here on the transaction acts for `context`: batch commands enter each order's own before writing for it.
    pub fn enter(&mut self, context: Context) {
        self.context = context;
    }

    /// The connection, for a statement that may change rows.
    fn writing(&mut self) -> &mut dyn Connection {
        self.writes = self.writes.wrapping_add(1);
        self.connection
    }

    /// Runs `work` without a way back: what it leaves behind when it ends badly, only the end of the whole transaction takes away.
    /// That it may have left something is told by [`Tried::Spoilt`].
    pub(crate) fn try_out<A>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<A, CommandError>,
    ) -> Tried<Result<A, CommandError>> {
        let (told, before) = (self.events.len(), self.writes);
        let end = work(self);
        match &end {
            Ok(_) => Tried::Clean(end),
            Err(CommandError::Failed(failure)) if failure.is_fatal() => Tried::Clean(end),
            Err(CommandError::Refused(_)) if self.writes == before => {
                self.events.truncate(told);
                Tried::Clean(end)
            }
            // After an error PostgreSQL takes no further statement.
            Err(_) => Tried::Spoilt,
        }
    }

    /// Adds rows; all of a call's rows go in one statement where the engine can.
    pub fn insert(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        self.writing().insert(table, rows)
    }

    /// Adds the rows that are not there yet and tells for each whether it was new.
    pub fn insert_new(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<Vec<bool>, StoreError> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        self.writing().insert_new(table, rows)
    }

    /// Adds rows or replaces those with the same key. Values are absolute: the writer is alone.
    pub fn upsert(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        self.writing().upsert(table, rows)
    }

    /// Sets columns of existing rows; a row is its key's values, then the values of `sets`.
    pub fn update(&mut self, table: &Table, sets: &[&str], rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        self.writing().update(table, sets, rows)
    }

    /// Removes rows by key.
    pub fn delete(&mut self, table: &Table, keys: Vec<Vec<Value>>) -> Result<(), StoreError> {
        if keys.is_empty() {
            return Ok(());
        }
        self.writing().delete(table, keys)
    }

    /// Runs one statement; the count of rows it changed.
    pub fn execute(&mut self, sql: &str, args: &[Value]) -> Result<u64, StoreError> {
        self.writing().execute(sql, args)
    }

    /// Adds documents to a word index: `(id, words separated by blanks)`.
    pub fn index_words(&mut self, index: &'static str, rows: Vec<(i64, String)>) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        self.writing().index_words(index, rows)
    }

    /// Takes documents out of a word index.
    pub fn unindex_words(&mut self, index: &'static str, ids: &[i64]) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        self.writing().unindex_words(index, ids)
    }

    /// Tells a fact, in the name of the running command's actor and reason.
    pub fn publish(&mut self, event: Event) {
        self.events.push(PendingEvent { event, context: self.context.clone() });
    }

    /// Runs `work` so that either all of it stays or, when it is refused or fails, none.
    pub fn attempt<A>(&mut self, work: impl FnOnce(&mut Self) -> Result<A, CommandError>) -> Result<A, CommandError> {
        let told = self.events.len();
        self.connection.execute("SAVEPOINT attempt", &[])?;
        match work(self) {
            Ok(answer) => {
                self.connection.execute("RELEASE SAVEPOINT attempt", &[])?;
                Ok(answer)
            }
            Err(error) => {
                self.events.truncate(told);
                if let CommandError::Failed(failure) = &error
                    && failure.is_fatal()
                {
                    return Err(error);
                }
                self.connection.execute("ROLLBACK TO SAVEPOINT attempt", &[])?;
                self.connection.execute("RELEASE SAVEPOINT attempt", &[])?;
                Err(error)
            }
        }
    }
}

impl Read for Tx<'_> {
    fn query(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.connection.query(sql, args)
    }
    fn query_in(&mut self, sql: &str, args: &[Value], list: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.connection.query_in(sql, args, list)
    }
    fn find(&mut self, index: &'static str, query: &FindQuery) -> Result<Vec<i64>, StoreError> {
        self.connection.find(index, query)
    }
    fn engine(&self) -> Engine {
        self.connection.engine()
    }
}
