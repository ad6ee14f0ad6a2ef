//! The rows as they stand in a file, packed, for whoever is asked later what the channel sent.
//!
//! All columns, also those no profile names and those with personal data: who keeps a row decides what is sealed of it.

use std::collections::BTreeMap;
use std::fmt;
use std::io;

use serde::{Deserialize, Serialize};

use crate::columns::Columns;
use crate::reader::{FileError, RawRow};
use crate::unusable::Field;

/// Plain bytes of a block. Small enough to open one for a single row, large enough to pack well.
const BLOCK: usize = 32 << 10;
/// zstd's quickest.
const LEVEL: i32 = 1;
/// Blocks a reader keeps open: an invoice's rows lie together, and invoices of one hour near each other.
const OPEN_BLOCKS: usize = 16;

/// A column of the file, and the fact it holds where the profile names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceColumn {
    pub name: String,
    pub field: Option<Field>,
}

/// A row as it came: its cells by [`ReadFile::source_columns`](crate::ReadFile::source_columns), and what a JSON object holds
/// beside them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRow(pub u64, pub Vec<String>, pub BTreeMap<String, String>);

/// All rows of a file, packed in blocks by their lines.
#[derive(Default)]
pub(crate) struct KeptRows {
    pub columns: Vec<SourceColumn>,
    blocks: Vec<Block>,
    open: Vec<u8>,
    first: u64,
}

struct Block {
    first: u64,
    bytes: usize,
    packed: Vec<u8>,
}

impl fmt::Debug for KeptRows {
    /// Tells nothing of what is in them.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} blocks of rows", self.blocks.len())
    }
}

fn failed(error: impl ToString) -> FileError {
    FileError::NotReadable(error.to_string())
}

impl KeptRows {
    pub fn header(&mut self, header: &RawRow, columns: &Columns) {
        let field = |place| columns.places.iter().find(|(_, at)| *at == place).map(|(field, _)| *field);
        let names = header.cells().enumerate();
        self.columns = names.map(|(place, name)| SourceColumn { name: name.to_owned(), field: field(place) }).collect();
    }

    pub fn keep(&mut self, row: &RawRow) -> Result<(), FileError> {
        if self.open.is_empty() {
            self.first = row.line;
        }
        let cells: Vec<&str> = row.cells().take(self.columns.len()).collect();
        // A line break within a cell is escaped, so each row is a line.
        serde_json::to_writer(&mut self.open, &(row.line, cells, &row.rest)).map_err(failed)?;
        self.open.push(b'\n');
        if self.open.len() >= BLOCK { self.pack() } else { Ok(()) }
    }

    /// Packs what is open; after the last row.
    pub fn pack(&mut self) -> Result<(), FileError> {
        if self.open.is_empty() {
            return Ok(());
        }
        let packed = zstd::bulk::compress(&self.open, LEVEL).map_err(failed)?;
        self.blocks.push(Block { first: self.first, bytes: self.open.len(), packed });
        self.open.clear();
        Ok(())
    }
}

/// Reads kept rows by their lines.
#[derive(Debug)]
pub struct SourceRows<'f> {
    rows: &'f KeptRows,
    open: Vec<(usize, String)>,
}

impl<'f> SourceRows<'f> {
    pub(crate) fn of(rows: &'f KeptRows) -> Self {
        Self { rows, open: Vec::new() }
    }

    /// The row that begins on `line`; none where it could not be cut into cells.
    pub fn row(&mut self, line: u64) -> io::Result<Option<SourceRow>> {
        let behind = self.rows.blocks.partition_point(|block| block.first <= line);
        let Some(place) = behind.checked_sub(1) else { return Ok(None) };
        if !self.open.iter().any(|(at, _)| *at == place) {
            let Some(block) = self.rows.blocks.get(place) else { return Ok(None) };
            let plain = zstd::bulk::decompress(&block.packed, block.bytes)?;
            if self.open.len() >= OPEN_BLOCKS {
                self.open.remove(0);
            }
            self.open.push((place, String::from_utf8(plain).map_err(io::Error::other)?));
        }
        let text = self.open.iter().find(|(at, _)| *at == place).map_or("", |(_, text)| text.as_str());
        let start = format!("[{line},");
        let found = text.lines().find(|row| row.starts_with(&start));
        Ok(found.map(serde_json::from_str).transpose()?)
    }
}
