//! Exchange rates.

use axum::extract::DefaultBodyLimit;
use bytes::Bytes;
use cell::Here;
use edge::{Answer, ApiError, IdempotencyKey, Json, Query};
use jiff::civil::Date;
use kernel::{CurrencyCode, Locale, Rate};
use serde::{Deserialize, Serialize};
use store::Submission;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::commands::import_fx_rates::{FxImported, ImportFxRates, import_fx_rates};
use crate::fx::{ECB, FxPurpose, FxQuote, fx_quote, read_ecb};

/// The whole history since 1999 is 2 MB unpacked.
const MOST_BYTES: usize = 8 * 1024 * 1024;

pub(super) fn routes() -> OpenApiRouter {
    let upload = OpenApiRouter::new().routes(routes!(import)).layer(DefaultBodyLimit::max(MOST_BYTES));
    OpenApiRouter::new().routes(routes!(quote)).merge(upload)
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct QuoteQuery {
    #[param(value_type = String, example = "USD")]
    from: CurrencyCode,
    #[param(value_type = String, example = "EUR")]
    to: CurrencyCode,
    /// Today in UTC, when not given.
    #[param(value_type = Option<String>, format = Date, example = "2026-10-30")]
    on: Option<Date>,
    /// `quote`, `booking`, `invoice`, `customs`, `oss_return`, `ioss_return` or `management`.
    #[param(value_type = String, example = "booking")]
    purpose: FxPurpose,
}

/// An exchange rate with where it comes from.
#[derive(Debug, Serialize, ToSchema)]
struct FxQuoteWire {
    #[schema(value_type = String)]
    from: CurrencyCode,
    #[schema(value_type = String)]
    to: CurrencyCode,
    /// How many of `to` one of `from` is.
    #[schema(value_type = String, example = "1.1172")]
    rate: Rate,
    #[schema(value_type = String)]
    purpose: FxPurpose,
    #[schema(value_type = String, format = Date)]
    on: Date,
    /// The day whose rate the purpose wants.
    #[schema(value_type = String, format = Date)]
    wanted: Date,
    /// The day it was published for.
    #[schema(value_type = String, format = Date)]
    day: Date,
    /// Whether it is more than 7 days from the wanted one.
    stale: bool,
    source: String,
    rule: FxRuleWire,
}

/// Why it is that day's rate.
#[derive(Debug, Serialize, ToSchema)]
struct FxRuleWire {
    /// In the caller's language.
    says: &'static str,
    source: &'static str,
    /// `house`: no law, how this house does it; `unsure`: a law whose text was not checked.
    status: &'static str,
}

impl FxQuoteWire {
    fn of(quote: FxQuote, locales: &[Locale]) -> Self {
        let rule = FxRuleWire {
            says: quote.rule.says.to(locales),
            source: quote.rule.source.to(locales),
            status: quote.rule.status.as_str(),
        };
        Self {
            from: quote.from,
            to: quote.to,
            rate: quote.rate,
            purpose: quote.purpose,
            on: quote.on,
            wanted: quote.wanted,
            day: quote.day,
            stale: quote.stale,
            source: quote.source,
            rule,
        }
    }
}

/// Show an exchange rate
#[utoipa::path(get, path = "/fx/quote", tag = "pricing", params(QuoteQuery),
    responses((status = 200, body = FxQuoteWire)), security(("bearer" = ["prices:read"])))]
async fn quote(here: Here, Query(query): Query<QuoteQuery>) -> Answer<Json<FxQuoteWire>> {
    let today = || here.cell.store.context(&here.caller.actor()).now.day_utc();
    let on = query.on.unwrap_or_else(today);
    let quote = here.read(move |read| fx_quote(read, query.purpose, query.from, query.to, on)).await?;
    Ok(Json(FxQuoteWire::of(quote, &here.caller.locales)))
}

#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct ImportQuery {
    /// Who published them; the European Central Bank, when not given.
    source: Option<String>,
    /// The one purpose they are for; any, when not given.
    #[param(value_type = Option<String>)]
    purpose: Option<FxPurpose>,
}

/// What became of the rates.
#[derive(Debug, Serialize, ToSchema)]
struct FxImportedWire {
    new: usize,
    known: usize,
    /// Known with another rate, which was replaced.
    corrected: usize,
}

/// Import exchange rates
///
/// A file as the European Central Bank publishes it (`eurofxref-hist.csv`, or the zip archive around it): a column `Date`, then one for
/// each currency with how many of it one euro is. The same file again changes nothing.
#[utoipa::path(post, path = "/fx/rates", tag = "pricing", params(ImportQuery),
    request_body(content = String, content_type = "text/csv"), responses((status = 200, body = FxImportedWire)),
    extensions(("x-timeout-seconds" = json!(120))), security(("bearer" = ["prices:write"])))]
async fn import(
    here: Here,
    Query(query): Query<ImportQuery>,
    _: IdempotencyKey,
    file: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Answer<Json<FxImportedWire>> {
    let file = file.map_err(|rejection| {
        let refusal = kernel::Refusal::invalid(match rejection.status() {
            axum::http::StatusCode::PAYLOAD_TOO_LARGE => "body_too_large",
            _ => "invalid_body",
        });
        ApiError::with_status(rejection.status(), refusal)
    })?;
    let read = tokio::task::spawn_blocking(move || read_ecb(&file)).await;
    let rates = read.map_err(|error| ApiError::internal(&error))?.map_err(kernel::Refusal::from)?;
    let source = query.source.unwrap_or_else(|| ECB.to_owned());
    let mut imported = FxImported::default();
    for chunk in (ImportFxRates { source, purpose: query.purpose, rates }).chunks() {
        let submission = Submission::by(&here.caller.actor()).bulk();
        let outcome = here.cell.store.submit(submission, move |tx| import_fx_rates(tx, &chunk)).await?;
        if let store::Outcome::Done(done) = outcome {
            imported += done;
        }
    }
    Ok(Json(FxImportedWire { new: imported.new, known: imported.known, corrected: imported.corrected }))
}
