//! Order files: CSV, Excel and JSON lines into orders, told what they are.
//!
//! A stateless translator: it reads the bytes it is given and a [`Profile`] (what the columns mean, as data) and gives
//! back a [`ReadFile`]: orders with their lines, each line of a stated [`LineKind`]; cancellations matched to what they
//! cancel; the products; a [`Report`] that adds up; and the rows that cannot be used, with line, value and reason.
//!
//! Invariants: every row is in exactly one order or among the unusable ones; no amount is rounded and none is reckoned in
//! floating point; the same bytes, profile and corrections give the same orders in the same places; no row, cell or file
//! is read beyond its limit; a broken row costs only itself. Columns a profile does not name are never looked into; they leave
//! the reader only with the row as it came ([`ReadFile::source_rows`]), whose keeper seals them.
//!
//! Deliberately not here: files, network and stores (bytes come in, facts go out); which shop the file is of; tax,
//! rounding, booking and stock; deciding what a profile leaves undetermined.

mod assemble;
mod cancel;
mod cells;
mod columns;
mod correction;
mod draft;
mod facts;
mod fuzz;
mod gather;
mod kind;
mod line;
mod names;
mod number;
mod open_text;
mod order;
mod preview;
mod product;
mod profile;
mod reader;
mod recipient;
mod repeated;
mod report;
mod rule;
mod seen;
mod source;
mod stock;
mod time;
mod unusable;

use std::io::Read;

pub use cancel::MatchOutcome;
pub use cells::{cells_of, whom_of};
pub use correction::{Correction, Corrections};
pub use fuzz::fuzz_read;
pub use kind::LineKind;
pub use line::ExactAmount;
pub use number::NumberFormat;
pub use open_text::is_national_phone;
pub use order::{Cancellation, CancelledPiece, FileLine, FileOrder, ReadFile};
pub use preview::{Preview, preview};
pub use product::FileProduct;
pub use profile::{
    Assumption, Certainty, Constants, CountryEntry, CustomerColumn, FileLayout, InvoiceNumbers, OrderStatus, PROFILES,
    Profile, ProfileError,
};
pub use reader::{FileError, Format, Limits, RawRow};
pub use recipient::Recipient;
pub use repeated::Whom;
pub use report::{CancelTotal, CountryTotal, KindTotal, Report, RuleTotal};
pub use rule::{Rule, Sign};
pub use seen::{SeenRow, any_row};
pub use source::{SourceColumn, SourceRow, SourceRows};
pub use stock::{Opening, opening_stock};
pub use time::TimeFormat;
pub use unusable::{Field, Problem, SHOWN_CHARACTERS, Unusable};

/// What this crate refuses and why rows cannot be used, in words.
pub const TEXTS: &str = include_str!("../texts.toml");

/// Reads a whole file within the usual [`Limits`].
pub fn read(bytes: impl Read, profile: &Profile) -> Result<ReadFile, FileError> {
    read_with(bytes, profile, &Corrections::new(), &Limits::default())
}

/// Reads a whole file with people's corrections laid over it.
pub fn read_with(
    bytes: impl Read,
    profile: &Profile,
    corrections: &Corrections,
    limits: &Limits,
) -> Result<ReadFile, FileError> {
    let mut gathering = gather::Gathering::new(profile, corrections, limits);
    let wanted: Vec<&str> = profile.columns.values().map(String::as_str).collect();
    reader::each_row(bytes, &profile.file, &wanted, limits, &mut gathering)?;
    gathering.rows.pack()?;
    assemble::classify(&mut gathering)?;
    let orders = assemble::orders(&mut gathering);
    let matches = cancel::match_all(&orders, &gathering.lines);
    let products = product::products(&gathering);
    let report = report::account(&gathering, &orders, &products, &matches);
    Ok(ReadFile::new(profile, gathering, orders, products, matches, report))
}
