//! SQLite, in the process. WAL with `synchronous=FULL`: a commit returns after its fsync.

use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{ErrorCode, OpenFlags};

use super::{Connection, Engine};
use crate::error::StoreError;
use crate::find::FindQuery;
use crate::value::{Row, Table, Value};

mod copying;
mod upkeep;
mod watching;

pub(crate) use copying::PageCopy;

/// Above this many bytes of write-ahead log it is to begin anew, which only the writer can do: it folds back what is left …
const LOG_LIMIT_BYTES: u64 = 128 * 1024 * 1024;
/// … once the checkpoint thread has left no more than this, for everybody waits meanwhile.
const SHORT_REST_BYTES: u64 = 2 * 1024 * 1024;
/// The log's file keeps its size up to this: written in place, a commit waits for its own bytes only.
const LOG_FILE_BYTES: u64 = 2 * LOG_LIMIT_BYTES;

/// The writer looks at the log's size after so many groups …
const LOOK_EVERY: u32 = 16;
/// … and after so many while it waits for a short rest.
const LOOK_SOON: u32 = 2;
/// What the writer's own work may cost those who wait for it.
const PATIENCE: Duration = Duration::from_millis(20);
/// How long a connection waits for another's lock.
const BUSY: Duration = Duration::from_secs(10);

pub(crate) struct Sqlite {
    connection: rusqlite::Connection,
    rewritten: HashMap<String, String>,
    /// Statements with a list, for a list of one.
    rewritten_for_one: HashMap<String, String>,
    /// What is written to tables, put together once.
    written: HashMap<(Verb, &'static str), Vec<Written>>,
    groups: u32,
    /// The group after which the log is looked at again.
    look_at: u32,
}

/// The columns that are set, and the statement.
type Written = (Vec<String>, Arc<str>);

/// What is done to rows of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Verb {
    Insert,
    InsertNew,
    Upsert,
    Update,
    Delete,
}

/// The number of the parameter that holds a statement's list.
#[derive(Debug, Clone, Copy)]
enum List {
    None,
    One(usize),
    Many(usize),
}

/// How a connection is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    Write,
    Read,
    Checkpoint,
}

impl Sqlite {
    pub(crate) fn open(path: &Path, purpose: Use) -> Result<Self, StoreError> {
        let flags = match purpose {
            Use::Read => OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
            Use::Write | Use::Checkpoint => {
                OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX
            }
        };
        let connection = rusqlite::Connection::open_with_flags(path, flags).map_err(map_error)?;
        connection.set_prepared_statement_cache_capacity(512);
        // A statement's plan does not depend on its values: without this it is planned anew for nearly every row asked of a table
        // with a partial index.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(map_error)?;
        rusqlite::vtab::array::load_module(&connection).map_err(map_error)?;
        let cache_kib = match purpose {
            Use::Write => 48_000,
            Use::Read => 8_000,
            Use::Checkpoint => 500,
        };
        let mut settings = String::from("PRAGMA busy_timeout=10000; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;");
        if purpose != Use::Read {
            settings.push_str("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;");
            settings.push_str(&format!("PRAGMA journal_size_limit={LOG_FILE_BYTES};"));
        }
        settings.push_str(&format!("PRAGMA cache_size=-{cache_kib};"));
        connection.execute_batch(&settings).map_err(map_error)?;
        Ok(Self {
            connection,
            rewritten: HashMap::new(),
            rewritten_for_one: HashMap::new(),
            written: HashMap::new(),
            groups: 0,
            look_at: LOOK_EVERY,
        })
    }

