//! The two engines behind one face. What differs between them lives below here and nowhere else.

pub(crate) mod postgres;
pub(crate) mod sqlite;

use std::path::PathBuf;

use crate::error::StoreError;
use crate::value::{Row, Table, Value};

/// Where a store lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A SQLite file; created when absent.
    Sqlite(PathBuf),
    /// A PostgreSQL database by its URL.
    Postgres(String),
}

impl Location {
    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// What an engine's connection can do. One implementation an engine; the SQL text above it is the same.
pub(crate) trait Connection: Send {
    fn engine(&self) -> Engine;
    fn query(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, StoreError>;
    /// `{list}` in the text stands for the list.
    fn query_in(&mut self, sql: &str, args: &[Value], list: &[Value]) -> Result<Vec<Row>, StoreError>;
    fn execute(&mut self, sql: &str, args: &[Value]) -> Result<u64, StoreError>;
    fn script(&mut self, sql: &str) -> Result<(), StoreError>;
    fn insert(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<(), StoreError>;
    fn insert_new(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<Vec<bool>, StoreError>;
    fn upsert(&mut self, table: &Table, rows: Vec<Vec<Value>>) -> Result<(), StoreError>;
    fn update(&mut self, table: &Table, sets: &[&str], rows: Vec<Vec<Value>>) -> Result<(), StoreError>;
    fn delete(&mut self, table: &Table, keys: Vec<Vec<Value>>) -> Result<(), StoreError>;
    fn begin(&mut self, write: bool) -> Result<(), StoreError>;
    fn commit(&mut self) -> Result<(), StoreError>;
    fn rollback(&mut self) -> Result<(), StoreError>;
    /// Adds rows to a word index: `(id, words separated by blanks)`.
    fn index_words(&mut self, index: &'static str, rows: Vec<(i64, String)>) -> Result<(), StoreError>;
    fn unindex_words(&mut self, index: &'static str, ids: &[i64]) -> Result<(), StoreError>;
    fn find(&mut self, index: &'static str, query: &crate::find::FindQuery) -> Result<Vec<i64>, StoreError>;
    /// Called between groups; `waiting` tells whether more work is queued.
    fn housekeeping(&mut self) -> Result<(), StoreError> {
        Ok(())
    }
}
