//! Which customers are these persons, or these references of a channel? Batch-shaped; merged ones answer as who stands for them.

use std::collections::HashMap;

use kernel::{ChannelCode, ShopCode};
use store::{Read, StoreError, Value};
use vault::PersonId;

use crate::CustomerId;
use crate::store::{standing_of_persons, standing_of_references};

pub fn customers_of_persons(
    read: &mut dyn Read,
    persons: &[PersonId],
) -> Result<HashMap<PersonId, CustomerId>, StoreError> {
    let list: Vec<Value> = persons.iter().map(|person| Value::id(*person)).collect();
    let found = standing_of_persons(read, &list)?;
    Ok(found.into_iter().map(|(person, customer, _)| (person, customer)).collect())
}

pub fn customers_of_references(
    read: &mut dyn Read,
    (channel, shop): (ChannelCode, ShopCode),
    references: &[&str],
) -> Result<HashMap<String, CustomerId>, StoreError> {
    let list: Vec<Value> = references.iter().map(|reference| Value::from(*reference)).collect();
    Ok(standing_of_references(read, channel.as_str(), shop.as_str(), &list)?.into_iter().collect())
}
