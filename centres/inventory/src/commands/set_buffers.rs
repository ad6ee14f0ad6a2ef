//! Set buffers: pieces a shelf keeps back from sale.

use kernel::Refusal;
use store::{CommandError, Nothing, Tx};

use super::{checked_lines, require_warehouse};
use crate::model::{MOST_PIECES, Shelf, VariantId, WarehouseId};
use crate::shelves::Shelves;

/// The new buffers of one warehouse.
#[derive(Debug, Clone)]
pub struct SetBuffers {
    pub warehouse: WarehouseId,
    pub lines: Vec<(VariantId, i64)>,
}

/// Sets them. What is promised already stays promised.
pub fn set_buffers(tx: &mut Tx<'_>, input: &SetBuffers) -> Result<Nothing, CommandError> {
    require_warehouse(tx, input.warehouse)?;
    checked_lines(input.lines.len())?;
    let shelf = |variant: VariantId| Shelf::new(variant, input.warehouse);
    let mut shelves = Shelves::of(tx, input.lines.iter().map(|(variant, _)| shelf(*variant)))?;
    for (place, (variant, buffer)) in input.lines.iter().enumerate() {
        if !(0..=MOST_PIECES).contains(buffer) {
            let field = format!("/lines/{place}/buffer");
            return Err(Refusal::invalid("invalid_buffer").at(field).with("buffer", buffer).into());
        }
        shelves.set_buffer(shelf(*variant), *buffer);
    }
    shelves.write(tx)?;
    Ok(Nothing)
}
