//! Rows into lines: each fact parsed, each row put to its invoice.

use std::collections::{BTreeMap, HashMap};

use kernel::{CurrencyCode, Sku, Timestamp};
use serde::{Deserialize, Serialize};

use crate::kind::LineKind;
use crate::line::Line;
use crate::names::{Names, at, number};
use crate::profile::{OrderStatus, Profile};
use crate::reader::{FileError, Limits, RawRow, Sink};
use crate::unusable::{Field, Problem, Unusable, shown};

/// What people put right in rows that could not be used, by the line of the file. The file itself is read again as it is,
/// with these laid over it, so a corrected row takes the place it always had.
pub type Corrections = BTreeMap<u64, Correction>;

/// What a person says of one row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// New texts of cells, written as the file writes them.
    #[serde(default)]
    pub cells: BTreeMap<Field, String>,
    /// What the line is, where no rule can tell.
    #[serde(default)]
    pub kind: Option<LineKind>,
}

/// The most characters of an invoice number or customer reference.
const LONGEST_REFERENCE: usize = 64;
/// The most characters of a description; the rest of a longer one is cut.
const LONGEST_DESCRIPTION: usize = 500;
/// Pieces on one line, either way.
const MOST_PIECES: i64 = 1_000_000_000;

/// An order while its rows come in.
#[derive(Debug)]
pub(crate) struct Draft {
    pub at: Option<Timestamp>,
    pub several_times: bool,
    pub customer: Option<u32>,
    pub country: Option<u32>,
    pub currency: Option<CurrencyCode>,
    pub status: Option<OrderStatus>,
    /// Rows of this invoice, usable or not.
    pub rows: u32,
    /// Places given out in the order of the file.
    occurrences: u32,
    pub first_file_line: u64,
}

/// Which row of which invoice a row is.
#[derive(Debug, Clone, Copy)]
struct Place {
    order: u32,
    occurrence: u32,
}

/// Occurrences from here on are of rows that a correction put to their invoice: this and the line of the file.
const PLACED_BY_CORRECTION: u32 = 1 << 31;

/// Where each field stands in a row; `usize::MAX` where no column holds it, which reads as blank.
#[derive(Debug, Default)]
struct Columns {
    places: Vec<(Field, usize)>,
    width: usize,
    invoice: usize,
    sku: usize,
    description: usize,
    quantity: usize,
    time: usize,
    price: usize,
    currency: usize,
    customer: usize,
    country: usize,
    status: usize,
}

/// What was found on the way and is no problem of a row.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub rows: u64,
    pub blank_rows: u64,
    pub rows_not_utf8: u64,
    pub ambiguous_times: u64,
    pub corrected_rows: u64,
    pub broke_off: Option<(u64, String)>,
}

