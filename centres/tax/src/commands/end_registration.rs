//! End a registration: its last day becomes known.

use jiff::civil::Date;
use kernel::Refusal;
use store::{CommandError, Event, Tx, Value};

use crate::AREA;
use crate::model::RegistrationId;
use crate::store::{REGISTRATIONS, registration_by_id};

/// Sets the last day of a registration that has none yet.
pub fn end_registration(tx: &mut Tx<'_>, id: RegistrationId, last_day: Date) -> Result<RegistrationId, CommandError> {
    let found = registration_by_id(tx, id)?;
    let known = found.ok_or_else(|| Refusal::not_found("registration_not_found").with("registration", id))?;
    if known.registration.to.is_some() {
        return Err(Refusal::conflict("registration_ended").with("registration", id).into());
    }
    if last_day < known.registration.from {
        return Err(Refusal::invalid("registration_ends_before_it_begins").at("/to").into());
    }
    tx.update(&REGISTRATIONS, &["valid_to"], vec![vec![Value::id(id), Value::text(last_day)]])?;
    tx.touch(AREA);
    tx.publish(Event::new("tax.registration_ended.v1", id, &last_day)?);
    Ok(id)
}
