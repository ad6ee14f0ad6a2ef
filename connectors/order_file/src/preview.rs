//! The beginning of a file as it stands, for whoever makes a profile for it.

use std::io::Read;

use serde::Serialize;

use crate::profile::FileLayout;
use crate::reader::{FileError, Format, Limits, RawRow, Sink, each_row};
use crate::unusable::{Problem, shown};

/// The columns of a file and its first rows. Every column is shown, also those with personal data: it is for the eyes of
/// whoever uploaded the file, and for no store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preview {
    pub format: Format,
    pub columns: Vec<String>,
    /// Cells, each cut to [`SHOWN_CHARACTERS`](crate::SHOWN_CHARACTERS).
    pub rows: Vec<Vec<String>>,
}

/// Shows the columns and at most `rows` rows. Rows that cannot be cut into cells are passed over.
pub fn preview(bytes: impl Read, layout: &FileLayout, rows: usize) -> Result<Preview, FileError> {
    let mut first = First { wanted: rows, format: Format::Csv, columns: Vec::new(), rows: Vec::new(), full: rows == 0 };
    match each_row(bytes, layout, &[], &Limits::default(), &mut first) {
        Ok(_) => {}
        Err(_) if first.full && !first.columns.is_empty() => {}
        Err(error) => return Err(error),
    }
    Ok(Preview { format: first.format, columns: first.columns, rows: first.rows })
}

struct First {
    wanted: usize,
    format: Format,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Enough was seen: the error that ends the reading is none.
    full: bool,
}

impl First {
    fn go_on(&self) -> Result<(), FileError> {
        if self.full { Err(FileError::Empty) } else { Ok(()) }
    }
}

impl Sink for First {
    fn format(&mut self, format: Format) {
        self.format = format;
    }
    fn header(&mut self, header: &RawRow) -> Result<(), FileError> {
        self.columns = header.cells().map(shown).collect();
        self.go_on()
    }
    fn row(&mut self, row: &RawRow) -> Result<(), FileError> {
        self.rows.push(row.cells().map(shown).collect());
        self.full = self.rows.len() >= self.wanted;
        self.go_on()
    }
    fn broken(&mut self, _: u64, _: Problem) -> Result<(), FileError> {
        Ok(())
    }
    fn blank(&mut self) {}
    fn not_utf8(&mut self) {}
    fn broke_off(&mut self, _: u64, _: String) -> Result<(), FileError> {
        Ok(())
    }
}
