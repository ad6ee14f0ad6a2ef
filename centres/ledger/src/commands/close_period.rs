//! Closing the books up to a day: what was declared does not change any more.

use jiff::civil::Date;
use kernel::{EntityCode, Refusal};
use serde::Serialize;
use store::{Answer, CommandError, Event, Tx, Value};

use crate::AREA;
use crate::new_entry::PostRefusal;
use crate::store_rows::{CLOSINGS, ENTITIES, entities_of};

/// Closes all days up to and with `until`.
#[derive(Debug, Clone, Copy)]
pub struct ClosePeriod {
    pub entity: EntityCode,
    pub until: Date,
}

/// What is closed now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ClosedPeriod {
    pub entity: EntityCode,
    pub until: Date,
}

impl Answer for ClosedPeriod {
    fn reference(&self) -> String {
        format!("{} {}", self.entity, self.until)
    }
}

/// Closes a period. Refused when the last day is not over yet in the entity's zone, or was closed before.
///
/// From then on what people book by hand on those days is refused, and facts of those days are booked on the first open day.
pub fn close_period(tx: &mut Tx<'_>, input: &ClosePeriod) -> Result<ClosedPeriod, CommandError> {
    let ClosePeriod { entity: code, until } = *input;
    let books = entities_of(tx, &[code])?;
    let entity = books.get(&code).ok_or(PostRefusal::UnknownEntity { entity: code })?;
    let now = tx.context().now;
    if until >= entity.day_of(now) {
        return Err(Refusal::conflict("period_not_over").at("/until").with("day", until).into());
    }
    if entity.is_closed(until) {
        return Err(Refusal::conflict("period_already_closed").at("/until").with("day", until).into());
    }
    tx.update(&ENTITIES, &["closed_until"], vec![vec![Value::text(code), Value::text(until)]])?;
    let reason = tx.context().reason.as_deref().into();
    let actor = tx.context().actor.as_str().into();
    tx.insert(&CLOSINGS, vec![vec![Value::text(code), Value::text(until), now.into(), actor, reason]])?;
    tx.touch(AREA);
    let closed = ClosedPeriod { entity: code, until };
    tx.publish(Event::new("ledger.period_closed.v1", code, &closed)?);
    Ok(closed)
}
