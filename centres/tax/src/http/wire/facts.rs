//! Rules, rates, territories and limits, each with its days, status and source.

use countries::{RateRow, Territory, Threshold, World};
use jiff::civil::Date;
use kernel::{CountryCode, Locale, Money, Texts};
use serde::Serialize;
use utoipa::ToSchema;

use super::TaxMoney;
use crate::rules::Rule;

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
    /// What must hold for the rule to fit, as the rule's file says it, by condition; empty for the last resort. Free form.
    #[schema(value_type = edge::shape::FreeForm)]
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
    /// Which value is measured, in the caller's language.
    basis: &'static str,
    /// Why no rule tests it, where none does: it is told, not reckoned with.
    not_applied: Option<&'static str>,
    #[schema(value_type = String, format = Date)]
    from: Date,
    #[schema(value_type = Option<String>, format = Date)]
    to: Option<Date>,
    #[schema(value_type = String)]
    status: countries::FactStatus,
    source: &'static str,
}

impl ThresholdWire {
    pub fn of(one: &'static Threshold, locales: &[Locale]) -> Self {
        let said =
            |texts: &'static Texts| texts.best_of(locales.iter().copied().chain([Locale::EN])).unwrap_or_default();
        Self {
            id: &one.id,
            shape: one.shape,
            amount: one.amount,
            basis: said(&one.basis),
            not_applied: one.not_applied.as_ref().map(said),
            from: one.period.from,
            to: one.period.to,
            status: one.status,
            source: &one.source.text,
        }
    }
}
