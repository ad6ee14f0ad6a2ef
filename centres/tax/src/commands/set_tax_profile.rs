//! Set what else decides an entity's tax: where its stock lies, what it sold against the limits of turnover.

use kernel::{EntityCode, Refusal, RefusalKind};
use store::{CommandError, Event, Nothing, Tx, Value};

use crate::AREA;
use crate::question::Turnover;
use crate::store::{PROFILES, TURNOVERS, profile};

/// Replaces the profile, which must still be of `version` (0 while there is none).
pub fn set_tax_profile(
    tx: &mut Tx<'_>,
    entity: EntityCode,
    version: i64,
    stock_only_at_home: Option<bool>,
    turnovers: &[Turnover],
) -> Result<Nothing, CommandError> {
    let current = profile(tx, entity)?;
    if current.version != version {
        return Err(Refusal::new(RefusalKind::Stale, "stale_version").with("current", current.version).into());
    }
    for (place, one) in turnovers.iter().enumerate() {
        let field = format!("/turnovers/{place}");
        if one.amount.is_negative() {
            return Err(Refusal::invalid("turnover_negative").at(field).into());
        }
        if one.amount.currency() != one.of.currency() {
            let wrong = Refusal::invalid("turnover_in_other_currency").at(field);
            return Err(wrong.with("currency", one.of.currency()).into());
        }
        if turnovers.iter().skip(place.saturating_add(1)).any(|other| other.of == one.of) {
            return Err(Refusal::invalid("turnover_told_twice").at(field).into());
        }
    }
    let next = Value::Int(current.version.saturating_add(1));
    tx.upsert(&PROFILES, vec![vec![Value::text(entity), stock_only_at_home.into(), next]])?;
    let old = current.turnovers.iter();
    tx.delete(&TURNOVERS, old.map(|one| vec![Value::text(entity), Value::word(one.of.as_str())]).collect())?;
    let row = |one: &Turnover| {
        vec![
            Value::text(entity),
            Value::word(one.of.as_str()),
            one.amount.minor().into(),
            Value::text(one.amount.currency()),
            Value::text(one.as_of),
        ]
    };
    tx.insert(&TURNOVERS, turnovers.iter().map(row).collect())?;
    tx.touch(AREA);
    tx.publish(Event::new("tax.profile_set.v1", entity, &stock_only_at_home)?);
    Ok(Nothing)
}
