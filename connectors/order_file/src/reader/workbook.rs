//! Excel workbooks (.xlsx), a sheet's cells in a stream.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, Xlsx};

use super::row::{FileError, Limits, RawRow, Sink};
use super::zip_guard;
use crate::number::plain;
use crate::profile::FileLayout;
use crate::unusable::Problem;

pub(crate) fn each_row(
    bytes: &mut dyn Read,
    layout: &FileLayout,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> Result<(), FileError> {
    let mut packed = Vec::new();
    bytes.take(limits.workbook_bytes.saturating_add(1)).read_to_end(&mut packed).map_err(not_readable)?;
    if u64::try_from(packed.len()).unwrap_or(u64::MAX) > limits.workbook_bytes {
        return Err(FileError::TooMuch { what: "bytes of a workbook", limit: limits.workbook_bytes });
    }
    zip_guard::check(&packed, limits.workbook_bytes.saturating_mul(zip_guard::MOST_GROWTH))?;
    // A workbook is a stranger's archive of XML read by a large parser; if that ever panics, the file is refused and the
    // half-filled sink is dropped with it.
    let read = catch_unwind(AssertUnwindSafe(|| sheet(packed, layout, limits, sink)));
    read.unwrap_or_else(|_| Err(FileError::NotReadable("a workbook that cannot be understood".to_owned())))
}

fn not_readable(error: impl ToString) -> FileError {
    FileError::NotReadable(error.to_string())
}

fn sheet(packed: Vec<u8>, layout: &FileLayout, limits: &Limits, sink: &mut dyn Sink) -> Result<(), FileError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(packed)).map_err(not_readable)?;
    let names = workbook.sheet_names();
    let name = match &layout.sheet {
        Some(wanted) => names.iter().find(|name| *name == wanted).cloned(),
        None => names.first().cloned(),
    };
    let name = name.ok_or_else(|| not_readable(format!("no such sheet; found: {}", names.join(", "))))?;
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(not_readable)?;
    let mut sheet = Sheet { sink, limits, width: None, current: None, values: Vec::new(), row: RawRow::default() };
    loop {
        match cells.next_cell() {
            Ok(Some(cell)) => {
                let (row, column) = cell.get_position();
                sheet.cell(row, column, Value::of(cell.get_value()))?;
            }
            Ok(None) => {
                sheet.end_row()?;
                return if sheet.width.is_some() { Ok(()) } else { Err(FileError::Empty) };
            }
            Err(error) if sheet.width.is_some() => {
                let line = sheet.current.map_or(0, line_of);
                return sheet.sink.broke_off(line, error.to_string());
            }
            Err(error) => return Err(not_readable(error)),
        }
    }
}

/// The cells of one sheet, gathered into rows.
struct Sheet<'s> {
    sink: &'s mut dyn Sink,
    limits: &'s Limits,
    /// How many cells the header has, once it was read.
    width: Option<usize>,
    current: Option<u32>,
    values: Vec<Value>,
    row: RawRow,
}

impl Sheet<'_> {
    fn cell(&mut self, row: u32, column: u32, value: Value) -> Result<(), FileError> {
        if self.current != Some(row) {
            self.end_row()?;
            self.current = Some(row);
        }
        let place = usize::try_from(column).unwrap_or(usize::MAX);
        // Beyond the limit one place stands for all, so that the row is seen to be too wide.
        let place = place.min(self.limits.cells);
        if value.text.is_empty() {
            return Ok(());
        }
        if self.values.len() <= place {
            self.values.resize(place.saturating_add(1), Value::default());
        }
        if let Some(there) = self.values.get_mut(place) {
            *there = value;
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), FileError> {
        let Some(current) = self.current.take() else { return Ok(()) };
        let line = line_of(current);
        let values = std::mem::take(&mut self.values);
        if values.is_empty() {
            self.sink.blank();
            return Ok(());
        }
        if values.len() > self.limits.cells {
            let wanted = self.width.unwrap_or_default();
            let problem = Problem::new("wrong_cell_count").with("cells", values.len()).with("wanted", wanted);
            return self.broken(line, problem);
        }
        if values.iter().map(|value| value.text.len()).sum::<usize>() > self.limits.row_bytes {
            return self.broken(line, Problem::new("row_too_large").with("limit", self.limits.row_bytes));
        }
        let width = self.width.unwrap_or(values.len());
        self.row.start(line);
        // A sheet has no cells after the last one filled: the rest of the header's width is blank.
        let missing = width.saturating_sub(values.len());
        for value in values.iter().chain(std::iter::repeat_n(&Value::default(), missing)) {
            self.row.push_str(&value.text);
            if value.is_number { self.row.end_number() } else { self.row.end_cell() }
        }
        if self.width.is_none() {
            self.width = Some(width);
            return self.sink.header(&self.row);
        }
        self.sink.row(&self.row)
    }

    fn broken(&mut self, line: u64, problem: Problem) -> Result<(), FileError> {
        match self.width {
            Some(_) => self.sink.broken(line, problem),
            None => Err(not_readable("the header row is too large")),
        }
    }
}

fn line_of(row: u32) -> u64 {
    u64::from(row).saturating_add(1)
}

/// A cell's text, and whether the sheet holds it as a number: that is written here with a point, whatever marks the profile
/// names for texts. Dates are written as ISO 8601, which every profile understands before its own patterns.
#[derive(Debug, Clone, Default)]
struct Value {
    text: String,
    is_number: bool,
}

impl Value {
    fn of(value: &DataRef<'_>) -> Self {
        let text = match value {
            DataRef::Empty => String::new(),
            DataRef::Int(number) => number.to_string(),
            DataRef::Float(number) => plain(*number),
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
            DataRef::SharedString(text) => (*text).to_owned(),
            DataRef::Bool(yes) => yes.to_string(),
            DataRef::DateTime(at) => {
                let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
                format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
            }
            DataRef::Error(error) => format!("#{error}"),
        };
        Self { text, is_number: matches!(value, DataRef::Int(_) | DataRef::Float(_)) }
    }
}
