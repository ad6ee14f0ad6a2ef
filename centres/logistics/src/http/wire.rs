//! Lanes as they travel.

use kernel::{CurrencyCode, Money, Refusal, Timestamp, Zone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;

use crate::model::{Destination, Lane, Status, WarehouseId, Weights};

/// All the lanes of a warehouse.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Lanes {
    #[schema(value_type = String, example = "wh_05WXQ7Z9K2F3A")]
    pub(super) warehouse: WarehouseId,
    pub(super) lanes: Vec<LaneWire>,
}

/// One service from a warehouse to a destination.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LaneWire {
    /// A country, or `*` for every country without a lane of its own.
    #[serde(serialize_with = "as_text", deserialize_with = "from_text")]
    #[schema(value_type = String, example = "FR")]
    destination: Destination,
    #[schema(example = "DHL Paket International")]
    service: String,
    /// The price of a parcel before its weight.
    #[schema(value_type = edge::shape::Money)]
    base: Money,
    /// The price of a kilogram, in the same currency; grams are charged in proportion.
    #[schema(value_type = edge::shape::Money)]
    per_kg: Money,
    #[schema(minimum = 0, maximum = 365, example = 2)]
    days_min: i64,
    #[schema(minimum = 0, maximum = 365, example = 4)]
    days_max: i64,
    /// Orders from this time of day on, in `zone`, leave a day later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "16:00")]
    cut_off: Option<CutOff>,
    #[schema(value_type = String, example = "Europe/Berlin")]
    zone: Zone,
    /// The first instant it holds.
    #[schema(value_type = String, example = "2026-01-01T00:00:00Z")]
    valid_from: Timestamp,
    /// The first instant it no longer holds; for ever when not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "2027-01-01T00:00:00Z")]
    valid_to: Option<Timestamp>,
    /// `sure` or `unsure`: whether somebody vouches for the figures.
    #[schema(value_type = String, example = "sure")]
    status: Status,
    /// Where the figures are from.
    #[schema(example = "contract of 2026-01-01")]
    source: String,
}

fn as_text<S: Serializer>(destination: &Destination, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(destination)
}

fn from_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Destination, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

/// A time of day in minutes, `16:00` as text.
#[derive(Debug, Clone, Copy)]
pub(super) struct CutOff(i64);

impl Serialize for CutOff {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:02}:{:02}", self.0 / 60, self.0 % 60))
    }
}

impl<'de> Deserialize<'de> for CutOff {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let part = |text: &str, below: i64| -> Option<i64> {
            let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|number: &i64| digits && *number < below)
        };
        text.split_once(':')
            .and_then(|(hours, minutes)| Some(Self(part(hours, 24)? * 60 + part(minutes, 60)?)))
            .ok_or_else(|| serde::de::Error::custom("not a time of day like 16:00"))
    }
}

impl LaneWire {
    pub(super) fn into_lane(self, warehouse: WarehouseId) -> Lane {
        Lane {
            warehouse,
            destination: self.destination,
            service: self.service,
            base: self.base,
            per_kg: self.per_kg,
            days_min: self.days_min,
            days_max: self.days_max,
            cut_off_minute: self.cut_off.map(|cut_off| cut_off.0),
            zone: self.zone,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            status: self.status,
            source: self.source,
        }
    }
}

impl From<Lane> for LaneWire {
    fn from(lane: Lane) -> Self {
        Self {
            destination: lane.destination,
            service: lane.service,
            base: lane.base,
            per_kg: lane.per_kg,
            days_min: lane.days_min,
            days_max: lane.days_max,
            cut_off: lane.cut_off_minute.map(CutOff),
            zone: lane.zone,
            valid_from: lane.valid_from,
            valid_to: lane.valid_to,
            status: lane.status,
            source: lane.source,
        }
    }
}

/// What sourcing weighs against money. Costs are compared in `currency`, which all of these are in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WeightsWire {
    #[schema(value_type = String, example = "EUR")]
    currency: CurrencyCode,
    /// What a day of waiting counts as.
    #[schema(value_type = edge::shape::Money)]
    day: Money,
    /// What a duty that nobody knows counts as; leave it out to refuse such a warehouse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<edge::shape::Money>)]
    duty_unknown: Option<Money>,
    /// What taking the last piece of a shelf counts as; a part of it counts in proportion.
    #[schema(value_type = edge::shape::Money)]
    thin_stock: Money,
    /// What each parcel beyond the first counts as.
    #[schema(value_type = edge::shape::Money)]
    extra_parcel: Money,
}

impl WeightsWire {
    pub(super) fn into_weights(self) -> Result<Weights, Refusal> {
        let minor = |field: &str, money: Money| {
            if money.currency() == self.currency {
                return Ok(money.minor());
            }
            let refusal = Refusal::invalid("sourcing_weight_in_another_currency").at(format!("/{field}/currency"));
            Err(refusal.with("currency", money.currency()).with("wanted", self.currency))
        };
        Ok(Weights {
            currency: self.currency,
            day_minor: minor("day", self.day)?,
            duty_unknown_minor: self.duty_unknown.map(|money| minor("duty_unknown", money)).transpose()?,
            thin_stock_minor: minor("thin_stock", self.thin_stock)?,
            extra_parcel_minor: minor("extra_parcel", self.extra_parcel)?,
        })
    }
}

impl From<Weights> for WeightsWire {
    fn from(weights: Weights) -> Self {
        let money = |minor| Money::new(minor, weights.currency);
        Self {
            currency: weights.currency,
            day: money(weights.day_minor),
            duty_unknown: weights.duty_unknown_minor.map(money),
            thin_stock: money(weights.thin_stock_minor),
            extra_parcel: money(weights.extra_parcel_minor),
        }
    }
}
