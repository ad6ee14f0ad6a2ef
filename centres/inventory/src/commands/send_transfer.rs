//! Send a transfer: pieces leave one warehouse for another and are in transit until they arrive. A decision, so it sends only
//! what is available.

use kernel::Refusal;
use store::{CommandError, Tx, Value};

use super::{checked_lines, checked_pieces, require_warehouse};
use crate::events::{STOCK_SENT, StockChanged};
use crate::model::{Movement, MovementKind, Pieces, Shelf, TransferId, VariantId, WarehouseId};
use crate::shelves::{Shelves, summed};
use crate::store::{BALANCES, TRANSFERS};

/// What goes where.
#[derive(Debug, Clone)]
pub struct SendTransfer {
    pub from: WarehouseId,
    pub to: WarehouseId,
    pub lines: Vec<(VariantId, i64)>,
    /// The transfer's paper.
    pub document: Option<String>,
}

/// Takes the pieces from on hand and puts them in transit: all of them or none.
pub fn send_transfer(tx: &mut Tx<'_>, input: &SendTransfer) -> Result<TransferId, CommandError> {
    let context = tx.context().clone();
    if input.from == input.to {
        return Err(Refusal::invalid("transfer_to_itself").at("/to").into());
    }
    require_warehouse(tx, input.from)?;
    require_warehouse(tx, input.to)?;
    checked_lines(input.lines.len())?;
    let mut lines = Vec::with_capacity(input.lines.len());
    for (place, (variant, quantity)) in input.lines.iter().enumerate() {
        let quantity = checked_pieces(place, *quantity)?;
        lines.push(Pieces { shelf: Shelf::new(*variant, input.from), quantity });
    }
    let lines = summed(&lines);
    let id: TransferId = context.new_id();
    let mut shelves = Shelves::of(tx, lines.iter().map(|line| line.shelf))?;
    let (mut rows, mut movements) = (Vec::new(), Vec::new());
    for line in lines {
        let available = shelves.balance(line.shelf).available();
        if available < line.quantity {
            return Err(Refusal::conflict("out_of_stock")
                .with("sku", line.shelf.variant)
                .with("wanted", line.quantity)
                .with("available", available)
                .into());
        }
        rows.push(vec![
            Value::id(id),
            Value::id(line.shelf.variant),
            Value::id(input.from),
            Value::id(input.to),
            line.quantity.into(),
            Value::Int(0),
            Value::Int(0),
            input.document.clone().into(),
            context.now.into(),
            Value::Null,
        ]);
        movements.push(Movement {
            shelf: line.shelf,
            kind: MovementKind::TransferOut,
            quantity: -line.quantity,
            unit_cost: None,
            document: Some(id.to_string()),
            reason: None,
            at: context.now,
        });
    }
    let told = StockChanged::by(input.document.as_deref(), &movements);
    for movement in movements {
        shelves.record(&context, movement);
    }
    shelves.write(tx)?;
    // The shelf it goes to is listed from now on, empty as it may be: pieces are coming.
    let coming = rows.iter().filter_map(|row| row.get(1).cloned());
    let empty = coming.map(|variant| {
        let zero = || Value::Int(0);
        vec![variant, Value::id(input.to), zero(), zero(), zero(), zero()]
    });
    tx.insert_new(&BALANCES, empty.collect())?;
    tx.insert(&TRANSFERS, rows)?;
    told.publish(tx, STOCK_SENT, input.from)?;
    Ok(id)
}
