//! Record that an entity is registered for tax somewhere.

use kernel::{EntityCode, Refusal};
use store::{CommandError, Event, Tx, Value};

use crate::AREA;
use crate::model::RegistrationId;
use crate::question::Registration;
use crate::store::{REGISTRATIONS, registrations};

/// The most letters a number has.
const LONGEST_NUMBER: usize = 40;

/// Records a registration. Two of one entity, territory and scheme may follow each other, not overlap.
pub fn record_registration(
    tx: &mut Tx<'_>,
    entity: EntityCode,
    new: &Registration,
) -> Result<RegistrationId, CommandError> {
    let number = new.number.trim();
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || " .-/".contains(letter);
    if number.is_empty() || number.chars().count() > LONGEST_NUMBER || !number.chars().all(allowed) {
        return Err(Refusal::invalid("invalid_tax_number").at("/number").into());
    }
    if new.to.is_some_and(|to| to < new.from) {
        return Err(Refusal::invalid("registration_ends_before_it_begins").at("/to").into());
    }
    let overlaps = |old: &Registration| {
        old.territory == new.territory
            && old.scheme == new.scheme
            && new.to.is_none_or(|to| old.from <= to)
            && old.to.is_none_or(|to| new.from <= to)
    };
    if let Some(old) = registrations(tx, Some(entity))?.iter().find(|old| overlaps(&old.registration)) {
        return Err(Refusal::conflict("registration_overlaps").with("registration", old.id).into());
    }
    let id: RegistrationId = tx.context().new_id();
    let row = vec![
        Value::id(id),
        Value::text(entity),
        Value::text(new.territory),
        Value::word(new.scheme.as_str()),
        Value::from(number),
        Value::text(new.from),
        Value::from(new.to.map(|to| to.to_string())),
        tx.context().now.into(),
    ];
    tx.insert(&REGISTRATIONS, vec![row])?;
    tx.touch(AREA);
    let told = Told { entity, territory: new.territory, scheme: new.scheme.as_str(), from: new.from, to: new.to };
    tx.publish(Event::new("tax.registration_recorded.v1", id, &told)?);
    Ok(id)
}

#[derive(serde::Serialize)]
struct Told {
    entity: EntityCode,
    territory: kernel::CountryCode,
    scheme: &'static str,
    from: jiff::civil::Date,
    to: Option<jiff::civil::Date>,
}
