//! Figures over HTTP.

mod wire;

use std::time::Duration;

use axum::response::IntoResponse as _;
use cell::Here;
use edge::{Answer, Cursor, Json, Limit, Page, Place, Query, Several};
use kernel::{Refusal, Timestamp, Zone};
use serde::Deserialize;
use store::CommandError;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ask::ask;
use crate::behind::rows_behind;
use crate::model::{Filter, Measure, Question, ShownIn};
use crate::store_rows::as_of;
use crate::waiting;
use wire::{AskFigures, BehindRowWire, FiguresWire};

/// The routes of figures, to be nested under `/v1`.
pub fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(figures)).routes(routes!(rows))
}

/// How long a question waits for the figures to reach the event asked for.
const LONGEST_WAIT: Duration = Duration::from_secs(2);
const STEP: Duration = Duration::from_millis(20);

fn zone(here: &Here, asked: Option<&str>) -> Result<Zone, Refusal> {
    match asked {
        Some(name) => Ok(name.parse::<Zone>()?),
        None => Ok(here.caller.zone.iana_name().and_then(|name| name.parse().ok()).unwrap_or(Zone::UTC)),
    }
}

/// A day of the zone, or an instant at a full quarter hour, as a quarter hour.
fn border(text: Option<&str>, zone: &Zone, field: &'static str) -> Result<Option<i64>, Refusal> {
    let Some(text) = text else { return Ok(None) };
    let wrong = || Refusal::invalid("figures_border").at(field);
    let instant: Timestamp = match text.parse::<jiff::civil::Date>() {
        Ok(day) if text.len() == 10 => zone.start_of(day).ok_or_else(wrong)?,
        _ => text.parse().map_err(|_| wrong())?,
    };
    let quarter_hour = instant.quarter_hour();
    if Timestamp::of_quarter_hour(quarter_hour) == instant { Ok(Some(quarter_hour)) } else { Err(wrong()) }
}

/// `document`, `base`, or a currency.
fn shown_in(text: Option<&str>) -> Result<ShownIn, Refusal> {
    match text {
        None | Some("document") => Ok(ShownIn::Document),
        Some("base") => Ok(ShownIn::Base),
        Some(code) => code.parse().map(ShownIn::One).map_err(|_| Refusal::invalid("figures_currency").at("/currency")),
    }
}

async fn caught_up(here: &Here, after: Option<i64>) -> Answer<()> {
    let Some(after) = after else { return Ok(()) };
    let deadline = tokio::time::Instant::now() + LONGEST_WAIT;
    while here.read(|read| Ok(as_of(read)?)).await?.position < after && tokio::time::Instant::now() < deadline {
        tokio::time::sleep(STEP).await;
    }
    Ok(())
}

/// Ask for figures
///
/// Measures by dimensions, one row a combination. Amounts of different currencies are never added: with an amount among the
/// measures each row is of one currency: the order's, its entity's own, or the one asked for. Amounts that no rate converts are in no
/// row's figures: `not_converted` tells them, of each row and of all. `as_of` says up to which event the figures reach; `after` waits
/// for one, up to two seconds. The rows behind any number: `GET /v1/figures/rows` with the same time and filters.
#[utoipa::path(post, path = "/figures", tag = "figures", request_body = AskFigures,
    responses((status = 200, body = FiguresWire)), security(("bearer" = ["figures:read"])),
    extensions(("x-writes" = json!(false)), ("x-timeout-seconds" = json!(60)), ("x-summary-zh" = json!("查询指标"))))]
