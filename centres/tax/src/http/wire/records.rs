//! Registrations, profiles and proofs.

use jiff::civil::Date;
use kernel::{CountryCode, EntityCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::TurnoverBody;
use crate::commands::record_evidence::RecordEvidence;
use crate::model::{EntityRegistration, Evidence, EvidenceId, OrderId, RecordedTurnover, RegistrationId, TaxProfile};
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
    pub fn read(self) -> (Option<bool>, Vec<RecordedTurnover>) {
        let one = |told: TurnoverBody| RecordedTurnover {
            turnover: Turnover { of: told.of, amount: told.amount },
            as_of: told.as_of,
        };
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
        let one = |told: RecordedTurnover| TurnoverBody {
            of: told.turnover.of,
            amount: told.turnover.amount,
            as_of: told.as_of,
        };
        Self {
            stock_only_at_home: profile.stock_only_at_home,
            turnovers: profile.turnovers.into_iter().map(one).collect(),
            version: profile.version,
        }
    }
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceBody {
    #[schema(value_type = String)]
    pub order: OrderId,
    /// The line's place in the order, from zero; none for the whole order.
    pub line: Option<u32>,
    /// `export_proof`, `vat_id_answer`, `transport_proof`, `import_assessment`, `source_confirmation`.
    #[schema(value_type = String, example = "export_proof")]
    pub kind: EvidenceKind,
    /// The number of the paper.
    #[schema(example = "26DE123456789012B3")]
    pub reference: String,
    #[schema(value_type = String, format = Date)]
    pub observed_on: Date,
}

impl EvidenceBody {
    pub fn read(self) -> RecordEvidence {
        let Self { order, line, kind, reference, observed_on } = self;
        RecordEvidence { order, line, kind, reference, observed_on }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceWire {
    #[schema(value_type = String)]
    id: EvidenceId,
    #[schema(value_type = String)]
    order: OrderId,
    line: Option<usize>,
    #[schema(value_type = String)]
    kind: EvidenceKind,
    reference: String,
    #[schema(value_type = String, format = Date)]
    observed_on: Date,
}

impl From<Evidence> for EvidenceWire {
    fn from(one: Evidence) -> Self {
        let Evidence { id, order, line, kind, reference, observed_on } = one;
        Self { id, order, line, kind, reference, observed_on }
    }
}
