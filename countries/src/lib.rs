//! What is true in a country: its names, addresses, tax territories, dated rates, thresholds, schemes. All of it is data in
//! this folder's TOML files, one folder a country or group; adding a country edits no code.
//!
//! Invariants: every fact has a first day, a status ([`FactStatus`]) and a source with its date; what nobody could source is
//! `unsure` and says so, never law. Rates of one territory and class never overlap. The data is inside the binary, read
//! once ([`World::load`]); a test reads all of it.
//!
//! Deliberately not here: which rule applies to a sale and who owes the tax (`centres/tax`), duty rates (HS codes alone do
//! not give them), anything a company may set for itself.

mod address;
mod data;
mod load;
mod period;
mod rates;
mod recognise;
mod retention;
mod territory;
mod thresholds;
mod vat_id;
mod world;

pub use address::AddressFormat;
pub use load::LoadError;
pub use period::{FactStatus, Period, Source};
pub use rates::{ChosenRate, GoodsRow, NoRate, RateClass, RateRow, TaxClass, UnknownTaxClass};
pub use recognise::Recognised;
pub use retention::Retention;
pub use territory::{AreaId, Located, Names, Territory, TerritoryId};
pub use thresholds::{BorderCharge, Scheme, Shape, Threshold};
pub use vat_id::{VatId, VatIdFault, VatIdForms};
pub use world::{Country, World};

/// What the refusals of this crate say, in English, Chinese and Arabic.
pub const TEXTS: &str = include_str!("../texts.toml");
