//! Rows into lines: each row put to its invoice, broken ones to quarantine.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::{CurrencyCode, Sku, Timestamp};

use crate::columns::Columns;
use crate::correction::{Correction, Corrections};
use crate::draft::{Draft, PLACED_BY_CORRECTION, Place};
use crate::line::Line;
use crate::names::{Names, at};
use crate::profile::Profile;
use crate::reader::{FileError, Format, Limits, RawRow, Sink};
use crate::recipient::Recipients;
use crate::repeated::Whom;
use crate::source::KeptRows;
use crate::unusable::{Field, Problem, Unusable};

/// What was found on the way and is no problem of a row.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub format: Option<Format>,
    pub rows: u64,
    pub blank_rows: u64,
    pub rows_not_utf8: u64,
    pub ambiguous_times: u64,
    pub corrected_rows: u64,
    pub broke_off: Option<(u64, String)>,
}

pub(crate) struct Gathering<'p> {
    pub profile: &'p Profile,
    pub corrections: &'p Corrections,
    pub limits: &'p Limits,
    pub columns: Columns,
    pub lines: Vec<Line>,
    pub drafts: Vec<Draft>,
    /// Invoice numbers; their numbers are the drafts' places.
    pub invoices: Names,
    pub spellings: Names,
    /// The product of each spelling.
    pub product_of: Vec<u32>,
    /// Products by their folded code, and each first spelling.
    pub products_by_code: HashMap<String, u32>,
    pub products: Vec<Sku>,
    pub descriptions: Names,
    pub customers: Names,
    pub countries: Names,
    pub recipients: Recipients,
    pub unusable: Vec<Unusable>,
    /// The cells that corrected rows have in the file, by line.
    pub own_cells: HashMap<u64, Vec<(Field, String)>>,
    pub notes: Notes,
    /// All of them as they came.
    pub rows: KeptRows,
    /// The recipient of the last row, and how they may stand in its other cells.
    pub last_whom: Option<(u32, Arc<Whom>)>,
    pub last_invoice: (String, u32),
    pub last_time: (String, Timestamp),
    pub last_currency: (String, Option<CurrencyCode>),
}

impl<'p> Gathering<'p> {
    pub fn new(profile: &'p Profile, corrections: &'p Corrections, limits: &'p Limits) -> Self {
        Self {
            profile,
            corrections,
            limits,
            columns: Columns::default(),
            lines: Vec::new(),
            drafts: Vec::new(),
            invoices: Names::default(),
            spellings: Names::default(),
            product_of: Vec::new(),
            products_by_code: HashMap::new(),
            products: Vec::new(),
            descriptions: Names::default(),
            customers: Names::default(),
            countries: Names::default(),
            recipients: Recipients::default(),
            unusable: Vec::new(),
            own_cells: HashMap::new(),
            notes: Notes::default(),
            rows: KeptRows::default(),
            last_whom: None,
            last_invoice: (String::new(), 0),
            last_time: (String::new(), Timestamp::default()),
            last_currency: (String::new(), None),
        }
    }

    /// Puts a row aside.
    pub fn quarantine(&mut self, unusable: Unusable) -> Result<(), FileError> {
        self.unusable.push(unusable);
        let limit = self.limits.unusable;
        match self.unusable.first() {
            Some(first) if self.unusable.len() > limit => {
                Err(FileError::Unusable { limit, line: first.line, code: first.problem.code })
            }
            _ => Ok(()),
        }
    }

    fn count_row(&mut self) -> Result<(), FileError> {
        self.notes.rows += 1;
        let limit = u64::try_from(self.limits.rows).unwrap_or(u64::MAX).min(u64::from(PLACED_BY_CORRECTION));
        if self.notes.rows > limit {
            return Err(FileError::TooMuch { what: "rows", limit });
        }
        let texts = [&self.invoices, &self.spellings, &self.descriptions, &self.customers, &self.countries];
        let texts = texts.iter().map(|names| names.bytes()).sum::<usize>();
        if texts.saturating_add(self.recipients.bytes()) > self.limits.text_bytes {
            let limit = u64::try_from(self.limits.text_bytes).unwrap_or(u64::MAX);
            return Err(FileError::TooMuch { what: "bytes of different texts", limit });
        }
        Ok(())
    }

    /// Takes a row whose place is known, or is not.
    ///
    /// An unusable one is told with the cells it has in the file, whatever was corrected.
    fn settle(&mut self, row: &RawRow, place: Result<Place, Problem>) -> Result<(), FileError> {
        let (place, problem) = match place {
            Ok(place) => match self.line(row, place) {
                Ok(line) => {
                    self.lines.push(line);
                    return Ok(());
                }
                Err(problem) => (Some(place), problem),
            },
            Err(problem) => (None, problem),
        };
        self.put_aside(row, place, problem)
    }

