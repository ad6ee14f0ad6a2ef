//! Which sales channels are marketplaces?

use store::{Read, StoreError};

use crate::model::TaxChannel;

/// Every channel that somebody told about, by code. The others are the company's own.
pub fn tax_channels(read: &mut dyn Read) -> Result<Vec<TaxChannel>, StoreError> {
    crate::store::channels(read)
}
