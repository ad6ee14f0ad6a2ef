//! Change a legal entity: its legal name and its address. Code, country, currency and zone stay: its books rest on them.

use kernel::{EntityCode, Refusal, RefusalKind};
use serde::Serialize;
use store::{CommandError, Event, Nothing, Tx, Value};

use crate::AREA;
use crate::address::PostalAddress;
use crate::commands::add_entity::checked_name;
use crate::new_entry::PostRefusal;
use crate::store_rows::{ENTITIES, address_value, entities_of};

/// The new values; all of them.
#[derive(Debug, Clone)]
pub struct EditEntity {
    pub entity: EntityCode,
    /// The version the editor saw.
    pub version: i64,
    pub name: String,
    pub address: Option<PostalAddress>,
}

#[derive(Serialize)]
struct EntityEdited<'a> {
    name: &'a str,
    version: i64,
}

/// Writes them if nobody else edited meanwhile. What was issued before says what it said.
pub fn edit_entity(tx: &mut Tx<'_>, input: &EditEntity) -> Result<Nothing, CommandError> {
    let code = input.entity;
    let name = checked_name(&input.name)?;
    let address = input.address.as_ref().map(PostalAddress::checked).transpose()?;
    let known = entities_of(tx, &[code])?;
    let entity = known.get(&code).ok_or(PostRefusal::UnknownEntity { entity: code })?;
    if entity.version != input.version {
        return Err(Refusal::new(RefusalKind::Stale, "stale_version").with("current", entity.version).into());
    }
    let version = entity.version.saturating_add(1);
    let row = vec![Value::text(code), name.into(), address_value(address.as_ref())?, Value::Int(version)];
    tx.update(&ENTITIES, &["name", "address", "version"], vec![row])?;
    tx.touch(AREA);
    tx.publish(Event::new("ledger.entity_edited.v1", code, &EntityEdited { name, version })?);
    Ok(Nothing)
}