    fn put_aside(&mut self, row: &RawRow, place: Option<Place>, problem: Problem) -> Result<(), FileError> {
        let cells = self.own_cells.get(&row.line).cloned().unwrap_or_else(|| self.shown_cells(row, place));
        self.quarantine(Unusable {
            line: row.line,
            invoice: place.map(|place| self.invoices.text(place.order).to_owned()),
            occurrence: place.map_or(0, |place| place.occurrence),
            problem,
            cells,
        })
    }

    fn shown_cells(&self, row: &RawRow, place: Option<Place>) -> Vec<(Field, String)> {
        if !self.columns.suit(row) {
            return Vec::new();
        }
        let draft = place.and_then(|place| self.drafts.get(at(place.order)));
        let whom = draft.and_then(|draft| draft.recipient).map(|known| self.recipients.of(known).whom());
        self.columns.mapped_cells(self.profile, row, whom.as_ref())
    }

    /// A row with a correction. It keeps its place, unless the correction is what gives it one.
    fn settle_corrected(&mut self, row: &RawRow, correction: &Correction) -> Result<(), FileError> {
        self.notes.corrected_rows += 1;
        let found = self.place(row).ok();
        let own_cells = self.shown_cells(row, found);
        self.own_cells.insert(row.line, own_cells);
        let corrected = self.columns.corrected(row, correction);
        let invoice = self.columns.invoice;
        let place = match found {
            Some(place) if corrected.cell(invoice) == row.cell(invoice) => Ok(place),
            found => {
                if let Some(draft) = found.and_then(|place| self.drafts.get_mut(at(place.order))) {
                    draft.rows -= 1;
                }
                self.place_by_line(&corrected)
            }
        };
        self.settle(&corrected, place)
    }

    /// Which row of which invoice this is. Also an unusable row takes its place, so that none moves when it is corrected.
    fn place(&mut self, row: &RawRow) -> Result<Place, Problem> {
        if !self.columns.suit(row) {
            return Err(Problem::new("wrong_cell_count").with("cells", row.len()).with("wanted", self.columns.width));
        }
        let order = self.invoice(row)?;
        let Some(draft) = self.drafts.get_mut(at(order)) else { return Err(Problem::new("value_missing")) };
        draft.rows += 1;
        draft.occurrences += 1;
        Ok(Place { order, occurrence: draft.occurrences })
    }

    /// The place of a row that only its correction puts to an invoice: after all others, by its line, so that it is the
    /// same whatever else is corrected before or after.
    fn place_by_line(&mut self, row: &RawRow) -> Result<Place, Problem> {
        let order = self.invoice(row)?;
        if let Some(draft) = self.drafts.get_mut(at(order)) {
            draft.rows += 1;
        }
        let line = u32::try_from(row.line).unwrap_or(u32::MAX);
        Ok(Place { order, occurrence: PLACED_BY_CORRECTION.saturating_add(line) })
    }

    pub fn correction(&self, file_line: u64) -> Option<&'p Correction> {
        if self.corrections.is_empty() { None } else { self.corrections.get(&file_line) }
    }
}

impl Sink for Gathering<'_> {
    fn format(&mut self, format: Format) {
        self.notes.format = Some(format);
    }

    fn header(&mut self, header: &RawRow) -> Result<(), FileError> {
        self.columns = Columns::find(self.profile, header)?;
        self.rows.header(header, &self.columns);
        Ok(())
    }

    fn row(&mut self, row: &RawRow) -> Result<(), FileError> {
        self.count_row()?;
        self.rows.keep(row)?;
        let correction = self.correction(row.line);
        if let Some(correction) = correction.filter(|correction| !correction.left_out) {
            return self.settle_corrected(row, correction);
        }
        let place = self.place(row);
        if correction.is_some() {
            let place = place.ok();
            return self.put_aside(row, place, Problem::new("left_out_by_person"));
        }
        self.settle(row, place)
    }

    fn broken(&mut self, line: u64, problem: Problem) -> Result<(), FileError> {
        self.count_row()?;
        if let Some(correction) = self.correction(line).filter(|correction| !correction.cells.is_empty()) {
            let mut nothing = RawRow::default();
            nothing.start(line);
            return self.settle_corrected(&nothing, correction);
        }
        self.quarantine(Unusable { line, invoice: None, occurrence: 0, problem, cells: Vec::new() })
    }

    fn blank(&mut self) {
        self.notes.blank_rows += 1;
    }

    fn not_utf8(&mut self) {
        self.notes.rows_not_utf8 += 1;
    }

    fn broke_off(&mut self, line: u64, detail: String) -> Result<(), FileError> {
        self.count_row()?;
        self.notes.broke_off = Some((line, detail.clone()));
        let problem = Problem::new("file_broke_off").with("detail", detail);
        self.quarantine(Unusable { line, invoice: None, occurrence: 0, problem, cells: Vec::new() })
    }
}
