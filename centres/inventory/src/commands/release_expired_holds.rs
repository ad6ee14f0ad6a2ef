//! Release expired holds: the sweep that gives pieces back when an order was not confirmed in time. Holding does the same for a
//! shelf that is short, so a late sweep costs nobody a sale.

use store::{Answer, CommandError, Tx};

use crate::shelves::Shelves;
use crate::store::expired_holds;

/// How many holds a sweep ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swept(pub usize);

impl Answer for Swept {
    fn reference(&self) -> String {
        self.0.to_string()
    }
}

/// Ends up to `limit` holds whose time is up, longest ago first.
pub fn release_expired_holds(tx: &mut Tx<'_>, limit: u16) -> Result<Swept, CommandError> {
    let now = tx.context().now;
    let expired = expired_holds(tx, now, i64::from(limit))?;
    let mut shelves = Shelves::of(tx, expired.iter().map(|hold| hold.shelf))?;
    for hold in &expired {
        shelves.end_expired(hold, now);
    }
    shelves.write(tx)?;
    Ok(Swept(expired.len()))
}
