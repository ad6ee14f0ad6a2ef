//! Where each fact stands in a row.

use crate::correction::Correction;
use crate::profile::Profile;
use crate::reader::{FileError, RawRow};
use crate::repeated::Whom;
use crate::unusable::{Field, shown};

/// Where each field stands in a row; `usize::MAX` where no column holds it, which reads as blank.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    pub places: Vec<(Field, usize)>,
    pub width: usize,
    pub invoice: usize,
    pub sku: usize,
    pub description: usize,
    pub quantity: usize,
    pub time: usize,
    pub price: usize,
    pub currency: usize,
    pub customer: usize,
    pub country: usize,
    pub status: usize,
    /// By [`Field::RECIPIENT`]; none where the profile names no column for any of them.
    pub recipient: Option<[usize; 9]>,
}

/// What a header line says, for the report. A first line that is no header is somebody's data, and is repeated nowhere.
fn titles(header: &RawRow) -> Vec<String> {
    let is_data = |cell: &str| {
        let cell = cell.trim();
        cell.contains('@') || cell.trim_start_matches(['-', '+']).starts_with(|c: char| c.is_numeric())
    };
    if header.cells().any(is_data) {
        return vec!["?".to_owned()];
    }
    header.cells().map(shown).collect()
}

impl Columns {
    /// Finds the profile's columns in the header line, in any case. Each must be there, once.
    pub fn find(profile: &Profile, header: &RawRow) -> Result<Self, FileError> {
        let found: Vec<String> = header.cells().map(str::to_lowercase).collect();
        let mut wanted = Vec::new();
        let mut places = Vec::new();
        for (field, column) in &profile.columns {
            let name = column.trim().to_lowercase();
            let mut matching = found.iter().enumerate().filter(|(_, text)| **text == name).map(|(place, _)| place);
            match (matching.next(), matching.next()) {
                (Some(place), None) => places.push((*field, place)),
                _ => wanted.push(column.clone()),
            }
        }
        if !wanted.is_empty() {
            return Err(FileError::Columns { wanted, found: titles(header) });
        }
        let place = |wanted| places.iter().find(|(field, _)| *field == wanted).map_or(usize::MAX, |(_, place)| *place);
        let names_somebody = places.iter().any(|(field, _)| field.is_personal());
        Ok(Self {
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
            recipient: names_somebody.then(|| Field::RECIPIENT.map(place)),
            places,
        })
    }

    /// Whether a row has the header's cells: no fewer, and more only where they are blank.
    pub fn suit(&self, row: &RawRow) -> bool {
        row.len() >= self.width && (self.width..row.len()).all(|place| row.cell(place).is_empty())
    }

    /// Whom the row itself tells; none where the profile names no column for it.
    pub fn whom(&self, row: &RawRow) -> Option<Whom> {
        let places = self.recipient?;
        let place = |wanted| Field::RECIPIENT.into_iter().zip(places).find(|(field, _)| *field == wanted);
        Some(Whom::of(|field| place(field).map_or("", |(_, place)| row.cell(place))))
    }

    /// A row's facts as they stand there, without the customer and whatever may say who somebody is, also `whom` its order goes to.
    pub fn mapped_cells(&self, profile: &Profile, row: &RawRow, whom: Option<&Whom>) -> Vec<(Field, String)> {
        let own = self.whom(row);
        let told = self.places.iter().filter(|(field, place)| {
            let open = |whom: Option<&Whom>| profile.may_stand_beside(*field, row.cell(*place), whom, false);
            *field != Field::Customer && !field.is_personal() && open(own.as_ref()) && open(whom)
        });
        told.map(|(field, place)| (*field, shown(row.cell(*place)))).collect()
    }

    /// The row with its correction laid over it.
    pub fn corrected(&self, row: &RawRow, correction: &Correction) -> RawRow {
        let mut corrected = RawRow::default();
        corrected.start(row.line);
        for place in 0..self.width {
            let field = self.places.iter().find(|(_, at)| *at == place).map(|(field, _)| field);
            let text = field.and_then(|field| correction.cells.get(field));
            corrected.push_str(text.map_or_else(|| row.cell(place), String::as_str));
            if text.is_none() && row.is_number(place) { corrected.end_number() } else { corrected.end_cell() }
        }
        corrected
    }
}
