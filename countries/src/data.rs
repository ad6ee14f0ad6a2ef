//! The shapes of the TOML files. Nothing outside the loader sees them.

use jiff::civil::Date;
use kernel::Texts;
use serde::Deserialize;

use crate::period::FactStatus;
use crate::rates::{RateClass, TaxClass};
use crate::thresholds::Shape;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorldFile {
    pub default_region: String,
    pub countries: Vec<CountryEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountryEntry {
    pub code: String,
    pub en: String,
    pub zh: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub region: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpellingsFile {
    pub spellings: Vec<SpellingEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpellingEntry {
    pub said: Vec<String>,
    pub area: Option<String>,
    #[serde(default)]
    pub countries: Vec<String>,
    pub why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddressFile {
    pub country: String,
    pub currency: String,
    pub required: Vec<String>,
    pub postcode_forms: Vec<String>,
    pub source: String,
    pub source_date: Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxFile {
    #[serde(default)]
    pub territories: Vec<TerritoryEntry>,
    #[serde(default)]
    pub vat_ids: Vec<VatIdsEntry>,
    #[serde(default)]
    pub rates: Vec<RateEntry>,
    #[serde(default)]
    pub goods: Vec<GoodsEntry>,
    #[serde(default)]
    pub thresholds: Vec<ThresholdEntry>,
    #[serde(default)]
    pub schemes: Vec<SchemeEntry>,
    #[serde(default)]
    pub charges: Vec<ChargeEntry>,
    #[serde(default)]
    pub retentions: Vec<RetentionEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamesEntry {
    pub en: String,
    pub zh: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaEntry {
    pub area: String,
    pub from: Date,
    pub to: Option<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TerritoryEntry {
    pub code: String,
    pub country: String,
    pub names: NamesEntry,
    pub tax_country: Option<String>,
    #[serde(default)]
    pub vat_areas: Vec<AreaEntry>,
    #[serde(default)]
    pub customs_areas: Vec<AreaEntry>,
    #[serde(default)]
    pub postcodes: Vec<String>,
    /// The country whose postcodes these are, if not `country` (Jersey's are of the British system).
    pub postcodes_of: Option<String>,
    pub recognised_from: Option<Date>,
    pub rates_of: Option<String>,
    pub registers_in: Option<String>,
    pub note: Option<String>,
    pub source: String,
    pub source_date: Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VatIdsEntry {
    pub territory: String,
    pub prefix: String,
    pub forms: Vec<String>,
    pub note: Option<String>,
    pub source: String,
    pub source_date: Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateEntry {
    pub territory: String,
    pub class: RateClass,
    pub percent: String,
    pub from: Date,
    pub to: Option<Date>,
    pub status: FactStatus,
    pub source: String,
    pub source_date: Date,
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoodsEntry {
    pub territory: String,
    pub goods: TaxClass,
    pub class: RateClass,
    pub from: Date,
    pub to: Option<Date>,
    pub status: FactStatus,
    pub source: String,
    pub source_date: Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThresholdEntry {
    pub id: String,
    pub shape: Shape,
    pub amount: String,
    pub currency: String,
    pub basis: Texts,
    pub not_applied: Option<Texts>,
    pub from: Date,
    pub to: Option<Date>,
    pub status: FactStatus,
    pub source: String,
    pub source_date: Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SchemeEntry {
    pub id: String,
    pub names: NamesEntry,
    pub from: Date,
    pub to: Option<Date>,
    pub tax_point: String,
    pub returns: String,
    pub status: FactStatus,
    pub source: String,
    pub source_date: Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChargeEntry {
    pub id: String,
    pub amount: Option<String>,
    pub currency: String,
    pub shape: Shape,
    pub from: Date,
    pub to: Option<Date>,
    pub status: FactStatus,
    pub source: String,
    pub source_date: Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionEntry {
    /// None for every country without a row of its own.
    pub country: Option<String>,
    pub years: i16,
    pub from: Date,
    pub to: Option<Date>,
    pub status: FactStatus,
    pub source: String,
    pub source_date: Date,
}
