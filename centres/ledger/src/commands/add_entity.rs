//! A company begins to keep its books here.

use kernel::{CountryCode, CurrencyCode, EntityCode, Refusal, Zone};
use serde::Serialize;
use store::{Answer, CommandError, Event, Tx, Value};

use crate::AREA;
use crate::address::PostalAddress;
use crate::store_rows::{ENTITIES, address_value};

/// A legal entity to be added.
#[derive(Debug, Clone)]
pub struct AddEntity {
    pub code: EntityCode,
    pub name: String,
    pub country: CountryCode,
    /// Of its books; for good.
    pub base_currency: CurrencyCode,
    pub zone: Zone,
    /// Of its seat, where it is known already.
    pub address: Option<PostalAddress>,
}

/// The code of the entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddedEntity(pub EntityCode);

impl Answer for AddedEntity {
    fn reference(&self) -> String {
        self.0.to_string()
    }
}

#[derive(Serialize)]
struct EntityAdded<'a> {
    name: &'a str,
    country: CountryCode,
    base_currency: CurrencyCode,
}

/// A legal name without blanks around it. Refuses `entity_name_unusable`.
pub(crate) fn checked_name(name: &str) -> Result<&str, Refusal> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 200 {
        return Err(Refusal::invalid("entity_name_unusable").at("/name"));
    }
    Ok(name)
}

/// Adds an entity. Refused when the code is taken, the name is blank or the address is none.
pub fn add_entity(tx: &mut Tx<'_>, input: &AddEntity) -> Result<AddedEntity, CommandError> {
    let name = checked_name(&input.name)?;
    let address = input.address.as_ref().map(PostalAddress::checked).transpose()?;
    if !input.country.is_country() {
        return Err(Refusal::invalid("invalid_country").at("/country").with("text", input.country).into());
    }
    let row = vec![
        Value::text(input.code),
        name.into(),
        Value::text(input.country),
        Value::text(input.base_currency),
        Value::text(&input.zone),
        address_value(address.as_ref())?,
        Value::Null,
        tx.context().now.into(),
        Value::Int(1),
    ];
    let new = tx.insert_new(&ENTITIES, vec![row])?;
    if !new.first().copied().unwrap_or_default() {
        return Err(Refusal::conflict("entity_exists").at("/code").with("entity", input.code).into());
    }
    tx.touch(AREA);
    let fact = EntityAdded { name, country: input.country, base_currency: input.base_currency };
    tx.publish(Event::new("ledger.entity_added.v1", input.code, &fact)?);
    Ok(AddedEntity(input.code))
}
