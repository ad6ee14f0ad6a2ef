//! Set lanes: all the lanes of one warehouse at once. What was there before is replaced; orders keep the explanation they were
//! sourced by.

use kernel::{Id, Refusal};
use store::{CommandError, Event, Nothing, Tx, args};

use crate::AREA;
use crate::model::{Lane, WarehouseId};
use crate::store::{LANES, lane_row};

/// The most lanes a warehouse has: every country, several services each.
pub const MOST_LANES: usize = 2_000;

/// Replaces the lanes of `warehouse`. Each lane must name that warehouse.
pub fn set_lanes(tx: &mut Tx<'_>, warehouse: WarehouseId, lanes: &[Lane]) -> Result<Nothing, CommandError> {
    if lanes.len() > MOST_LANES {
        return Err(Refusal::invalid("too_many_lanes").at("/lanes").with("most", MOST_LANES).into());
    }
    let mut seen = std::collections::HashSet::new();
    for (place, lane) in lanes.iter().enumerate() {
        let wrong = |why: &str| {
            let field = format!("/lanes/{place}");
            CommandError::from(Refusal::invalid("invalid_lane").at(field).with("why", why))
        };
        if lane.warehouse != warehouse {
            return Err(wrong("it starts at another warehouse"));
        }
        if lane.base.currency() != lane.per_kg.currency() {
            return Err(wrong("the parcel's price and the kilogram's are in two currencies"));
        }
        if lane.base.is_negative() || lane.per_kg.is_negative() {
            return Err(wrong("a price is below zero"));
        }
        if lane.days_min < 0 || lane.days_max < lane.days_min || lane.days_max > 365 {
            return Err(wrong("its days are not a range between 0 and 365"));
        }
        if lane.cut_off_minute.is_some_and(|minute| !(0..1440).contains(&minute)) {
            return Err(wrong("its cut-off is not a time of day"));
        }
        if lane.valid_to.is_some_and(|end| end <= lane.valid_from) {
            return Err(wrong("it ends before it begins"));
        }
        if !seen.insert((lane.destination, lane.service.as_str(), lane.valid_from)) {
            return Err(wrong("the same service to the same destination begins twice at that instant"));
        }
    }
    tx.execute("DELETE FROM lanes WHERE warehouse = $1", &args![warehouse.number()])?;
    let rows = lanes.iter().map(|lane| lane_row(tx.context().new_id(), lane)).collect();
    tx.insert(&LANES, rows)?;
    tx.touch(AREA);
    let told = Event::new("logistics.lanes_set.v1", warehouse, &LanesSet { lanes: lanes.len() })?;
    tx.publish(told);
    Ok(Nothing)
}

#[derive(serde::Serialize)]
struct LanesSet {
    lanes: usize,
}
