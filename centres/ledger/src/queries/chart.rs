//! Which entities and accounts are there?

use std::collections::HashMap;

use kernel::EntityCode;
use store::{Read, StoreError};

use crate::account::ChartAccount;
use crate::model::Entity;
use crate::store_rows;

/// All entities, by code. Few; cache them on the revision of [`AREA`](crate::AREA).
pub fn entities(read: &mut dyn Read) -> Result<Vec<Entity>, StoreError> {
    store_rows::all_entities(read)
}

/// Those of these entities that exist.
pub fn entities_by_code(read: &mut dyn Read, codes: &[EntityCode]) -> Result<HashMap<EntityCode, Entity>, StoreError> {
    store_rows::entities_of(read, codes)
}

/// The chart of accounts: everybody's, and the own ones of `entity` or (none given) of all.
pub fn chart(read: &mut dyn Read, entity: Option<EntityCode>) -> Result<Vec<ChartAccount>, StoreError> {
    store_rows::accounts(read, entity)
}
