//! Registrations, profiles and proofs.

use jiff::civil::Date;
use kernel::{ChannelCode, CountryCode, EntityCode, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::TurnoverBody;
use crate::model::{EntityRegistration, Evidence, EvidenceId, OrderId, RegistrationId, TaxChannel, TaxProfile};
use crate::question::{EvidenceKind, Registration, RegistrationScheme, Turnover};

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegistrationBody {
    #[schema(value_type = String, example = "hanse-de")]
    pub entity: EntityCode,
    #[schema(value_type = String, example = "DE")]
    pub territory: CountryCode,
    /// `standard`, `oss` or `ioss`.
    #[schema(value_type = String, example = "oss")]
    pub scheme: RegistrationScheme,
    #[schema(example = "DE123456789")]
    pub number: String,
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
}

impl RegistrationBody {
    pub fn read(self) -> (EntityCode, Registration) {
        let Self { entity, territory, scheme, number, from, to } = self;
        (entity, Registration { territory, scheme, number, from, to })
    }
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndBody {
    /// The last day.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct RegistrationWire {
    #[schema(value_type = String)]
    id: RegistrationId,
    #[schema(value_type = String)]
    entity: EntityCode,
    #[schema(value_type = String)]
    territory: CountryCode,
    #[schema(value_type = String)]
    scheme: RegistrationScheme,
    number: String,
    #[schema(value_type = String, format = Date)]
    from: Date,
    #[schema(value_type = Option<String>, format = Date)]
    to: Option<Date>,
}

impl From<EntityRegistration> for RegistrationWire {
    fn from(one: EntityRegistration) -> Self {
        let Registration { territory, scheme, number, from, to } = one.registration;
        Self { id: one.id, entity: one.entity, territory, scheme, number, from, to }
    }
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaxProfileBody {
    /// Whether all stock within the union lies in the entity's own country.
    pub stock_only_at_home: Option<bool>,
    #[serde(default)]
    pub turnovers: Vec<TurnoverBody>,
}

impl TaxProfileBody {
    pub fn read(self) -> (Option<bool>, Vec<Turnover>) {
        let one = |told: TurnoverBody| Turnover { of: told.of, amount: told.amount, as_of: told.as_of };
        (self.stock_only_at_home, self.turnovers.into_iter().map(one).collect())
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct TaxProfileWire {
    stock_only_at_home: Option<bool>,
    turnovers: Vec<TurnoverBody>,
    version: i64,
}

impl From<TaxProfile> for TaxProfileWire {
    fn from(profile: TaxProfile) -> Self {
        let one = |told: Turnover| TurnoverBody { of: told.of, amount: told.amount, as_of: told.as_of };
        Self {
            stock_only_at_home: profile.stock_only_at_home,
            turnovers: profile.turnovers.into_iter().map(one).collect(),
            version: profile.version,
        }
    }
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaxChannelBody {
    #[schema(value_type = String, example = "amazon")]
    pub channel: ChannelCode,
    /// It is a marketplace of the kind the law can make the supplier.
    pub marketplace: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct TaxChannelWire {
    #[schema(value_type = String, example = "amazon")]
    channel: ChannelCode,
    marketplace: bool,
}

impl From<TaxChannel> for TaxChannelWire {
    fn from(told: TaxChannel) -> Self {
        Self { channel: told.channel, marketplace: told.marketplace }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceWire {
    #[schema(value_type = String)]
    id: EvidenceId,
    #[schema(value_type = String)]
    order: OrderId,
    /// The number of the order's line; none for the whole order.
    line: Option<i64>,
    #[schema(value_type = String)]
    kind: EvidenceKind,
    reference: String,
    #[schema(value_type = String, format = Date)]
    observed_on: Date,
    /// The VAT number that the register answered about, masked; the number itself is sealed with the order's person.
    #[schema(example = "FR*********45")]
    about: Option<String>,
    #[schema(value_type = String)]
    recorded_at: Timestamp,
}

impl From<Evidence> for EvidenceWire {
    fn from(one: Evidence) -> Self {
        let Evidence { id, order, line, kind, reference, observed_on, about, recorded_at } = one;
        Self { id, order, line, kind, reference, observed_on, about, recorded_at }
    }
}
