//! The SQL of lanes and weights.

use kernel::{CurrencyCode, Id, Money};
use store::{Kind, Read, Row, StoreError, Table, Value, args};

use crate::model::{Lane, LaneId, WarehouseId, Weights};

pub(crate) const LANES: Table = Table {
    name: "lanes",
    columns: &[
        ("id", Kind::Int),
        ("warehouse", Kind::Int),
        ("destination", Kind::Text),
        ("service", Kind::Text),
        ("base_minor", Kind::Int),
        ("per_kg_minor", Kind::Int),
        ("currency", Kind::Text),
        ("days_min", Kind::Int),
        ("days_max", Kind::Int),
        ("cut_off_minute", Kind::Int),
        ("zone", Kind::Text),
        ("valid_from", Kind::Int),
        ("valid_to", Kind::Int),
        ("status", Kind::Text),
        ("source", Kind::Text),
    ],
    key: &["id"],
};

pub(crate) const WEIGHTS: Table = Table {
    name: "sourcing_weights",
    columns: &[
        ("id", Kind::Int),
        ("currency", Kind::Text),
        ("day_minor", Kind::Int),
        ("duty_unknown_minor", Kind::Int),
        ("thin_stock_minor", Kind::Int),
        ("extra_parcel_minor", Kind::Int),
        ("version", Kind::Int),
    ],
    key: &["id"],
};

pub(crate) fn lane_row(id: LaneId, lane: &Lane) -> Vec<Value> {
    vec![
        Value::id(id),
        Value::id(lane.warehouse),
        Value::text(lane.destination),
        Value::from(lane.service.as_str()),
        lane.base.minor().into(),
        lane.per_kg.minor().into(),
        Value::text(lane.base.currency()),
        lane.days_min.into(),
        lane.days_max.into(),
        lane.cut_off_minute.into(),
        Value::text(&lane.zone),
        lane.valid_from.into(),
        lane.valid_to.into(),
        Value::word(lane.status.as_str()),
        Value::from(lane.source.as_str()),
    ]
}

fn lane(row: &Row) -> Result<Lane, StoreError> {
    let currency: CurrencyCode = row.parsed(5)?;
    Ok(Lane {
        warehouse: row.id(0)?,
        destination: row.parsed(1)?,
        service: row.text(2)?.to_owned(),
        base: Money::new(row.int(3)?, currency),
        per_kg: Money::new(row.int(4)?, currency),
        days_min: row.int(6)?,
        days_max: row.int(7)?,
        cut_off_minute: row.opt_int(8)?,
        zone: row.parsed(9)?,
        valid_from: row.at(10)?,
        valid_to: row.opt_at(11)?,
        status: row.parsed(12)?,
        source: row.text(13)?.to_owned(),
    })
}

/// All lanes, or those of one warehouse, by warehouse, destination and service.
pub(crate) fn lanes(read: &mut dyn Read, of: Option<WarehouseId>) -> Result<Vec<Lane>, StoreError> {
    let (lowest, highest) = of.map_or((i64::MIN, i64::MAX), |one| (one.number(), one.number()));
    let rows = read.query(
        "SELECT warehouse, destination, service, base_minor, per_kg_minor, currency, days_min, days_max, cut_off_minute,
         zone, valid_from, valid_to, status, source FROM lanes WHERE warehouse BETWEEN $1 AND $2
         ORDER BY warehouse, destination, service, valid_from",
        &args![lowest, highest],
    )?;
    rows.iter().map(lane).collect()
}

/// The weights with their version; the default ones are version 0.
pub(crate) fn weights(read: &mut dyn Read) -> Result<(Weights, i64), StoreError> {
    let row = read.query_one(
        "SELECT currency, day_minor, duty_unknown_minor, thin_stock_minor, extra_parcel_minor, version
         FROM sourcing_weights WHERE id = 1",
        &[],
    )?;
    let Some(row) = row else { return Ok((Weights::default(), 0)) };
    let weights = Weights {
        currency: row.parsed(0)?,
        day_minor: row.int(1)?,
        duty_unknown_minor: row.opt_int(2)?,
        thin_stock_minor: row.int(3)?,
        extra_parcel_minor: row.int(4)?,
    };
    Ok((weights, row.int(5)?))
}