pub(crate) struct Gathering<'p> {
    pub profile: &'p Profile,
    corrections: &'p Corrections,
    limits: &'p Limits,
    columns: Columns,
    pub lines: Vec<Line>,
    pub drafts: Vec<Draft>,
    /// Invoice numbers; their numbers are the drafts' places.
    pub invoices: Names,
    pub spellings: Names,
    /// The product of each spelling.
    product_of: Vec<u32>,
    /// Products by their folded code, and each first spelling.
    products_by_code: HashMap<String, u32>,
    pub products: Vec<Sku>,
    pub descriptions: Names,
    pub customers: Names,
    pub countries: Names,
    pub unusable: Vec<Unusable>,
    pub notes: Notes,
    last_invoice: (String, u32),
    last_time: (String, Timestamp),
    last_currency: (String, Option<CurrencyCode>),
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
            unusable: Vec::new(),
            notes: Notes::default(),
            last_invoice: (String::new(), 0),
            last_time: (String::new(), Timestamp::default()),
            last_currency: (String::new(), None),
        }
    }

    pub fn quarantine(&mut self, unusable: Unusable) -> Result<(), FileError> {
        self.unusable.push(unusable);
        let limit = self.limits.unusable;
        if self.unusable.len() > limit {
            return Err(FileError::TooMuch { what: "unusable rows", limit: u64::try_from(limit).unwrap_or(u64::MAX) });
        }
        Ok(())
    }

    fn count_row(&mut self) -> Result<(), FileError> {
        self.notes.rows += 1;
        let limit = u64::try_from(self.limits.rows).unwrap_or(u64::MAX).min(u64::from(PLACED_BY_CORRECTION));
        if self.notes.rows > limit { Err(FileError::TooMuch { what: "rows", limit }) } else { Ok(()) }
    }

    /// Takes a row whose place is known, or is not.
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
        let cells = if self.is_whole(row) { self.mapped_cells(row) } else { Vec::new() };
        self.quarantine(Unusable {
            line: row.line,
            invoice: place.map(|place| self.invoices.text(place.order).to_owned()),
            occurrence: place.map_or(0, |place| place.occurrence),
            problem,
            cells,
        })
    }

    /// A row with a correction. It keeps its place, unless the correction is what gives it one.
    fn settle_corrected(&mut self, row: &RawRow, correction: &Correction) -> Result<(), FileError> {
        self.notes.corrected_rows += 1;
        let found = self.place(row).ok();
        let corrected = self.corrected(row, correction);
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

    fn is_whole(&self, row: &RawRow) -> bool {
        row.len() == self.columns.width
    }

    /// Which row of which invoice this is. Also an unusable row takes its place, so that none moves when it is corrected.
    fn place(&mut self, row: &RawRow) -> Result<Place, Problem> {
        if !self.is_whole(row) {
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

    /// The number of the row's invoice.
    fn invoice(&mut self, row: &RawRow) -> Result<u32, Problem> {
        let invoice = required(Field::InvoiceNumber, row.cell(self.columns.invoice))?;
        not_longer(Field::InvoiceNumber, invoice, LONGEST_REFERENCE)?;
        if invoice.chars().any(char::is_control) {
            return Err(Problem::at("control_character", Field::InvoiceNumber, invoice));
        }
        if self.last_invoice.0 != invoice || self.drafts.is_empty() {
            let (order, new) = self.invoices.number(invoice);
            self.last_invoice = (invoice.to_owned(), order);
            if new {
                self.drafts.push(Draft::starting_at(row.line));
            }
        }
        Ok(self.last_invoice.1)
    }

    fn line(&mut self, row: &RawRow, place: Place) -> Result<Line, Problem> {
        let Place { order, occurrence } = place;
        if row.text().bytes().any(|byte| (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7f) {
            return Err(Problem::new("control_character"));
        }
        let columns = &self.columns;
        let quantity_text = required(Field::Quantity, row.cell(columns.quantity))?;
        let quantity = self.profile.numbers.whole(quantity_text);
        let quantity = quantity.map_err(|code| Problem::at(code, Field::Quantity, quantity_text))?;
        if quantity == 0 || quantity.abs() > MOST_PIECES {
            let code = if quantity == 0 { "quantity_is_zero" } else { "number_too_large" };
            return Err(Problem::at(code, Field::Quantity, quantity_text));
        }
        let price_text = required(Field::UnitPrice, row.cell(columns.price))?;
        let price = self.profile.numbers.millionths(price_text);
        let price = price.map_err(|code| Problem::at(code, Field::UnitPrice, price_text))?;
        let time = self.time(row, order)?;
        let currency = self.currency(row)?;
        let status = self.status(row)?;
        let (spelling, product) = self.sku(row)?;
        let customer = self.customer(row)?;
        let country = row.cell(self.columns.country);
        let country =
            if country.is_empty() { self.profile.constants.country.as_deref().unwrap_or("") } else { country };
        let country = (!country.is_empty()).then(|| self.countries.number(country).0);
        let description = row.cell(self.columns.description);
        let cut = description.char_indices().nth(LONGEST_DESCRIPTION).map_or(description.len(), |(end, _)| end);
        let (description, _) = self.descriptions.number(description.get(..cut).unwrap_or_default());
        let draft = self.drafts.get_mut(at(order)).ok_or_else(|| Problem::new("value_missing"))?;
        draft.agrees(customer, country, currency, status)?;
        draft.customer = draft.customer.or(customer);
        draft.country = draft.country.or(country);
        draft.currency = draft.currency.or(currency);
        draft.status = draft.status.or(status);
        draft.several_times |= draft.at.is_some_and(|earlier| earlier != time);
        draft.at = Some(draft.at.map_or(time, |earlier| earlier.min(time)));
        Ok(Line {
            at: time,
            quantity,
            price,
            file_line: row.line,
            order,
            product,
            spelling,
            description,
            occurrence,
            // Both are decided when the whole invoice is known.
            kind: LineKind::Goods,
            rule: crate::line::BY_HAND,
        })
    }

    fn time(&mut self, row: &RawRow, order: u32) -> Result<Timestamp, Problem> {
        let text = row.cell(self.columns.time);
        if text.is_empty() {
            // Exports that fill the order's own columns on its first row only.
            let known = self.drafts.get(at(order)).and_then(|draft| draft.at);
            return known.ok_or_else(|| Problem::at("value_missing", Field::PlacedAt, text));
        }
        if self.last_time.0 != text {
            let read = self.profile.time.read(text).map_err(|code| Problem::at(code, Field::PlacedAt, text))?;
            self.notes.ambiguous_times += u64::from(read.ambiguous);
            self.last_time.0.clear();
            self.last_time.0.push_str(text);
            self.last_time.1 = read.at;
        }
        Ok(self.last_time.1)
    }

    fn currency(&mut self, row: &RawRow) -> Result<Option<CurrencyCode>, Problem> {
        let text = row.cell(self.columns.currency);
        if text.is_empty() {
            return Ok(None);
        }
        if self.last_currency.0 != text {
            let code = text.parse().map_err(|_| Problem::at("unknown_currency", Field::Currency, text))?;
            self.last_currency = (text.to_owned(), Some(code));
        }
        Ok(self.last_currency.1)
    }

    fn status(&self, row: &RawRow) -> Result<Option<OrderStatus>, Problem> {
        let text = row.cell(self.columns.status);
        if text.is_empty() {
            return Ok(None);
        }
        let known = self.profile.statuses.get(text).copied();
        known.map(Some).ok_or_else(|| Problem::at("unknown_status", Field::Status, text))
    }

    /// The spelling and the product a row's code names.
    fn sku(&mut self, row: &RawRow) -> Result<(u32, u32), Problem> {
        let text = required(Field::Sku, row.cell(self.columns.sku))?;
        if let Some(spelling) = self.spellings.known(text) {
            return Ok((spelling, self.product_of.get(at(spelling)).copied().unwrap_or_default()));
        }
        let sku: Sku = text.parse().map_err(|_| Problem::at("sku_not_usable", Field::Sku, text))?;
        let (spelling, _) = self.spellings.number(text);
        let next = number(self.products.len());
        let product = *self.products_by_code.entry(sku.folded().to_owned()).or_insert(next);
        if product == next {
            self.products.push(sku);
        }
        self.product_of.push(product);
        Ok((spelling, product))
    }

    fn customer(&mut self, row: &RawRow) -> Result<Option<u32>, Problem> {
        let text = row.cell(self.columns.customer);
        let end = &self.profile.customer.strip_end;
        let text = if end.is_empty() { text } else { text.strip_suffix(end.as_str()).unwrap_or(text) };
        if text.chars().count() > LONGEST_REFERENCE {
            // A reference to a person is not repeated.
            return Err(Problem::at("value_too_long", Field::Customer, "").with("limit", LONGEST_REFERENCE));
        }
        Ok((!text.is_empty()).then(|| self.customers.number(text).0))
    }

    fn mapped_cells(&self, row: &RawRow) -> Vec<(Field, String)> {
        let shown_fields = self.columns.places.iter().filter(|(field, _)| *field != Field::Customer);
        shown_fields.map(|(field, place)| (*field, shown(row.cell(*place)))).collect()
    }

    /// The row with its correction laid over it.
    fn corrected(&self, row: &RawRow, correction: &Correction) -> RawRow {
        let mut corrected = RawRow::default();
        corrected.start(row.line);
        for place in 0..self.columns.width {
            let field = self.columns.places.iter().find(|(_, at)| *at == place).map(|(field, _)| field);
            let text =
                field.and_then(|field| correction.cells.get(field)).map_or_else(|| row.cell(place), String::as_str);
            corrected.push_str(text);
            corrected.end_cell();
        }
        corrected
    }

    pub fn correction(&self, file_line: u64) -> Option<&'p Correction> {
        if self.corrections.is_empty() { None } else { self.corrections.get(&file_line) }
    }
}

impl Draft {
    fn starting_at(first_file_line: u64) -> Self {
        Self {
            at: None,
            several_times: false,
            customer: None,
            country: None,
            currency: None,
            status: None,
            rows: 0,
            occurrences: 0,
            first_file_line,
        }
    }

    /// All rows of an invoice tell of one order. A blank cell agrees with anything.
    fn agrees(
        &self,
        customer: Option<u32>,
        country: Option<u32>,
        currency: Option<CurrencyCode>,
        status: Option<OrderStatus>,
    ) -> Result<(), Problem> {
        fn differ<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
            matches!((one, other), (Some(one), Some(other)) if one != other)
        }
        let field = if differ(&self.customer, &customer) {
            Field::Customer
        } else if differ(&self.country, &country) {
            Field::Country
        } else if differ(&self.currency, &currency) {
            Field::Currency
        } else if differ(&self.status, &status) {
            Field::Status
        } else {
            return Ok(());
        };
        Err(Problem::at("invoice_disagrees", field, ""))
    }
}

impl Sink for Gathering<'_> {
    fn header(&mut self, header: &RawRow) -> Result<(), FileError> {
        let found: Vec<String> = header.cells().map(str::to_lowercase).collect();
        let mut wanted = Vec::new();
        let mut places = Vec::new();
        for (field, column) in &self.profile.columns {
            let name = column.trim().to_lowercase();
            let mut matching = found.iter().enumerate().filter(|(_, text)| **text == name).map(|(place, _)| place);
            match (matching.next(), matching.next()) {
                (Some(place), None) => places.push((*field, place)),
                _ => wanted.push(column.clone()),
            }
        }
        if !wanted.is_empty() {
            return Err(FileError::Columns { wanted, found: header.cells().map(shown).collect() });
        }
        let place = |wanted| places.iter().find(|(field, _)| *field == wanted).map_or(usize::MAX, |(_, place)| *place);
        self.columns = Columns {
            width: header.len(),
            invoice: place(Field::InvoiceNumber),
            sku: place(Field::Sku),
            description: place(Field::Description),
            quantity: place(Field::Quantity),
            time: place(Field::PlacedAt),
            price: place(Field::UnitPrice),
            currency: place(Field::Currency),
            customer: place(Field::Customer),
            country: place(Field::Country),
            status: place(Field::Status),
            places,
        };
        Ok(())
    }

    fn row(&mut self, row: &RawRow) -> Result<(), FileError> {
        self.count_row()?;
        if let Some(correction) = self.correction(row.line) {
            return self.settle_corrected(row, correction);
        }
        let place = self.place(row);
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

fn required(field: Field, text: &str) -> Result<&str, Problem> {
    if text.is_empty() { Err(Problem::at("value_missing", field, text)) } else { Ok(text) }
}

fn not_longer(field: Field, text: &str, limit: usize) -> Result<(), Problem> {
    // A text of no more bytes has no more characters.
    if text.len() > limit && text.chars().count() > limit {
        return Err(Problem::at("value_too_long", field, text).with("limit", limit));
    }
    Ok(())
}
