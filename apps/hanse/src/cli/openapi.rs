//! `hanse openapi`.

use super::Failure;
use crate::{product, server};

/// Prints the document, a line for each value: what the console's types are made from.
pub(super) fn run() -> Result<(), Failure> {
    let document = edge::document(product::routes(), server::ABOUT)?;
    let whole: serde_json::Value = serde_json::from_slice(&document.json)?;
    super::print(&format_args!("{whole:#}"));
    Ok(())
}
