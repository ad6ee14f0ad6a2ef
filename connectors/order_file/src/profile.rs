//! A profile: what the columns of a kind of file mean, as data.

use std::collections::BTreeMap;

use kernel::{ChannelCode, CountryCode, CurrencyCode, Refusal, Sku};
use serde::{Deserialize, Serialize};

use crate::number::NumberFormat;
use crate::rule::Rule;
use crate::time::TimeFormat;
use crate::unusable::Field;

/// How the orders of a file are to be understood. Written in TOML; `profiles/` holds examples.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Short name, as given on the command line.
    pub name: String,
    /// What the profile is for, in a sentence.
    pub about: String,
    #[serde(default)]
    pub file: FileLayout,
    /// Which column holds which fact. Columns not named here never leave the reader.
    pub columns: BTreeMap<Field, String>,
    #[serde(default)]
    pub numbers: NumberFormat,
    pub time: TimeFormat,
    pub constants: Constants,
    #[serde(default)]
    pub customer: CustomerColumn,
    #[serde(default)]
    pub invoice: InvoiceNumbers,
    /// What the file's country names mean. A two-letter ISO code needs no entry.
    #[serde(default)]
    pub countries: BTreeMap<String, CountryEntry>,
    /// What the file's order states mean. Only with a `status` column.
    #[serde(default)]
    pub statuses: BTreeMap<String, OrderStatus>,
    /// What the file does not say and is taken to be so, by topic (`price_basis`, `seller_country` …).
    #[serde(default)]
    pub assumptions: BTreeMap<String, Assumption>,
    /// What a line is: the first rule that fits, in this order. A line that none fits is unusable.
    #[serde(rename = "rule")]
    pub rules: Vec<Rule>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileLayout {
    /// Between the cells of a CSV file; absent: what the header line shows (`,` `;` tab `|`).
    pub delimiter: Option<char>,
    /// Which sheet of a workbook; absent: the first.
    pub sheet: Option<String>,
}

/// What is the same for every line, where no column says it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Constants {
    pub currency: Option<CurrencyCode>,
    pub country: Option<String>,
    pub channel: ChannelCode,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomerColumn {
    /// Cut off the end, e.g. the `.0` of numbers that went through a spreadsheet.
    #[serde(default)]
    pub strip_end: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvoiceNumbers {
    /// An invoice number beginning so is a cancellation.
    #[serde(default)]
    pub cancellation_starts_with: Vec<String>,
}

/// What a country name of a file means: a country, or why none can be told.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountryEntry {
    pub code: Option<CountryCode>,
    /// Why no code, for the person who decides.
    pub undetermined: Option<String>,
}

/// How far an order had come when the file was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    Placed,
    Paid,
    Shipped,
    Delivered,
    Cancelled,
}

/// Something the file does not say. The import repeats it beside everything that rests on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assumption {
    pub value: String,
    pub status: Certainty,
    pub because: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    Sure,
    Unsure,
}

/// Why a profile cannot be used. Nothing was read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// Not TOML, an unknown word, a missing entry.
    #[error("the profile cannot be read: {0}")]
    Syntax(String),
    #[error("the profile names no column for {}", .0.as_str())]
    NoColumn(Field),
    #[error("the profile names neither a column nor a constant for the currency")]
    NoCurrency,
    #[error("the profile's {0} is empty or cannot be what it says")]
    Useless(String),
    #[error("at most {most} rules, found {found}")]
    TooManyRules { most: usize, found: usize },
    #[error("no profile of this name: {0}")]
    Unknown(String),
}

impl From<ProfileError> for Refusal {
    fn from(error: ProfileError) -> Self {
        match &error {
            ProfileError::Syntax(detail) => Refusal::invalid("profile_not_readable").with("detail", detail),
            ProfileError::NoColumn(field) => Refusal::invalid("profile_lacks_column").with("field", field.as_str()),
            ProfileError::NoCurrency => Refusal::invalid("profile_lacks_column").with("field", "currency"),
            ProfileError::Useless(entry) => Refusal::invalid("profile_entry_useless").with("entry", entry),
            ProfileError::TooManyRules { .. } => Refusal::invalid("profile_not_readable").with("detail", &error),
            ProfileError::Unknown(name) => Refusal::not_found("no_such_profile").with("name", name),
        }
    }
}

/// The profiles that come with Hanse: name and text.
pub const PROFILES: [(&str, &str); 2] = [
    ("uk-retail", include_str!("../profiles/uk-retail.toml")),
    ("simple-orders", include_str!("../profiles/simple-orders.toml")),
];

/// The fields no line can do without, each from a column of its own.
const NEEDED: [Field; 5] = [Field::InvoiceNumber, Field::Sku, Field::Quantity, Field::PlacedAt, Field::UnitPrice];

impl Profile {
    /// A profile that comes with Hanse, by its name.
    pub fn named(name: &str) -> Result<Self, ProfileError> {
        let (_, text) =
            PROFILES.iter().find(|(known, _)| *known == name).ok_or_else(|| ProfileError::Unknown(name.to_owned()))?;
        Self::from_toml(text)
    }

    /// Reads and checks a profile.
    pub fn from_toml(text: &str) -> Result<Self, ProfileError> {
        let profile: Self = toml::from_str(text).map_err(|error| ProfileError::Syntax(error.to_string()))?;
        profile.check()?;
        Ok(profile)
    }

    /// What the profile takes for granted about `topic`.
    pub fn assumption(&self, topic: &str) -> Option<&Assumption> {
        self.assumptions.get(topic)
    }

    /// The country a name of the file means, where it means one.
    pub fn country(&self, text: &str) -> Option<CountryCode> {
        match self.countries.get(text) {
            Some(entry) => entry.code,
            None => text.parse().ok(),
        }
    }

    fn check(&self) -> Result<(), ProfileError> {
        if let Some(field) = NEEDED.into_iter().find(|field| !self.columns.contains_key(field)) {
            return Err(ProfileError::NoColumn(field));
        }
        if self.constants.currency.is_none() && !self.columns.contains_key(&Field::Currency) {
            return Err(ProfileError::NoCurrency);
        }
        let useless = |entry: &str| Err(ProfileError::Useless(entry.to_owned()));
        if self.columns.values().any(|column| column.trim().is_empty()) {
            return useless("columns");
        }
        if self.invoice.cancellation_starts_with.iter().any(String::is_empty) {
            return useless("invoice.cancellation_starts_with");
        }
        if self.file.delimiter.is_some_and(|mark| !mark.is_ascii() || mark == '"' || mark == '\n' || mark == '\r') {
            return useless("file.delimiter");
        }
        if self.numbers.group_mark == Some(self.numbers.decimal_mark) || self.numbers.decimal_mark.is_ascii_digit() {
            return useless("numbers");
        }
        if self.countries.values().any(|entry| entry.code.is_some() == entry.undetermined.is_some()) {
            return useless("countries");
        }
        let most = crate::rule::MOST_RULES;
        if self.rules.is_empty() {
            return useless("rule");
        }
        if self.rules.len() > most {
            return Err(ProfileError::TooManyRules { most, found: self.rules.len() });
        }
        for rule in &self.rules {
            if rule.sku_is.iter().any(|sku| sku.parse::<Sku>().is_err()) {
                return useless(&format!("rule {}", rule.name));
            }
        }
        Ok(())
    }
}
