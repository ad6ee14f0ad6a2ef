//! Set what sourcing weighs against money.

use kernel::{Refusal, RefusalKind};
use store::{CommandError, Event, Nothing, Tx, Value};

use crate::AREA;
use crate::model::Weights;
use crate::store::{WEIGHTS, weights};

/// Sets the weights, which must still be of `version` (0 while nobody set any).
pub fn set_sourcing_weights(tx: &mut Tx<'_>, version: i64, new: &Weights) -> Result<Nothing, CommandError> {
    let (_, current) = weights(tx)?;
    if current != version {
        return Err(Refusal::new(RefusalKind::Stale, "stale_version").with("current", current).into());
    }
    let all = [Some(new.day_minor), new.duty_unknown_minor, Some(new.thin_stock_minor), Some(new.extra_parcel_minor)];
    if all.into_iter().flatten().any(|weight| weight < 0) {
        return Err(Refusal::invalid("invalid_sourcing_weight").into());
    }
    tx.upsert(
        &WEIGHTS,
        vec![vec![
            Value::Int(1),
            Value::text(new.currency),
            new.day_minor.into(),
            new.duty_unknown_minor.into(),
            new.thin_stock_minor.into(),
            new.extra_parcel_minor.into(),
            Value::Int(current + 1),
        ]],
    )?;
    tx.touch(AREA);
    tx.publish(Event::new("logistics.sourcing_weights_set.v1", "sourcing_weights", &(current + 1))?);
    Ok(Nothing)
}
