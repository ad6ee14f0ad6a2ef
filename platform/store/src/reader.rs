//! Readers: a pool of read-only connections. A read is one snapshot and never waits for the writer.

use std::sync::{Mutex, PoisonError};

use crate::engine::postgres::Postgres;
use crate::engine::sqlite::{Sqlite, Use};
use crate::engine::{Connection, Engine, Location};
use crate::error::StoreError;
use crate::find::FindQuery;
use crate::tx::Read;
use crate::value::{Row, Value};

/// A snapshot of the store, for reading.
pub struct Reader<'p> {
    connection: &'p mut dyn Connection,
}

impl Read for Reader<'_> {
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

pub(crate) struct Readers {
    location: Location,
    idle: Mutex<Vec<Box<dyn Connection>>>,
    keep: usize,
}

impl Readers {
    pub(crate) fn new(location: Location, keep: usize) -> Self {
        Self { location, idle: Mutex::new(Vec::new()), keep }
    }

    fn take(&self) -> Result<Box<dyn Connection>, StoreError> {
        if let Some(connection) = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            return Ok(connection);
        }
        Ok(match &self.location {
            Location::Sqlite(path) => Box::new(Sqlite::open(path, Use::Read)?),
            Location::Postgres(url) => Box::new(Postgres::open(url, false)?),
        })
    }

    fn give_back(&self, connection: Box<dyn Connection>) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < self.keep {
            idle.push(connection);
        }
    }

    /// Runs `ask` on one snapshot.
    pub(crate) fn read<A, E: From<StoreError>>(
        &self,
        ask: impl FnOnce(&mut Reader<'_>) -> Result<A, E>,
    ) -> Result<A, E> {
        let mut connection = self.take()?;
        if let Err(first) = connection.begin(false) {
            // A pooled connection may have died with its server; one fresh try.
            if !first.is_fatal() {
                return Err(first.into());
            }
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
            connection = self.take()?;
            connection.begin(false)?;
        }
        let answer = ask(&mut Reader { connection: connection.as_mut() });
        if connection.rollback().is_ok() {
            self.give_back(connection);
        }
        answer
    }

    /// Runs `ask` without a snapshot: each query sees the newest state by itself, and saves the words that begin and end one. Asks
    /// once more on a fresh connection when the first had died.
    pub(crate) fn read_newest<A, E: From<StoreError>>(
        &self,
        ask: impl Fn(&mut Reader<'_>) -> Result<A, E>,
    ) -> Result<A, E> {
        let mut connection = self.take()?;
        let mut answer = ask(&mut Reader { connection: connection.as_mut() });
        if answer.is_err() && !lives(connection.as_mut()) {
            // With a dead server the pool is dead too.
            self.close();
            connection = self.take()?;
            answer = ask(&mut Reader { connection: connection.as_mut() });
        }
        if answer.is_ok() || lives(connection.as_mut()) {
            self.give_back(connection);
        }
        answer
    }

    /// Closes the idle connections.
    pub(crate) fn close(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

fn lives(connection: &mut dyn Connection) -> bool {
    connection.begin(false).and_then(|()| connection.rollback()).is_ok()
}
