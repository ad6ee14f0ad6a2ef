//! Where is an entity registered?

use kernel::EntityCode;
use store::{Read, StoreError};

use crate::model::{EntityRegistration, RegistrationId};

/// The registrations of an entity, or of all.
pub fn list_registrations(
    read: &mut dyn Read,
    entity: Option<EntityCode>,
) -> Result<Vec<EntityRegistration>, StoreError> {
    crate::store::registrations(read, entity)
}

/// One registration.
pub fn get_registration(read: &mut dyn Read, id: RegistrationId) -> Result<Option<EntityRegistration>, StoreError> {
    crate::store::registration_by_id(read, id)
}
