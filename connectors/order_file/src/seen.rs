//! Looking through a file row by row, for whoever asks whether something stands in it.

use std::io::Read;

use crate::columns::Columns;
use crate::profile::Profile;
use crate::reader::{FileError, Format, Limits, RawRow, Sink, each_row};
use crate::unusable::Problem;

/// A row as it stands in a file, whatever the profile says of it.
#[derive(Clone, Copy)]
pub struct SeenRow<'r> {
    row: &'r RawRow,
    /// Blank where the row has no cell for it.
    pub invoice: &'r str,
    /// As the row has it, but for what the profile cuts off its end.
    pub customer: &'r str,
}

impl<'r> SeenRow<'r> {
    /// All cells, also those no profile names.
    pub fn texts(self) -> impl Iterator<Item = &'r str> {
        self.row.cells().chain(self.row.rest.values().map(String::as_str))
    }
}

/// Whether `wanted` says yes to any row. So it does where a row cannot be cut into cells: what it holds nobody can tell.
pub fn any_row(
    bytes: impl Read,
    profile: &Profile,
    limits: &Limits,
    wanted: &mut dyn FnMut(SeenRow<'_>) -> bool,
) -> Result<bool, FileError> {
    let columns: Vec<&str> = profile.columns.values().map(String::as_str).collect();
    let mut looking = Looking { profile, columns: Columns::default(), wanted, found: false };
    match each_row(bytes, &profile.file, &columns, limits, &mut looking) {
        Err(_) if looking.found => Ok(true),
        Err(error) => Err(error),
        Ok(_) => Ok(looking.found),
    }
}

struct Looking<'l> {
    profile: &'l Profile,
    columns: Columns,
    wanted: &'l mut dyn FnMut(SeenRow<'_>) -> bool,
    found: bool,
}

impl Looking<'_> {
    /// What was looked for was found: the error that ends the reading is none.
    fn is_found(&mut self, found: bool) -> Result<(), FileError> {
        self.found |= found;
        if self.found { Err(FileError::Empty) } else { Ok(()) }
    }
}

impl Sink for Looking<'_> {
    fn format(&mut self, _: Format) {}
    fn header(&mut self, header: &RawRow) -> Result<(), FileError> {
        self.columns = Columns::find(self.profile, header)?;
        Ok(())
    }
    fn row(&mut self, row: &RawRow) -> Result<(), FileError> {
        let customer = row.cell(self.columns.customer);
        let customer = customer.strip_suffix(self.profile.customer.strip_end.as_str()).unwrap_or(customer);
        let found = (self.wanted)(SeenRow { row, invoice: row.cell(self.columns.invoice), customer });
        self.is_found(found)
    }
    fn broken(&mut self, _: u64, _: Problem) -> Result<(), FileError> {
        self.is_found(true)
    }
    fn blank(&mut self) {}
    fn not_utf8(&mut self) {}
    fn broke_off(&mut self, _: u64, _: String) -> Result<(), FileError> {
        self.is_found(true)
    }
}
