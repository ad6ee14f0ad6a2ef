//! What tax routes take and give. Money is `{"amount":"12.34","currency":"EUR"}`; days are ISO dates; rates are percent.

use countries::{RateRow, Territory, Threshold, World};
use jiff::civil::Date;
use kernel::{CountryCode, CurrencyCode, EntityCode, Money, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::answer::TaxAnswer;
use crate::commands::record_evidence::RecordEvidence;
use crate::model::{EntityRegistration, Evidence, EvidenceId, OrderId, RecordedTurnover, RegistrationId, TaxProfile};
use crate::question::{
    Buyer, Carriage, EvidenceKind, Place, Registration, RegistrationScheme, Seller, TaxClass, TaxDates, TaxQuestion,
    TaxableLine, Turnover, TurnoverLimit, VatIdCheck,
};
use crate::rules::Rule;

/// An amount of money, as in every body of the API.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct TaxMoney {
    #[schema(example = "12.34")]
    amount: String,
    #[schema(example = "EUR")]
    currency: String,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuoteBody {
    pub seller: SellerBody,
    #[schema(value_type = String, format = Date)]
    pub ordered_on: Date,
    #[schema(value_type = Option<String>, format = Date)]
    pub paid_on: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    pub dispatched_on: Option<Date>,
    /// The sale came through a marketplace that the law can make the supplier.
    #[serde(default)]
    pub channel_facilitator: bool,
    pub dispatch: PlaceBody,
    pub destination: PlaceBody,
    pub buyer: BuyerBody,
    #[schema(value_type = String, example = "EUR")]
    pub currency: CurrencyCode,
    pub lines: Vec<LineBody>,
    pub carriage: Option<CarriageBody>,
    /// The consignment's value without freight and tax, in the currencies that limits are in (EUR, GBP).
    #[serde(default)]
    #[schema(value_type = Vec<TaxMoney>)]
    pub intrinsic_values: Vec<Money>,
    /// Proofs at hand: `export_proof`, `vat_id_answer`, `transport_proof`, `import_assessment`, `source_confirmation`.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub proofs: Vec<EvidenceKind>,
    /// `line/half_up` when not said.
    #[schema(example = "tax_group/half_up")]
    pub rounding: Option<String>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SellerBody {
    /// A recorded entity: its registrations and profile are taken, and none may be given here.
    #[schema(value_type = Option<String>, example = "hanse-de")]
    pub entity: Option<EntityCode>,
    /// Where the seller is established.
    #[schema(value_type = String, example = "DE")]
    pub country: CountryCode,
    #[serde(default)]
    pub registrations: Vec<RegistrationGiven>,
    pub stock_only_at_home: Option<bool>,
    #[serde(default)]
    pub turnovers: Vec<TurnoverBody>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegistrationGiven {
    #[schema(value_type = String, example = "DE")]
    pub territory: CountryCode,
    #[schema(value_type = String, example = "oss")]
    pub scheme: RegistrationScheme,
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
}

#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TurnoverBody {
    /// `eu.distance_sales` or `ch.low_value_turnover`.
    #[schema(value_type = String, example = "eu.distance_sales")]
    pub of: TurnoverLimit,
    /// In the limit's currency.
    #[schema(value_type = TaxMoney)]
    pub amount: Money,
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
}

/// An address, a territory, or a word that names no place.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceBody {
    #[schema(value_type = Option<String>, example = "FR")]
    pub country: Option<CountryCode>,
    #[schema(example = "75001")]
    pub postcode: Option<String>,
    /// A territory's code, instead of an address.
    pub territory: Option<String>,
    /// What was said, where neither is known.
    pub said: Option<String>,
}

#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BuyerKindBody {
    Consumer,
    Business,
    Unknown,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BuyerBody {
    pub kind: BuyerKindBody,
    #[schema(example = "FR12345678901")]
    pub vat_id: Option<String>,
    /// The day the register said it is valid; with its consultation number.
    #[schema(value_type = Option<String>, format = Date)]
    pub verified_on: Option<Date>,
    pub consultation: Option<String>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LineBody {
    /// `standard`, `reduced`, `zero`, `exempt`, `food`, `books`, `children_clothing`, `gift_voucher`.
    #[schema(value_type = String, example = "standard")]
    pub tax_class: TaxClass,
    /// The whole line.
    #[schema(value_type = TaxMoney)]
    pub amount: Money,
    pub quantity: i64,
    pub price_includes_tax: bool,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CarriageBody {
    #[schema(value_type = TaxMoney)]
    pub amount: Money,
    pub price_includes_tax: bool,
}

/// Whose sale it is.
pub enum Described {
    Entity { entity: EntityCode, country: CountryCode },
    Here(Seller),
}

impl QuoteBody {
    pub fn read(self) -> Result<(TaxQuestion, Described), Refusal> {
        let rounding = self.rounding.as_deref().unwrap_or("line/half_up").parse().map_err(Refusal::from)?;
        let line = |line: LineBody| TaxableLine {
            class: line.tax_class,
            amount: line.amount,
            quantity: line.quantity,
            price_includes_tax: line.price_includes_tax,
        };
        let carriage = |one: CarriageBody| Carriage { amount: one.amount, price_includes_tax: one.price_includes_tax };
        let question = TaxQuestion {
            dates: TaxDates { ordered: self.ordered_on, paid: self.paid_on, dispatched: self.dispatched_on },
            channel_facilitator: self.channel_facilitator,
            dispatch: self.dispatch.read("/dispatch")?,
            destination: self.destination.read("/destination")?,
            buyer: self.buyer.read(),
            currency: self.currency,
            lines: self.lines.into_iter().map(line).collect(),
            carriage: self.carriage.map(carriage),
            intrinsic_values: self.intrinsic_values,
            proofs: self.proofs,
            rounding,
        };
        Ok((question, self.seller.read()?))
    }
}

impl SellerBody {
    fn read(self) -> Result<Described, Refusal> {
        let told = !self.registrations.is_empty() || !self.turnovers.is_empty() || self.stock_only_at_home.is_some();
        match self.entity {
            Some(_) if told => Err(Refusal::invalid("entity_or_description").at("/seller")),
            Some(entity) => Ok(Described::Entity { entity, country: self.country }),
            None => Ok(Described::Here(Seller {
                country: self.country,
                registrations: self.registrations.into_iter().map(RegistrationGiven::read).collect(),
                stock_only_at_home: self.stock_only_at_home,
                turnovers: self.turnovers.into_iter().map(|one| Turnover { of: one.of, amount: one.amount }).collect(),
            })),
        }
    }
}

impl RegistrationGiven {
    fn read(self) -> Registration {
        let Self { territory, scheme, from, to } = self;
        Registration { territory, scheme, number: String::new(), from, to }
    }
}

impl PlaceBody {
    fn read(self, field: &str) -> Result<Place, Refusal> {
        match (self.country, self.territory, self.said) {
            (Some(country), None, None) => Ok(Place::Address { country, postcode: self.postcode }),
            (None, Some(territory), None) => Ok(Place::Territory { territory }),
            (None, None, Some(said)) => Ok(Place::Undecided { said }),
            _ => Err(Refusal::invalid("one_place_wanted").at(field)),
        }
    }
}

impl BuyerBody {
    fn read(self) -> Buyer {
        match self.kind {
            BuyerKindBody::Consumer => Buyer::Consumer,
            BuyerKindBody::Unknown => Buyer::Unknown,
            BuyerKindBody::Business => Buyer::Business {
                vat_id: self.vat_id,
                check: match (self.verified_on, self.consultation) {
                    (Some(on), Some(consultation)) => VatIdCheck::Verified { on, consultation },
                    _ => VatIdCheck::Unverified,
                },
            },
        }
    }
}

/// Lines with their legs, groups, roundings and totals: what is stored on an order.
#[derive(Debug, Serialize, ToSchema)]
#[schema(value_type = Object)]
pub struct QuoteWire(pub TaxAnswer);

#[derive(Debug, Serialize, ToSchema)]
pub struct RuleWire {
    #[schema(example = "eu.distance.oss")]
    id: &'static str,
    /// `origin`, `destination`, `to_marketplace`.
    #[schema(value_type = Vec<String>)]
    legs: serde_json::Value,
    areas: Vec<&'static str>,
    #[schema(value_type = String, format = Date)]
    from: Date,
    #[schema(value_type = Option<String>, format = Date)]
    to: Option<Date>,
    /// What must hold for the rule to fit; empty for the last resort.
    #[schema(value_type = Object)]
    when: &'static serde_json::Value,
    treatment: &'static str,
    #[schema(value_type = Option<String>)]
    category: serde_json::Value,
    #[schema(value_type = String)]
    liable: serde_json::Value,
    #[schema(value_type = String)]
    scheme: serde_json::Value,
    /// Why what fits is not determined.
    not_determined: Option<&'static str>,
    #[schema(value_type = String)]
    status: countries::FactStatus,
    source: &'static str,
    #[schema(value_type = String, format = Date)]
    source_date: Date,
}

fn word(value: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or_default()
}

impl From<&'static Rule> for RuleWire {
    fn from(rule: &'static Rule) -> Self {
        Self {
            id: &rule.id,
            legs: word(&rule.legs),
            areas: rule.areas.iter().map(String::as_str).collect(),
            from: rule.from,
            to: rule.to,
            when: &rule.conditions,
            treatment: &rule.then.treatment,
            category: word(&rule.then.category),
            liable: word(&rule.then.liable),
            scheme: word(&rule.then.scheme),
            not_determined: rule.then.not_determined.as_ref().map(|reason| reason.why.as_str()),
            status: rule.status,
            source: &rule.source,
            source_date: rule.source_date,
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct RateWire {
    #[schema(example = "DE")]
    territory: &'static str,
    #[schema(value_type = String, example = "standard")]
    class: countries::RateClass,
    #[schema(example = "19")]
    percent: String,
    #[schema(value_type = String, format = Date)]
    from: Date,
    /// The last day; none while it is in force.
    #[schema(value_type = Option<String>, format = Date)]
    to: Option<Date>,
    #[schema(value_type = String, example = "enacted")]
    status: countries::FactStatus,
    source: &'static str,
    #[schema(value_type = String, format = Date)]
    source_date: Date,
    note: Option<&'static str>,
}

impl RateWire {
    pub fn of(world: &'static World, row: &'static RateRow) -> Self {
        Self {
            territory: world.territory(row.territory).map_or("", |territory| territory.code.as_str()),
            class: row.class,
            percent: row.rate.percent().to_string(),
            from: row.period.from,
            to: row.period.to,
            status: row.status,
            source: &row.source.text,
            source_date: row.source.date,
            note: row.note.as_deref(),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct TerritoryWire {
    #[schema(example = "ES-CN")]
    code: &'static str,
    #[schema(value_type = String, example = "ES")]
    country: CountryCode,
    name_en: &'static str,
    name_zh: &'static str,
    /// Within it goods move without import VAT.
    #[schema(example = "es-cn")]
    vat_area: &'static str,
    /// Within it goods move without customs.
    #[schema(example = "eu")]
    customs_area: &'static str,
    source: &'static str,
}

impl TerritoryWire {
    pub fn of(world: &'static World, one: &'static Territory, on: Date) -> Self {
        Self {
            code: &one.code,
            country: one.country,
            name_en: &one.names.en,
            name_zh: &one.names.zh,
            vat_area: world.area_name(one.vat_area(on)),
            customs_area: world.area_name(one.customs_area(on)),
            source: &one.source.text,
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ThresholdWire {
    #[schema(example = "eu.ioss")]
    id: &'static str,
    /// `consignment`, `item` or `turnover`.
    #[schema(value_type = String)]
    shape: countries::Shape,
    #[schema(value_type = TaxMoney)]
    amount: Money,
    basis: &'static str,
    #[schema(value_type = String, format = Date)]
    from: Date,
    #[schema(value_type = Option<String>, format = Date)]
    to: Option<Date>,
    #[schema(value_type = String)]
    status: countries::FactStatus,
    source: &'static str,
}

impl From<&'static Threshold> for ThresholdWire {
    fn from(one: &'static Threshold) -> Self {
        Self {
            id: &one.id,
            shape: one.shape,
            amount: one.amount,
            basis: &one.basis,
            from: one.period.from,
            to: one.period.to,
            status: one.status,
            source: &one.source.text,
        }
    }
}

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
    pub fn read(self) -> Result<(EntityCode, Registration), Refusal> {
        let Self { entity, territory, scheme, number, from, to } = self;
        Ok((entity, Registration { territory, scheme, number, from, to }))
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
pub struct ProfileBody {
    /// Whether all stock within the union lies in the entity's own country.
    pub stock_only_at_home: Option<bool>,
    #[serde(default)]
    pub turnovers: Vec<TurnoverBody>,
}

impl ProfileBody {
    pub fn read(self) -> Result<(Option<bool>, Vec<RecordedTurnover>), Refusal> {
        let one = |told: TurnoverBody| RecordedTurnover {
            turnover: Turnover { of: told.of, amount: told.amount },
            as_of: told.as_of,
        };
        Ok((self.stock_only_at_home, self.turnovers.into_iter().map(one).collect()))
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileWire {
    stock_only_at_home: Option<bool>,
    turnovers: Vec<TurnoverBody>,
    version: i64,
}

impl From<TaxProfile> for ProfileWire {
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
    pub fn read(self) -> Result<RecordEvidence, Refusal> {
        let Self { order, line, kind, reference, observed_on } = self;
        Ok(RecordEvidence { order, line, kind, reference, observed_on })
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
