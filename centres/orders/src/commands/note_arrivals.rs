//! Notes where the pieces of a return went.

use kernel::Id;
use store::{CommandError, Read as _, Tx, Value, args};

use crate::model::ReturnId;
use crate::store_rows::ORDER_RETURN_ARRIVALS;

/// So many more pieces of a line came to a warehouse (line, warehouse, pieces), by one receipt.
pub fn note_arrivals(tx: &mut Tx<'_>, id: ReturnId, arrived: &[(i64, i64, i64)]) -> Result<(), CommandError> {
    let sql = "SELECT line, warehouse, received FROM order_return_arrivals WHERE return_id = $1";
    let before = tx.query(sql, &args![id.number()])?;
    let mut rows = Vec::with_capacity(arrived.len());
    for (line, warehouse, pieces) in arrived.iter().filter(|(_, _, pieces)| *pieces > 0) {
        let mut received = *pieces;
        for row in &before {
            if (row.int(0)?, row.int(1)?) == (*line, *warehouse) {
                received = received.saturating_add(row.int(2)?);
            }
        }
        rows.push(vec![Value::id(id), Value::Int(*line), Value::Int(*warehouse), Value::Int(received)]);
    }
    Ok(tx.upsert(&ORDER_RETURN_ARRIVALS, rows)?)
}
