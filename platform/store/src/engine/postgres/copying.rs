//! Copies of whole tables, for backups, in `COPY`'s binary format.

use std::collections::HashSet;

use super::{Postgres, map_error};
use crate::backup::CopiedTable;
use crate::engine::Connection;
use crate::error::StoreError;

impl Postgres {
    /// Every table with its columns, those that others refer to first.
    pub(crate) fn tables(&mut self) -> Result<Vec<CopiedTable>, StoreError> {
        let columns = "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid \
             WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 \
             AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY c.relname, a.attnum";
        let mut waiting: Vec<CopiedTable> = Vec::new();
        for row in self.query(columns, &[])? {
            let (name, column) = (row.text(0)?, row.text(1)?.to_owned());
            match waiting.last_mut().filter(|table| table.name == name) {
                Some(table) => table.columns.push(column),
                None => waiting.push(CopiedTable { name: name.to_owned(), columns: vec![column] }),
            }
        }
        let references = "SELECT t.relname, r.relname FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid \
             JOIN pg_class r ON r.oid = k.confrelid WHERE k.contype = 'f' AND t.oid <> r.oid";
        let references = self.query(references, &[])?;
        let references: Vec<(&str, &str)> =
            references.iter().map(|row| Ok((row.text(0)?, row.text(1)?))).collect::<Result<_, StoreError>>()?;
        let mut ordered: Vec<CopiedTable> = Vec::with_capacity(waiting.len());
        while !waiting.is_empty() {
            let names: HashSet<String> = waiting.iter().map(|table| table.name.clone()).collect();
            let free =
                |table: &CopiedTable| !references.iter().any(|(from, to)| *from == table.name && names.contains(*to));
            let (next, later): (Vec<_>, Vec<_>) = waiting.into_iter().partition(free);
            if next.is_empty() {
                return Err(StoreError::misuse("tables refer to each other in a circle and cannot be copied in order"));
            }
            ordered.extend(next);
            waiting = later;
        }
        Ok(ordered)
    }

    /// Writes a table's rows in `COPY`'s binary format.
    pub(crate) fn copy_out(&mut self, table: &CopiedTable, out: &mut dyn std::io::Write) -> Result<(), StoreError> {
        let mut rows = self.client.copy_out(&copy_text(table, "TO STDOUT")).map_err(map_error)?;
        std::io::copy(&mut rows, out).map(|_| ()).map_err(|e| copying(table, &e))
    }

    /// Adds rows that [`Postgres::copy_out`] wrote.
    pub(crate) fn copy_in(&mut self, table: &CopiedTable, source: &mut dyn std::io::Read) -> Result<u64, StoreError> {
        let mut rows = self.client.copy_in(&copy_text(table, "FROM STDIN")).map_err(map_error)?;
        std::io::copy(source, &mut rows).map_err(|e| copying(table, &e))?;
        rows.finish().map_err(map_error)
    }
}

fn copy_text(table: &CopiedTable, direction: &str) -> String {
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let columns = table.columns.iter().map(|column| quoted(column)).collect::<Vec<_>>().join(",");
    format!("COPY {} ({columns}) {direction} (FORMAT binary)", quoted(&table.name))
}

fn copying(table: &CopiedTable, error: &std::io::Error) -> StoreError {
    StoreError::Unavailable(format!("copying {}: {error}", table.name))
}
