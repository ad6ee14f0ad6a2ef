//! Lanes, and the weights that sourcing compares them by.

use kernel::{CountryCode, CurrencyCode, Money, MoneyError, Refusal, Timestamp, Zone};

kernel::typed_id!(
    /// Inventory's warehouse, by its number.
    WarehouseId, "wh"
);
kernel::typed_id!(
    /// The catalogue's variant, by its number.
    VariantId, "var"
);
kernel::typed_id!(
    /// A lane.
    LaneId, "lan"
);

/// Where a lane leads: one country, or every country without a lane of its own (`*`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Destination {
    Country(CountryCode),
    Anywhere,
}

impl std::fmt::Display for Destination {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Country(country) => country.fmt(out),
            Self::Anywhere => out.write_str("*"),
        }
    }
}

impl std::str::FromStr for Destination {
    type Err = kernel::place::CountryError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "*" { Ok(Self::Anywhere) } else { text.parse().map(Self::Country) }
    }
}

/// Whether somebody vouches for a lane's figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Sure,
    Unsure,
}

impl Status {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Unsure => "unsure",
        }
    }
}

impl std::str::FromStr for Status {
    type Err = Refusal;
    fn from_str(text: &str) -> Result<Self, Refusal> {
        match text {
            "sure" => Ok(Self::Sure),
            "unsure" => Ok(Self::Unsure),
            _ => Err(Refusal::invalid("invalid_lane").with("why", "its status is neither sure nor unsure")),
        }
    }
}

/// One service from a warehouse to a destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    pub warehouse: WarehouseId,
    pub destination: Destination,
    /// The carrier's service by its name.
    pub service: String,
    /// The price of a parcel before its weight.
    pub base: Money,
    /// The price of a kilogram, in the same currency; grams are charged in proportion.
    pub per_kg: Money,
    /// Days from handing over to delivery.
    pub days_min: i64,
    pub days_max: i64,
    /// Orders after this minute of the day, in `zone`, leave a day later.
    pub cut_off_minute: Option<i64>,
    pub zone: Zone,
    /// From this instant (inclusive) to that one (exclusive).
    pub valid_from: Timestamp,
    pub valid_to: Option<Timestamp>,
    pub status: Status,
    /// Where the figures are from: a contract, a published tariff.
    pub source: String,
}

impl Lane {
    pub fn valid_at(&self, at: Timestamp) -> bool {
        self.valid_from <= at && self.valid_to.is_none_or(|end| at < end)
    }

    /// What a parcel of so many grams costs, rounded up to the minor unit.
    pub fn price(&self, grams: i64) -> Result<Money, MoneyError> {
        let by_weight = i128::from(self.per_kg.minor()) * i128::from(grams.max(0));
        let minor = i64::try_from((by_weight + 999) / 1000).map_err(|_| MoneyError::Overflow)?;
        self.base.checked_add(Money::new(minor, self.per_kg.currency()))
    }

    /// Whether an order of this instant misses the day's hand-over.
    pub fn after_cut_off(&self, at: Timestamp) -> bool {
        let Some(cut_off) = self.cut_off_minute else { return false };
        let instant = jiff::Timestamp::from_millisecond(at.ms()).unwrap_or_default();
        let local = self.zone.time_zone().to_datetime(instant);
        i64::from(local.hour()) * 60 + i64::from(local.minute()) >= cut_off
    }
}

/// What sourcing weighs against money, all in one currency, which is also the one that costs are compared in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weights {
    pub currency: CurrencyCode,
    /// What a day of waiting counts as, in minor units.
    pub day_minor: i64,
    /// What a duty that nobody knows counts as; `None` refuses such a warehouse.
    pub duty_unknown_minor: Option<i64>,
    /// What taking the last piece of a shelf counts as; taking a part of it counts in proportion.
    pub thin_stock_minor: i64,
    /// What each parcel beyond the first counts as.
    pub extra_parcel_minor: i64,
}

impl Default for Weights {
    /// Until somebody sets others: a day is worth 1.50 EUR, an unknown duty 25 EUR, a shelf's last piece 1 EUR, a further parcel
    /// 5 EUR. Our own judgement, not a measurement.
    fn default() -> Self {
        Self {
            currency: CurrencyCode::EUR,
            day_minor: 150,
            duty_unknown_minor: Some(2_500),
            thin_stock_minor: 100,
            extra_parcel_minor: 500,
        }
    }
}
