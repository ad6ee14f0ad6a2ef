//! Tax over HTTP.

mod wire;

use axum::http::StatusCode;
use cell::Here;
use countries::World;
use edge::{Answer, ApiError, IfMatch, Json, Path, Query, Versioned, Write};
use jiff::civil::Date;
use kernel::{EntityCode, Refusal};
use serde::Deserialize;
use store::CommandError;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::commands::end_registration::end_registration;
use crate::commands::record_registration::record_registration;
use crate::commands::set_tax_channel::set_tax_channel;
use crate::commands::set_tax_profile::set_tax_profile;
use crate::engine::{EngineFault, TaxEngine};
use crate::model::{OrderId, RegistrationId, TaxChannel};
use crate::queries::evidence_of_order::evidence_of_order;
use crate::queries::registrations::{get_registration, list_registrations};
use crate::queries::tax_channels::tax_channels;
use crate::queries::tax_profile::{seller, tax_profile};
use wire::{
    EndBody, EvidenceWire, QuoteWire, RateWire, RegistrationBody, RegistrationWire, RuleWire, TaxChannelBody,
    TaxChannelWire, TaxProfileBody, TaxProfileWire, TaxQuoteBody, TerritoryWire, ThresholdWire,
};

/// The routes of tax, to be nested under `/v1`.
pub fn routes() -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(quote))
        .routes(routes!(rules))
        .routes(routes!(rates))
        .routes(routes!(territories))
        .routes(routes!(thresholds))
        .routes(routes!(registrations, register))
        .routes(routes!(end))
        .routes(routes!(show_profile, set_profile))
        .routes(routes!(evidence))
        .routes(routes!(channels, set_channel))
}

fn engine() -> Result<&'static TaxEngine, ApiError> {
    TaxEngine::load().map_err(|fault: &EngineFault| ApiError::internal(fault))
}

fn world() -> Result<&'static World, ApiError> {
    Ok(engine()?.world())
}

/// Ask what tax a sale bears
///
/// Writes nothing. Of a recorded entity, with the registrations and turnovers it has today, or of a seller described here.
#[utoipa::path(post, path = "/tax/quote", tag = "tax", request_body = TaxQuoteBody,
    responses((status = 200, body = QuoteWire)), security(("bearer" = ["tax:read"])),
    extensions(("x-writes" = json!(false))))]
async fn quote(here: Here, Json(body): Json<TaxQuoteBody>) -> Answer<Json<QuoteWire>> {
    let engine = engine()?;
    let (question, described) = body.read()?;
    let seller = match described {
        wire::Described::Here(seller) => seller,
        wire::Described::Entity { entity, country } => {
            here.read(move |read| Ok(seller(read, entity, country)?)).await?
        }
    };
    let answer = engine.answer(&seller, &question).map_err(Refusal::from)?;
    Ok(Json(QuoteWire(answer)))
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct RulesQuery {
    /// Only rules of this VAT area: `eu`, `gb`, `ch`, or a country's code in small letters.
    #[param(example = "eu")]
    area: Option<String>,
    /// Only rules in force on this day.
    #[param(value_type = Option<String>, format = Date)]
    on: Option<Date>,
}

/// List the rules
///
/// In the order in which they are tried.
#[utoipa::path(get, path = "/tax/rules", tag = "tax", params(RulesQuery),
    responses((status = 200, body = Vec<RuleWire>)), security(("bearer" = ["tax:read"])))]
async fn rules(Query(query): Query<RulesQuery>) -> Answer<Json<Vec<RuleWire>>> {
    let wanted = engine()?.rules().iter().filter(|rule| {
        query.area.as_ref().is_none_or(|area| rule.areas.iter().any(|own| own == area || own == "*"))
            && query.on.is_none_or(|on| rule.from <= on && rule.to.is_none_or(|to| on <= to))
    });
    Ok(Json(wanted.map(RuleWire::from).collect()))
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct RatesQuery {
    /// A territory's code; all when not said.
    #[param(example = "DE")]
    territory: Option<String>,
    /// Only rates in force on this day; the whole history when not said.
    #[param(value_type = Option<String>, format = Date)]
    on: Option<Date>,
}

/// List rates
///
/// With their days, status and source. A territory that takes another's rates answers those.
#[utoipa::path(get, path = "/tax/rates", tag = "tax", params(RatesQuery),
    responses((status = 200, body = Vec<RateWire>)), security(("bearer" = ["tax:read"])))]
