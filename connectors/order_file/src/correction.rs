//! What people put right.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::kind::LineKind;
use crate::unusable::Field;

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
    /// A person left the row out: it is not to be used, whatever it holds. Never part of the JSON.
    #[serde(skip)]
    pub left_out: bool,
}
