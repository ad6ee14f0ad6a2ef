//! Tell whether a sales channel is a marketplace of the kind the law can make the supplier.

use store::{CommandError, Event, Nothing, Tx, Value};

use crate::AREA;
use crate::model::TaxChannel;
use crate::store::CHANNELS;

/// Replaces what was told of the channel. Orders placed before keep the tax they were placed with.
pub fn set_tax_channel(tx: &mut Tx<'_>, told: TaxChannel) -> Result<Nothing, CommandError> {
    tx.upsert(&CHANNELS, vec![vec![Value::text(told.channel), told.marketplace.into()]])?;
    tx.touch(AREA);
    tx.publish(Event::new("tax.channel_set.v1", told.channel, &told.marketplace)?);
    Ok(Nothing)
}
