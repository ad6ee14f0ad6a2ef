//! The cells of some rows as they stand in a file.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use crate::columns::Columns;
use crate::profile::Profile;
use crate::reader::{FileError, Format, Limits, RawRow, Sink, each_row};
use crate::unusable::{Field, Problem};

/// Reads a file once more for the mapped cells of the rows that begin on `lines`, as they stand there: never the customer or the recipient, and no
/// column the profile does not name. A row that cannot be cut into cells is left out.
pub fn cells_of(
    bytes: impl Read,
    profile: &Profile,
    lines: &BTreeSet<u64>,
    limits: &Limits,
) -> Result<BTreeMap<u64, Vec<(Field, String)>>, FileError> {
    let mut picking = Picking { profile, lines, columns: Columns::default(), found: BTreeMap::new() };
    let wanted: Vec<&str> = profile.columns.values().map(String::as_str).collect();
    each_row(bytes, &profile.file, &wanted, limits, &mut picking)?;
    Ok(picking.found)
}

struct Picking<'p> {
    profile: &'p Profile,
    lines: &'p BTreeSet<u64>,
    columns: Columns,
    found: BTreeMap<u64, Vec<(Field, String)>>,
}

impl Sink for Picking<'_> {
    fn format(&mut self, _: Format) {}
    fn header(&mut self, header: &RawRow) -> Result<(), FileError> {
        self.columns = Columns::find(self.profile, header)?;
        Ok(())
    }
    fn row(&mut self, row: &RawRow) -> Result<(), FileError> {
        if self.lines.contains(&row.line) && self.columns.suit(row) {
            self.found.insert(row.line, self.columns.mapped_cells(self.profile, row, None));
        }
        Ok(())
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