async fn rates(Query(query): Query<RatesQuery>) -> Answer<Json<Vec<RateWire>>> {
    let world = world()?;
    let of = match &query.territory {
        None => None,
        Some(code) => {
            let known = world.territory_named(code).and_then(|id| world.territory(id));
            let unknown = || Refusal::invalid("unknown_territory").at("territory").with("territory", shown(code));
            Some(known.ok_or_else(unknown)?.rates_of)
        }
    };
    let wanted = world
        .rates()
        .filter(|row| of.is_none_or(|of| row.territory == of) && query.on.is_none_or(|on| row.period.holds_on(on)));
    Ok(Json(wanted.map(|row| RateWire::of(world, row)).collect()))
}

fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct DayQuery {
    /// As of this day.
    #[param(value_type = String, format = Date, example = "2026-11-21")]
    on: Date,
}

/// List tax territories
///
/// Countries and the parts of them that differ, with the VAT and the customs area each belongs to on a day.
#[utoipa::path(get, path = "/tax/territories", tag = "tax", params(DayQuery),
    responses((status = 200, body = Vec<TerritoryWire>)), security(("bearer" = ["tax:read"])))]
async fn territories(Query(query): Query<DayQuery>) -> Answer<Json<Vec<TerritoryWire>>> {
    let world = world()?;
    Ok(Json(world.territories().map(|one| TerritoryWire::of(world, one, query.on)).collect()))
}

/// List limits of value and turnover
#[utoipa::path(get, path = "/tax/thresholds", tag = "tax", responses((status = 200, body = Vec<ThresholdWire>)),
    security(("bearer" = ["tax:read"])))]
async fn thresholds(caller: edge::Caller) -> Answer<Json<Vec<ThresholdWire>>> {
    Ok(Json(world()?.thresholds().iter().map(|one| ThresholdWire::of(one, &caller.locales)).collect()))
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct EntityQuery {
    /// Only this entity's; all when not said.
    #[param(value_type = Option<String>, example = "hanse-de")]
    entity: Option<EntityCode>,
}

/// List tax registrations
#[utoipa::path(get, path = "/tax/registrations", tag = "tax", params(EntityQuery),
    responses((status = 200, body = Vec<RegistrationWire>)), security(("bearer" = ["tax:read"])))]
async fn registrations(here: Here, Query(query): Query<EntityQuery>) -> Answer<Json<Vec<RegistrationWire>>> {
    let all = here.read(move |read| Ok(list_registrations(read, query.entity)?)).await?;
    Ok(Json(all.into_iter().map(RegistrationWire::from).collect()))
}

async fn fetch(here: &Here, id: RegistrationId) -> Answer<RegistrationWire> {
    let missing = move || CommandError::from(Refusal::not_found("registration_not_found").with("registration", id));
    let found = here.read(move |read| get_registration(read, id)?.ok_or_else(missing)).await?;
    Ok(RegistrationWire::from(found))
}

/// Record a tax registration
#[utoipa::path(post, path = "/tax/registrations", tag = "tax", request_body = RegistrationBody,
    responses((status = 201, body = RegistrationWire)), security(("bearer" = ["tax:write"])))]
async fn register(here: Here, write: Write<RegistrationBody>) -> Answer<(StatusCode, Json<RegistrationWire>)> {
    let (entity, new) = write.input.clone().read();
    let made = here.command(&write, None, move |tx| record_registration(tx, entity, &new)).await?;
    Ok((StatusCode::CREATED, Json(fetch(&here, made.id()?).await?)))
}

/// End a tax registration
#[utoipa::path(post, path = "/tax/registrations/{registration}/end", tag = "tax",
    params(("registration" = String, Path)), request_body = EndBody,
    responses((status = 200, body = RegistrationWire)), security(("bearer" = ["tax:write"])))]