    /// A portable statement in SQLite's words: rewritten once.
    fn prepared(&mut self, sql: &str, list: List) -> Result<rusqlite::CachedStatement<'_>, StoreError> {
        let rewritten = match list {
            List::One(_) => &mut self.rewritten_for_one,
            List::None | List::Many(_) => &mut self.rewritten,
        };
        if !rewritten.contains_key(sql) {
            let text = sql.replace('$', "?");
            let text = match list {
                List::None => text,
                // SQLite makes an equality of it, and no table of the values.
                List::One(place) => text.replace("{list}", &format!("(?{place})")),
                List::Many(place) => text
                    .replace("{list}", &format!("(SELECT value FROM rarray(?{place}))"))
                    .replace("{each}", &format!("rarray(?{place}) AS each")),
            };
            rewritten.insert(sql.to_owned(), text);
        }
        let text = rewritten.get(sql).map_or(sql, String::as_str);
        self.connection.prepare_cached(text).map_err(map_error)
    }

    /// Runs a statement that is always the same and answers nothing: parsed once a connection.
    fn command(&mut self, sql: &'static str) -> Result<(), StoreError> {
        self.connection.prepare_cached(sql).map_err(map_error)?.raw_execute().map_err(map_error)?;
        Ok(())
    }

    fn collect(statement: &mut rusqlite::Statement<'_>, bind: &[&dyn ToSql]) -> Result<Vec<Row>, StoreError> {
        let width = statement.column_count();
        let mut rows = statement.query(bind).map_err(map_error)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(map_error)? {
            let mut values = Vec::with_capacity(width);
            for place in 0..width {
                values.push(match row.get_ref(place).map_err(map_error)? {
                    ValueRef::Null => Value::Null,
                    ValueRef::Integer(number) => Value::Int(number),
                    ValueRef::Text(bytes) => Value::from(String::from_utf8_lossy(bytes).into_owned()),
                    ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
                    ValueRef::Real(_) => return Err(StoreError::misuse("a float came out of the store")),
                });
            }
            found.push(Row(values));
        }
        Ok(found)
    }

    /// The statement that does this to rows of a table.
    fn writing(&mut self, verb: Verb, table: &Table, sets: &[&str]) -> Arc<str> {
        let known = self.written.entry((verb, table.name)).or_default();
        if let Some((_, sql)) = known.iter().find(|(of, _)| of == sets) {
            return Arc::clone(sql);
        }
        let sql: Arc<str> = statement(verb, table, sets).into();
        known.push((sets.iter().map(|name| (*name).to_owned()).collect(), Arc::clone(&sql)));
        sql
    }

    /// Runs one prepared statement for every row; tells for each whether it changed anything.
    fn each(&mut self, sql: &str, rows: &[Vec<Value>], mut seen: impl FnMut(bool)) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(sql).map_err(map_error)?;
        for row in rows {
            for (place, value) in row.iter().enumerate() {
                statement.raw_bind_parameter(place + 1, value).map_err(map_error)?;
            }
            seen(statement.raw_execute().map_err(map_error)? > 0);
        }
        Ok(())
    }
}

/// A statement that does this to rows of a table; a row's values are its parameters in order.
fn statement(verb: Verb, table: &Table, sets: &[&str]) -> String {
    let name = table.name;
    let columns: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
    let inserts = || {
        let places: Vec<String> = (1..=columns.len()).map(|place| format!("?{place}")).collect();
        format!("INSERT INTO {name} ({}) VALUES ({})", columns.join(","), places.join(","))
    };
    // Keys come first.
    let equal = |names: &[&str], first: usize, between: &str| {
        let each = names.iter().zip(first..).map(|(name, place)| format!("{name}=?{place}"));
        each.collect::<Vec<_>>().join(between)
    };
    let by_key = equal(table.key, 1, " AND ");
    match verb {
        Verb::Insert => inserts(),
        Verb::InsertNew => format!("{} ON CONFLICT DO NOTHING", inserts()),
        Verb::Upsert => {
            let others = columns.iter().filter(|name| !table.key.contains(name));
            let sets: Vec<String> = others.map(|name| format!("{name}=excluded.{name}")).collect();
            format!("{} ON CONFLICT ({}) DO UPDATE SET {}", inserts(), table.key.join(","), sets.join(","))
        }
        Verb::Update => format!("UPDATE {name} SET {} WHERE {by_key}", equal(sets, table.key.len() + 1, ",")),
        Verb::Delete => format!("DELETE FROM {name} WHERE {by_key}"),
    }
}

impl Connection for Sqlite {
    fn engine(&self) -> Engine {
        Engine::Sqlite
    }

