//! Which orders' goods have not all left?

use kernel::Timestamp;
use store::{Read, StoreError, args};

use crate::model::{Fulfilment, OrderId, Payment};

/// Of more than so many, those that were recorded first.
const MOST: i64 = 10_000;

/// Open orders with goods that may still have to leave, by when they were placed: who waits longest comes first. Whether pieces are
/// really left, and where, their lines say. One query, in the index of where orders stand.
pub fn orders_to_ship(read: &mut dyn Read) -> Result<Vec<(Timestamp, OrderId)>, StoreError> {
    let some_left =
        [Fulfilment::Unfulfilled, Fulfilment::PartlyShipped, Fulfilment::PartlyDelivered, Fulfilment::PartlyReturned];
    let quoted = |words: Vec<&str>| format!("'{}'", words.join("', '"));
    // All payments: so that the index is read by all three of its words.
    let sql = format!(
        "SELECT placed_at, id FROM orders WHERE status = 'open' AND payment IN ({}) AND fulfilment IN ({}) ORDER BY id LIMIT $1",
        quoted(Payment::ALL.iter().map(|one| one.word()).collect()),
        quoted(some_left.iter().map(|one| one.word()).collect()),
    );
    let rows = read.query(&sql, &args![MOST])?;
    let mut waiting: Vec<(Timestamp, OrderId)> =
        rows.iter().map(|row| Ok((row.at(0)?, row.id(1)?))).collect::<Result<_, StoreError>>()?;
    waiting.sort_unstable();
    Ok(waiting)
}