async fn end(here: Here, Path(id): Path<RegistrationId>, write: Write<EndBody>) -> Answer<Json<RegistrationWire>> {
    let last_day = write.input.to;
    here.command(&write, None, move |tx| end_registration(tx, id, last_day)).await?;
    Ok(Json(fetch(&here, id).await?))
}

async fn profile(here: &Here, entity: EntityCode) -> Answer<Versioned<TaxProfileWire>> {
    let profile = here.read(move |read| Ok(tax_profile(read, entity)?)).await?;
    Ok(Versioned { version: profile.version, answer: TaxProfileWire::from(profile) })
}

/// Show what else decides an entity's tax
#[utoipa::path(get, path = "/tax/profiles/{entity}", tag = "tax", params(("entity" = String, Path)),
    responses((status = 200, body = TaxProfileWire)), security(("bearer" = ["tax:read"])))]
async fn show_profile(here: Here, Path(entity): Path<EntityCode>) -> Answer<Versioned<TaxProfileWire>> {
    let nothing = here.read(move |read| Ok(list_registrations(read, Some(entity))?.is_empty())).await?;
    let shown = profile(&here, entity).await?;
    match shown.version == 0 && nothing {
        true => Err(Refusal::not_found("tax_profile_not_found").with("entity", entity).into()),
        false => Ok(shown),
    }
}

/// Set what else decides an entity's tax
///
/// Where its stock lies and what it sold against the limits of turnover; what is not told stays unknown, and what depends on it
/// is not determined. Replaces what was there; `If-Match` is wanted once there is something.
#[utoipa::path(put, path = "/tax/profiles/{entity}", tag = "tax",
    params(("entity" = String, Path), ("If-Match" = Option<String>, Header, example = "\"v1\"")),
    request_body = TaxProfileBody, responses((status = 200, body = TaxProfileWire)), security(("bearer" = ["tax:write"])))]
async fn set_profile(
    here: Here,
    Path(entity): Path<EntityCode>,
    seen: Option<IfMatch>,
    write: Write<TaxProfileBody>,
) -> Answer<Versioned<TaxProfileWire>> {
    let version = seen.map_or(0, |IfMatch(version)| version);
    let (at_home, turnovers) = write.input.clone().read();
    here.command(&write, None, move |tx| set_tax_profile(tx, entity, version, at_home, &turnovers)).await?;
    profile(&here, entity).await
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct OrderQuery {
    #[param(value_type = String)]
    order: OrderId,
}

/// List the proofs of an order
#[utoipa::path(get, path = "/tax/evidence", tag = "tax", params(OrderQuery),
    responses((status = 200, body = Vec<EvidenceWire>)), security(("bearer" = ["tax:read"])))]
async fn evidence(here: Here, Query(query): Query<OrderQuery>) -> Answer<Json<Vec<EvidenceWire>>> {
    let all = here.read(move |read| Ok(evidence_of_order(read, query.order)?)).await?;
    Ok(Json(all.into_iter().map(EvidenceWire::from).collect()))
}

/// List sales channels that are marketplaces, or said not to be
///
/// A channel that is not here is the company's own.
#[utoipa::path(get, path = "/tax/channels", tag = "tax", responses((status = 200, body = Vec<TaxChannelWire>)),
    security(("bearer" = ["tax:read"])))]
async fn channels(here: Here) -> Answer<Json<Vec<TaxChannelWire>>> {
    let all = here.read(|read| Ok(tax_channels(read)?)).await?;
    Ok(Json(all.into_iter().map(TaxChannelWire::from).collect()))
}

/// Tell whether a sales channel is a marketplace
///
/// Of the kind the law can make the supplier: where it does, the marketplace owes the tax of the orders placed from now on.
#[utoipa::path(put, path = "/tax/channels", tag = "tax",
    request_body = TaxChannelBody, responses((status = 200, body = TaxChannelWire)), security(("bearer" = ["tax:write"])))]
async fn set_channel(here: Here, write: Write<TaxChannelBody>) -> Answer<Json<TaxChannelWire>> {
    let told = TaxChannel { channel: write.input.channel, marketplace: write.input.marketplace };
    here.command(&write, None, move |tx| set_tax_channel(tx, told)).await?;
    Ok(Json(TaxChannelWire::from(told)))
}
