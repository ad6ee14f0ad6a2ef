//! One row as it stands in a file, before anything is known of its meaning.

use std::collections::BTreeMap;

use kernel::Refusal;

use super::Format;
use crate::unusable::Problem;

/// A row's cells as text, without spaces around them. One buffer for all of them, used again for the next row.
#[derive(Debug, Clone, Default)]
pub struct RawRow {
    /// The line of the file the row begins on (of a workbook: the row of the sheet); the first is 1.
    pub line: u64,
    text: String,
    ends: Vec<usize>,
    /// Places of the cells that are numbers in the format itself, rising.
    numbers: Vec<usize>,
    /// What a JSON object holds beside the wanted columns, by name.
    pub(crate) rest: BTreeMap<String, String>,
}

impl RawRow {
    pub(crate) fn start(&mut self, line: u64) {
        self.line = line;
        self.text.clear();
        self.ends.clear();
        self.numbers.clear();
        self.rest.clear();
    }
    pub(crate) fn push(&mut self, letter: char) {
        self.text.push(letter);
    }
    pub(crate) fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }
    pub(crate) fn end_cell(&mut self) {
        self.ends.push(self.text.len());
    }

    /// Ends a cell that the format itself holds as a number: the profile's marks, which are about texts, do not read it.
    pub(crate) fn end_number(&mut self) {
        self.numbers.push(self.ends.len());
        self.end_cell();
    }
    /// Whether the cell at `place` is a number in the format itself, written here with a point and no groups.
    pub(crate) fn is_number(&self, place: usize) -> bool {
        self.numbers.binary_search(&place).is_ok()
    }

    /// How many cells.
    pub fn len(&self) -> usize {
        self.ends.len()
    }
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
    /// The cell at `place`, from 0; a cell that is not there is blank.
    pub fn cell(&self, place: usize) -> &str {
        let start = place.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let range = start.zip(self.ends.get(place).copied());
        range.and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default().trim()
    }
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|place| self.cell(place))
    }
    /// Whether no cell holds anything.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
    /// All cells' text, one after another.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

/// How much of a file is read. Beyond these a file is refused (or, for a row, the row is unusable), never cut short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a row.
    pub row_bytes: usize,
    /// Cells of a row.
    pub cells: usize,
    /// Physical lines of a row (a quoted cell may hold line ends).
    pub row_lines: usize,
    /// Bytes after unpacking.
    pub file_bytes: u64,
    /// Bytes of a workbook before unpacking: it is held in memory.
    pub workbook_bytes: u64,
    pub rows: usize,
    /// Memory for texts, each different one counted once: invoice and customer numbers, codes, descriptions.
    pub text_bytes: usize,
    /// Rows that cannot be used; a file with more is not what the profile says.
    pub unusable: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            row_bytes: 64 << 10,
            cells: 512,
            row_lines: 100,
            file_bytes: 1 << 30,
            workbook_bytes: 32 << 20,
            rows: 2_000_000,
            text_bytes: 96 << 20,
            unusable: 20_000,
        }
    }
}

/// Why a file as a whole cannot be read. Nothing of it counts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    #[error("the file holds no rows")]
    Empty,
    /// Columns the profile names that the header line lacks, or has twice.
    #[error("columns missing or named twice: {}; found: {}", .wanted.join(", "), .found.join(", "))]
    Columns { wanted: Vec<String>, found: Vec<String> },
    /// Not a format this crate reads, or broken at its beginning.
    #[error("the file cannot be read: {0}")]
    NotReadable(String),
    /// So many rows cannot be used that the file is not what the profile says; the first of them, and why.
    #[error("more than {limit} rows cannot be used, the first on line {line}: {code}")]
    Unusable { limit: usize, line: u64, code: &'static str },
    /// More bytes or rows than the limit named.
    #[error("more {what} than {limit}")]
    TooMuch { what: &'static str, limit: u64 },
}

impl From<FileError> for Refusal {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Empty => Refusal::invalid("file_empty"),
            FileError::Columns { wanted, found } => Refusal::invalid("file_columns_differ")
                .with("wanted", wanted.join(", "))
                .with("found", found.join(", ")),
            FileError::NotReadable(detail) => Refusal::invalid("file_not_readable").with("detail", detail),
            FileError::Unusable { limit, line, code } => {
                Refusal::invalid("file_mostly_unusable").with("limit", limit).with("line", line).with("reason", code)
            }
            FileError::TooMuch { what, limit } => {
                Refusal::invalid("file_too_large").with("what", what).with("limit", limit)
            }
        }
    }
}

/// Who takes the rows, one after another, in the file's order.
pub(crate) trait Sink {
    /// What the file was found to be; first of all.
    fn format(&mut self, format: Format);
    /// Once, before any row.
    fn header(&mut self, header: &RawRow) -> Result<(), FileError>;
    fn row(&mut self, row: &RawRow) -> Result<(), FileError>;
    /// A row that could not be cut into cells.
    fn broken(&mut self, line: u64, problem: Problem) -> Result<(), FileError>;
    /// A row with nothing in it.
    fn blank(&mut self);
    /// A row that was not UTF-8 and was read as Windows-1252 (Latin-1 and the marks beside it).
    fn not_utf8(&mut self);
    /// The file broke off after what was handed over so far.
    fn broke_off(&mut self, line: u64, detail: String) -> Result<(), FileError>;
}
