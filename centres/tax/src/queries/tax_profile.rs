//! What else decides an entity's tax, and all of it together as the engine takes it.

use kernel::{CountryCode, EntityCode};
use store::{Read, StoreError};

use crate::model::TaxProfile;
use crate::question::Seller;

/// The profile; an empty one of version 0 while nobody set it.
pub fn tax_profile(read: &mut dyn Read, entity: EntityCode) -> Result<TaxProfile, StoreError> {
    crate::store::profile(read, entity)
}

/// The entity as the engine's seller.
pub fn seller(read: &mut dyn Read, entity: EntityCode, country: CountryCode) -> Result<Seller, StoreError> {
    let registrations = crate::store::registrations(read, Some(entity))?;
    let profile = crate::store::profile(read, entity)?;
    Ok(Seller {
        country,
        registrations: registrations.into_iter().map(|one| one.registration).collect(),
        stock_only_at_home: profile.stock_only_at_home,
        turnovers: profile.turnovers,
    })
}