async fn figures(here: Here, Json(asked): Json<AskFigures>) -> Answer<axum::response::Response> {
    let zone = zone(&here, asked.zone.as_deref())?;
    let question = Question {
        from: border(asked.from.as_deref(), &zone, "/from")?,
        until: border(asked.until.as_deref(), &zone, "/until")?,
        measures: asked.measures()?,
        dimensions: asked.dimensions()?,
        filter: asked.filters.into(),
        shown_in: shown_in(asked.currency.as_deref())?,
        zone,
    };
    caught_up(&here, asked.after).await?;
    let now = here.cell.store.context(&here.caller.actor()).now;
    let (question, figures) = here
        .read_long(move |read| -> Result<_, CommandError> {
            let figures = ask(read, &question, now)?;
            Ok((question, figures))
        })
        .await?;
    Ok(Json(FiguresWire::of(&question, figures)).into_response())
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct RowsQuery {
    /// The measure whose rows are asked for; every one but `average`.
    #[param(example = "sales")]
    measure: String,
    /// Where days are cut; the `Time-Zone` header's when not given.
    #[param(example = "Europe/London")]
    zone: Option<String>,
    /// A day of the zone, or an instant at a full quarter hour; inclusive.
    #[param(example = "2026-10-25")]
    from: Option<String>,
    /// Exclusive.
    #[param(example = "2026-10-26")]
    until: Option<String>,
    #[param(value_type = Option<String>, example = "DE,FR")]
    country: Option<Several<String>>,
    #[param(value_type = Option<String>)]
    market: Option<Several<String>>,
    #[param(value_type = Option<String>)]
    channel: Option<Several<String>>,
    /// Each with those below it.
    #[param(value_type = Option<String>)]
    category: Option<Several<String>>,
    #[param(value_type = Option<String>)]
    sku: Option<Several<String>>,
    #[param(value_type = Option<String>)]
    currency: Option<Several<String>>,
    #[param(value_type = Option<String>)]
    entity: Option<Several<String>>,
    #[param(value_type = Option<String>)]
    status: Option<Several<String>>,
    /// Of the line, as it was placed: `determined`, `provisional`, `not_determined`.
    #[param(value_type = Option<String>, example = "provisional")]
    tax_status: Option<Several<String>>,
    /// Of stock: codes of warehouses, or `in_transit`.
    #[param(value_type = Option<String>)]
    warehouse: Option<Several<String>>,
    /// With `measure=waiting`: `under_1_day`, `1_to_3_days`, `3_to_7_days` or `over_7_days`.
    age: Option<String>,
    #[serde(default)]
    limit: Limit,
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor>,
}

impl RowsQuery {
    fn name(&self, zone: &Zone) -> String {
        let mut bare = self.clone();
        bare.cursor = None;
        bare.limit = Limit::default();
        format!("figure rows {zone} {bare:?}")
    }

    fn filter(&self) -> Filter {
        let list = |several: &Option<Several<String>>| several.as_ref().map(|one| one.0.clone()).unwrap_or_default();
        Filter {
            country: list(&self.country),
            market: list(&self.market),
            channel: list(&self.channel),
            category: list(&self.category),
            sku: list(&self.sku),
            currency: list(&self.currency),
            entity: list(&self.entity),
            status: list(&self.status),
            tax_status: list(&self.tax_status),
            warehouse: list(&self.warehouse),
        }
    }
}

fn place(cursor: Option<&Cursor>, list: &str) -> Result<Option<[i64; 4]>, Refusal> {
    let Some(cursor) = cursor else { return Ok(None) };
    match cursor.places(list)?.as_slice() {
        [Place::Int(a), Place::Int(b), Place::Int(c), Place::Int(d)] => Ok(Some([*a, *b, *c, *d])),
        _ => Err(Refusal::invalid("invalid_cursor")),
    }
}

/// Show the rows behind a figure
///
/// Which order line, or which place of stock, makes which part of it; the parts add up to the figure exactly. Oldest first; of stock by
/// variant and warehouse.
#[utoipa::path(get, path = "/figures/rows", tag = "figures", params(RowsQuery),
    responses((status = 200, body = Page<BehindRowWire>)), security(("bearer" = ["figures:read"])),
    extensions(("x-summary-zh" = json!("指标背后的明细"))))]
async fn rows(here: Here, Query(query): Query<RowsQuery>) -> Answer<Json<Page<BehindRowWire>>> {
    let measure: Measure = query.measure.parse()?;
    let zone = zone(&here, query.zone.as_deref())?;
    let name = query.name(&zone);
    let after = place(query.cursor.as_ref(), &name)?;
    let (mut from, mut until) =
        (border(query.from.as_deref(), &zone, "from")?, border(query.until.as_deref(), &zone, "until")?);
    if let Some(age) = &query.age {
        let now = here.cell.store.context(&here.caller.actor()).now;
        let within = waiting::placed_within(age, now).filter(|_| measure == Measure::Waiting);
        let (least, most) = within.ok_or_else(|| Refusal::invalid("figures_age").at("age"))?;
        from = from.max(least);
        until = [until, most].into_iter().flatten().min();
    }
    let question = Question {
        measures: vec![measure],
        dimensions: Vec::new(),
        from,
        until,
        filter: query.filter(),
        shown_in: ShownIn::Document,
        zone,
    };
    let limit = query.limit.rows();
    let now = here.cell.store.context(&here.caller.actor()).now;
    let behind = here.read_long(move |read| rows_behind(read, &question, measure, after, limit, now)).await?;
    let next = behind.next.map(|place| Cursor::after(&name, &place.map(Place::Int)));
    Ok(Json(Page::going_on(behind.rows.into_iter().map(BehindRowWire::from).collect(), next)))
}
