//! Rows as PostgreSQL takes many of them at once: one array a column, and the words of set-wise statements.

use postgres::types::ToSql;

use crate::error::StoreError;
use crate::value::{Kind, Table, Value};

/// Rows turned into one array a column.
pub(super) struct Columns(Vec<Column>);

#[derive(Debug)]
enum Column {
    Int(Vec<Option<i64>>),
    Text(Vec<Option<String>>),
    Blob(Vec<Option<Vec<u8>>>),
}

impl Columns {
    pub(super) fn of(kinds: &[Kind], rows: Vec<Vec<Value>>) -> Result<Self, StoreError> {
        let count = rows.len();
        let mut columns: Vec<Column> = kinds
            .iter()
            .map(|kind| match kind {
                Kind::Int => Column::Int(Vec::with_capacity(count)),
                Kind::Text => Column::Text(Vec::with_capacity(count)),
                Kind::Blob => Column::Blob(Vec::with_capacity(count)),
            })
            .collect();
        for row in rows {
            if row.len() != columns.len() {
                return Err(StoreError::misuse(format!("a row of {} values for {} columns", row.len(), columns.len())));
            }
            for (column, value) in columns.iter_mut().zip(row) {
                match (column, value) {
                    (Column::Int(all), Value::Int(number)) => all.push(Some(number)),
                    (Column::Int(all), Value::Null) => all.push(None),
                    (Column::Text(all), Value::Text(text)) => all.push(Some(text.into_owned())),
                    (Column::Text(all), Value::Null) => all.push(None),
                    (Column::Blob(all), Value::Blob(bytes)) => all.push(Some(bytes)),
                    (Column::Blob(all), Value::Null) => all.push(None),
                    (column, value) => {
                        return Err(StoreError::misuse(format!("{value:?} does not fit {column:?}")));
                    }
                }
            }
        }
        Ok(Self(columns))
    }

    pub(super) fn bind(&self) -> Vec<&(dyn ToSql + Sync)> {
        self.0
            .iter()
            .map(|column| -> &(dyn ToSql + Sync) {
                match column {
                    Column::Int(all) => all,
                    Column::Text(all) => all,
                    Column::Blob(all) => all,
                }
            })
            .collect()
    }
}

pub(super) fn array_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Int => "int8[]",
        Kind::Text => "text[]",
        Kind::Blob => "bytea[]",
    }
}

pub(super) fn unnest(kinds: &[Kind]) -> String {
    let arrays =
        kinds.iter().enumerate().map(|(n, kind)| format!("${}::{}", n + 1, array_word(*kind))).collect::<Vec<_>>();
    format!("unnest({})", arrays.join(","))
}

pub(super) fn kinds(table: &Table) -> Vec<Kind> {
    table.columns.iter().map(|(_, kind)| *kind).collect()
}

pub(super) fn insert_text(table: &Table) -> String {
    let names = table.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(",");
    format!("INSERT INTO {} ({names}) SELECT * FROM {}", table.name, unnest(&kinds(table)))
}

pub(super) fn places_of_key(table: &Table) -> Vec<usize> {
    table.key.iter().filter_map(|key| table.columns.iter().position(|(name, _)| name == key)).collect()
}