    fn query(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, StoreError> {
        let bind: Vec<&dyn ToSql> = args.iter().map(|v| -> &dyn ToSql { v }).collect();
        Self::collect(&mut *self.prepared(sql, List::None)?, &bind)
    }

    fn query_in(&mut self, sql: &str, args: &[Value], list: &[Value]) -> Result<Vec<Row>, StoreError> {
        let mut bind: Vec<&dyn ToSql> = args.iter().map(|v| -> &dyn ToSql { v }).collect();
        if let [one] = list
            && !sql.contains("{each}")
        {
            bind.push(one);
            return Self::collect(&mut *self.prepared(sql, List::One(bind.len()))?, &bind);
        }
        let list: Rc<Vec<rusqlite::types::Value>> = Rc::new(list.iter().map(owned).collect());
        bind.push(&list);
        Self::collect(&mut *self.prepared(sql, List::Many(bind.len()))?, &bind)
    }

    fn execute(&mut self, sql: &str, args: &[Value]) -> Result<u64, StoreError> {
        let mut statement = self.prepared(sql, List::None)?;
        for (place, value) in args.iter().enumerate() {
            statement.raw_bind_parameter(place + 1, value).map_err(map_error)?;
        }
        let changed = statement.raw_execute().map_err(map_error)?;
        Ok(u64::try_from(changed).unwrap_or(u64::MAX))
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.connection.execute_batch(sql).map_err(map_error)
    }

    fn insert(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
        let sql = self.writing(Verb::Insert, table, &[]);
        self.each(&sql, &rows, |_| ())
    }

    fn insert_new(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<Vec<bool>, StoreError> {
        let sql = self.writing(Verb::InsertNew, table, &[]);
        let mut new = Vec::with_capacity(rows.len());
        self.each(&sql, &rows, |changed| new.push(changed))?;
        Ok(new)
    }

    fn upsert(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
        let sql = self.writing(Verb::Upsert, table, &[]);
        self.each(&sql, &rows, |_| ())
    }

    fn update(&mut self, table: &Table, sets: &[&str], rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
        let sql = self.writing(Verb::Update, table, sets);
        self.each(&sql, &rows, |_| ())
    }

    fn delete(&mut self, table: &Table, keys: Vec<Vec<Value>>) -> Result<(), StoreError> {
        let sql = self.writing(Verb::Delete, table, &[]);
        self.each(&sql, &keys, |_| ())
    }

    fn begin(&mut self, write: bool) -> Result<(), StoreError> {
        self.command(if write { "BEGIN IMMEDIATE" } else { "BEGIN DEFERRED" })
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.command("COMMIT")
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        if self.connection.is_autocommit() {
            return Ok(());
        }
        self.command("ROLLBACK")
    }

    fn index_words(&mut self, index: &'static str, rows: Vec<(i64, String)>) -> Result<(), StoreError> {
        let sql = format!("INSERT INTO {index} (rowid, words) VALUES (?1, ?2)");
        let mut statement = self.connection.prepare_cached(&sql).map_err(map_error)?;
        for (id, words) in rows {
            statement.execute(rusqlite::params![id, words]).map_err(map_error)?;
        }
        Ok(())
    }

    fn unindex_words(&mut self, index: &'static str, ids: &[i64]) -> Result<(), StoreError> {
        let sql = format!("DELETE FROM {index} WHERE rowid = ?1");
        let mut statement = self.connection.prepare_cached(&sql).map_err(map_error)?;
        for id in ids {
            statement.execute(rusqlite::params![id]).map_err(map_error)?;
        }
        Ok(())
    }

    fn find(&mut self, index: &'static str, query: &FindQuery) -> Result<Vec<i64>, StoreError> {
        let sql = format!(
            "SELECT rowid FROM {index} WHERE {index} MATCH ?1 AND rowid < ?2 AND rowid >= ?3 ORDER BY rowid DESC LIMIT ?4"
        );
        let limit = i64::try_from(query.limit).unwrap_or(i64::MAX);
        let words = query.sqlite_expression();
        let mut statement = self.connection.prepare_cached(&sql).map_err(map_error)?;
        let ids = statement
            .query_map(rusqlite::params![words, query.before, query.from, limit], |row| row.get(0))
            .map_err(map_error)?
            .collect::<Result<Vec<i64>, _>>()
            .map_err(map_error)?;
        Ok(ids)
    }

    fn housekeeping(&mut self) -> Result<(), StoreError> {
        self.groups = self.groups.wrapping_add(1);
        if self.groups < self.look_at {
            return Ok(());
        }
        self.groups = 0;
        self.look_at = LOOK_EVERY;
        let log = self.log()?;
        if !log.is_long() {
            return Ok(());
        }
        if !log.has_short_rest() {
            // Somebody who reads an old state (a backup, a long report) is not waited for: the log grows until they are done.
            self.look_at = LOOK_SOON;
            return Ok(());
        }
        self.connection.busy_timeout(PATIENCE).map_err(map_error)?;
        let folded = self.connection.query_row("PRAGMA wal_checkpoint(RESTART)", [], |row| row.get::<_, i64>(0));
        self.connection.busy_timeout(BUSY).map_err(map_error)?;
        if folded.map_err(map_error)? != 0 {
            self.look_at = LOOK_SOON;
        }
        Ok(())
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn owned(value: &Value) -> rusqlite::types::Value {
    match value {
        Value::Null => rusqlite::types::Value::Null,
        Value::Int(number) => rusqlite::types::Value::Integer(*number),
        Value::Text(text) => rusqlite::types::Value::Text(text.clone().into_owned()),
        Value::Blob(bytes) => rusqlite::types::Value::Blob(bytes.clone()),
    }
}

pub(crate) fn map_error(error: rusqlite::Error) -> StoreError {
    let text = error.to_string();
    match error.sqlite_error_code() {
        Some(ErrorCode::ConstraintViolation) => {
            // "CHECK constraint failed: held_within_on_hand" names the check, "UNIQUE constraint failed: t.a, t.b" the columns.
            let named = text.rsplit_once(": ").map_or(text.as_str(), |(_, name)| name).to_owned();
            let table = named.split_once('.').map_or("", |(table, _)| table).to_owned();
            StoreError::Constraint { table, constraint: named, detail: text }
        }
        Some(
            ErrorCode::DiskFull
            | ErrorCode::SystemIoFailure
            | ErrorCode::CannotOpen
            | ErrorCode::DatabaseCorrupt
            | ErrorCode::NotADatabase
            | ErrorCode::DatabaseBusy
            | ErrorCode::OutOfMemory
            | ErrorCode::ReadOnly,
        ) => StoreError::Unavailable(text),
        _ => StoreError::Misuse(text),
    }
}
