//! The cells of some rows as they stand in a file.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use crate::columns::Columns;
use crate::profile::Profile;
use crate::reader::{FileError, Format, Limits, RawRow, Sink, each_row};
use crate::repeated::Whom;
use crate::unusable::{Field, Problem};

/// Reads a file once more for the mapped cells of the rows that begin on `lines`, as they stand there: never the customer or the recipient, and no
/// column the profile does not name. A row that cannot be cut into cells is left out.
pub fn cells_of(
    bytes: impl Read,
    profile: &Profile,
    lines: &BTreeSet<u64>,
    limits: &Limits,
) -> Result<BTreeMap<u64, Vec<(Field, String)>>, FileError> {
    let mut found = BTreeMap::new();
    let mut pick = |columns: &Columns, row: &RawRow| {
        if lines.contains(&row.line) {
            found.insert(row.line, columns.mapped_cells(profile, row, None));
        }
    };
    each_suiting_row(bytes, profile, limits, &mut pick)?;
    Ok(found)
}

/// Whom the row that begins on `line` tells; none where it tells nobody, or cannot be cut into cells. Reads nothing where the profile names no column
/// for a recipient.
pub fn whom_of(bytes: impl Read, profile: &Profile, line: u64, limits: &Limits) -> Result<Option<Whom>, FileError> {
    if !profile.columns.keys().any(|field| field.is_personal()) {
        return Ok(None);
    }
    let mut found = None;
    let mut pick = |columns: &Columns, row: &RawRow| {
        if row.line == line {
            found = columns.whom(row);
        }
    };
    each_suiting_row(bytes, profile, limits, &mut pick)?;
    Ok(found)
}

fn each_suiting_row(
    bytes: impl Read,
    profile: &Profile,
    limits: &Limits,
    pick: &mut dyn FnMut(&Columns, &RawRow),
) -> Result<(), FileError> {
    let wanted: Vec<&str> = profile.columns.values().map(String::as_str).collect();
    let mut picking = Picking { profile, columns: Columns::default(), pick };
    each_row(bytes, &profile.file, &wanted, limits, &mut picking).map(|_| ())
}

struct Picking<'p> {
    profile: &'p Profile,
    columns: Columns,
    pick: &'p mut dyn FnMut(&Columns, &RawRow),
}

impl Sink for Picking<'_> {
    fn format(&mut self, _: Format) {}
    fn header(&mut self, header: &RawRow) -> Result<(), FileError> {
        self.columns = Columns::find(self.profile, header)?;
        Ok(())
    }
    fn row(&mut self, row: &RawRow) -> Result<(), FileError> {
        if self.columns.suit(row) {
            (self.pick)(&self.columns, row);
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
