//! Rows that cannot be used, and why.

use kernel::Refusal;
use serde::{Deserialize, Serialize};

use crate::open_text::{HIDDEN, names_somebody};

/// A fact of a row. The words a profile maps columns to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    InvoiceNumber,
    Sku,
    Description,
    Quantity,
    PlacedAt,
    UnitPrice,
    Currency,
    Customer,
    Country,
    Status,
    RecipientName,
    RecipientCompany,
    RecipientStreet,
    #[serde(rename = "recipient_street_2")]
    RecipientStreet2,
    RecipientPostcode,
    RecipientCity,
    RecipientRegion,
    RecipientEmail,
    RecipientPhone,
}

impl Field {
    pub const ALL: [Self; 19] = [
        Self::InvoiceNumber,
        Self::Sku,
        Self::Description,
        Self::Quantity,
        Self::PlacedAt,
        Self::UnitPrice,
        Self::Currency,
        Self::Customer,
        Self::Country,
        Self::Status,
        Self::RecipientName,
        Self::RecipientCompany,
        Self::RecipientStreet,
        Self::RecipientStreet2,
        Self::RecipientPostcode,
        Self::RecipientCity,
        Self::RecipientRegion,
        Self::RecipientEmail,
        Self::RecipientPhone,
    ];

    /// Whom an order goes to: personal, each of them. No cell of theirs is repeated, kept open or corrected by what is kept open.
    pub const RECIPIENT: [Self; 9] = [
        Self::RecipientName,
        Self::RecipientCompany,
        Self::RecipientStreet,
        Self::RecipientStreet2,
        Self::RecipientPostcode,
        Self::RecipientCity,
        Self::RecipientRegion,
        Self::RecipientEmail,
        Self::RecipientPhone,
    ];

    /// All others: their cells are kept open.
    pub const OPEN: [Self; 10] = [
        Self::InvoiceNumber,
        Self::Sku,
        Self::Description,
        Self::Quantity,
        Self::PlacedAt,
        Self::UnitPrice,
        Self::Currency,
        Self::Customer,
        Self::Country,
        Self::Status,
    ];

    /// Whether it is a code or text of articles: words like names.
    pub(crate) fn is_of_articles(self) -> bool {
        matches!(self, Self::Sku | Self::Description)
    }

    /// Whether it says who somebody is.
    pub fn is_personal(self) -> bool {
        Self::RECIPIENT.contains(&self)
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvoiceNumber => "invoice_number",
            Self::Sku => "sku",
            Self::Description => "description",
            Self::Quantity => "quantity",
            Self::PlacedAt => "placed_at",
            Self::UnitPrice => "unit_price",
            Self::Currency => "currency",
            Self::Customer => "customer",
            Self::Country => "country",
            Self::Status => "status",
            Self::RecipientName => "recipient_name",
            Self::RecipientCompany => "recipient_company",
            Self::RecipientStreet => "recipient_street",
            Self::RecipientStreet2 => "recipient_street_2",
            Self::RecipientPostcode => "recipient_postcode",
            Self::RecipientCity => "recipient_city",
            Self::RecipientRegion => "recipient_region",
            Self::RecipientEmail => "recipient_email",
            Self::RecipientPhone => "recipient_phone",
        }
    }
}

/// The most characters of a cell that a quarantined row repeats.
pub const SHOWN_CHARACTERS: usize = 100;

/// Why a row cannot be used: a code of `texts.toml`, the field and cell it is about, and the facts of the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
    /// The offending cell, at most [`SHOWN_CHARACTERS`] of it; `•••` where it may say who somebody is; empty where the row as a whole is broken and may hold
    /// what the profile does not name.
    pub value: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<(&'static str, String)>,
}

impl Problem {
    pub(crate) fn new(code: &'static str) -> Self {
        Self { code, field: None, value: String::new(), facts: Vec::new() }
    }
    pub(crate) fn at(code: &'static str, field: Field, value: &str) -> Self {
        let value = if names_somebody(field, value) { HIDDEN.to_owned() } else { shown(value) };
        Self { code, field: Some(field), value, facts: Vec::new() }
    }
    /// About a cell that says who somebody is.
    pub(crate) fn hidden(code: &'static str, field: Field) -> Self {
        Self { code, field: Some(field), value: HIDDEN.to_owned(), facts: Vec::new() }
    }
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.facts.push((name, value.to_string()));
        self
    }
}

impl From<&Problem> for Refusal {
    fn from(problem: &Problem) -> Self {
        let mut refusal = Refusal::invalid(problem.code);
        if let Some(field) = problem.field {
            refusal = refusal.at(format!("/{}", field.as_str())).with("field", field.as_str());
        }
        if !problem.value.is_empty() {
            refusal = refusal.with("value", &problem.value);
        }
        problem.facts.iter().fold(refusal, |refusal, (name, value)| refusal.with(name, value))
    }
}

/// A row that cannot be used as it is. Corrected (see [`Corrections`](crate::Corrections)), it takes its own place in its
/// order: the broken row keeps its occurrence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unusable {
    /// The line of the file the row begins on; the first line is 1.
    pub line: u64,
    /// The invoice, where it could be read.
    pub invoice: Option<String>,
    /// Which row of its invoice it is, from 1; 0 where the invoice could not be read.
    pub occurrence: u32,
    pub problem: Problem,
    /// The row's mapped cells as they stand in the file, for correcting them; never the customer or the recipient, and no column the
    /// profile does not name. Empty where the row could not be cut into cells, and where it turned out unusable only when its
    /// whole invoice was known: [`cells_of`](crate::cells_of) has the latter's.
    pub cells: Vec<(Field, String)>,
}

pub(crate) fn shown(text: &str) -> String {
    text.chars().take(SHOWN_CHARACTERS).map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}
