//! What imports look like on the wire.

use std::collections::BTreeMap;

use edge::ApiError;
use jobs::{Job, JobId, Problem, QuarantinedRow};
use kernel::{Refusal, ShopCode, Timestamp};
use order_file::{Correction, PROFILES, Profile};
use serde::{Deserialize, Serialize};
use store::StoreError;
use utoipa::ToSchema;

use crate::input::ImportInput;

/// An import.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ImportWire {
    #[schema(value_type = String, example = "job_05WXQ7Z9K2F3A")]
    pub id: JobId,
    /// `queued`, `running`, `waiting` (rows stand in quarantine), `done`, `failed` or `cancelled`.
    #[schema(example = "running")]
    state: &'static str,
    #[schema(example = "uk-retail")]
    profile: String,
    #[schema(value_type = String, example = "uk-web")]
    shop: ShopCode,
    dry_run: bool,
    cancel_asked: bool,
    /// Lines of the file that were worked through.
    #[schema(example = 120_000)]
    lines_done: i64,
    /// 0 while nobody knows.
    #[schema(example = 320_705)]
    lines_total: i64,
    /// Why it failed: a code with its facts.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<ProblemWire>,
    /// What happened, once it is at rest.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    report: Option<serde_json::Value>,
    #[schema(value_type = String, example = "2026-11-21T08:30:00Z")]
    created_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    ended_at: Option<Timestamp>,
}

/// Why an import failed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProblemWire {
    code: String,
    facts: BTreeMap<String, String>,
}

impl From<Problem> for ProblemWire {
    fn from(problem: Problem) -> Self {
        Self { code: problem.code, facts: problem.facts }
    }
}

impl ImportWire {
    pub fn of(job: Job) -> Result<Self, StoreError> {
        let damaged = |error: serde_json::Error| StoreError::misuse(format!("job {}: {error}", job.id));
        let input: ImportInput = serde_json::from_str(&job.input).map_err(damaged)?;
        let report = job.report.as_deref().map(serde_json::from_str).transpose().map_err(damaged)?;
        Ok(Self {
            id: job.id,
            state: job.state.word(),
            profile: input.profile,
            shop: input.shop,
            dry_run: input.dry_run,
            cancel_asked: job.cancel_asked,
            lines_done: job.done,
            lines_total: job.total,
            problem: job.problem.map(ProblemWire::from),
            report,
            created_at: job.created_at,
            ended_at: job.ended_at,
        })
    }
}

/// A row that could not be used.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RowWire {
    /// The line of the file it begins on.
    #[schema(example = 4711)]
    pub line: i64,
    /// The code of the problem.
    #[schema(example = "not_a_number")]
    problem: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "quantity")]
    field: Option<String>,
    /// The offending cell, shortened.
    #[schema(example = "six")]
    value: String,
    facts: BTreeMap<String, String>,
    /// The row's cells as they stand in the file; never the customer's.
    cells: BTreeMap<String, String>,
    /// `open`, `retried`, `resolved` or `dropped_by_person`.
    state: &'static str,
    /// What a person put right.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    correction: Option<serde_json::Value>,
}

impl From<QuarantinedRow> for RowWire {
    fn from(row: QuarantinedRow) -> Self {
        Self {
            line: row.line,
            problem: row.problem,
            field: row.field,
            value: row.value,
            facts: row.facts,
            cells: row.cells,
            state: row.state.word(),
            correction: row.fixed.and_then(|text| serde_json::from_str(&text).ok()),
        }
    }
}

/// What a person says of one row.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RetryRow {
    /// New texts of cells by field (`invoice_number`, `sku`, `quantity`, `placed_at`, `unit_price` …), written as the file
    /// writes them.
    #[serde(default)]
    #[schema(example = json!({ "quantity": "6" }))]
    cells: BTreeMap<String, String>,
    /// What the line is (`goods`, `carriage` …), where no rule of the profile can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
}

impl TryFrom<RetryRow> for Correction {
    type Error = ApiError;
    fn try_from(row: RetryRow) -> Result<Self, ApiError> {
        if row.cells.is_empty() && row.kind.is_none() {
            return Err(Refusal::invalid("import_correction_empty").at("/cells").into());
        }
        let value = serde_json::to_value(&row).map_err(|error| ApiError::internal(&error))?;
        let unclear = |error: serde_json::Error| Refusal::invalid("import_correction_unclear").with("why", error);
        Ok(serde_json::from_value(value).map_err(unclear)?)
    }
}

/// A profile that comes with Hanse.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProfileWire {
    #[schema(example = "uk-retail")]
    name: &'static str,
    about: String,
    /// The profile itself, as TOML.
    text: &'static str,
}

impl ProfileWire {
    pub fn all() -> Vec<Self> {
        let known = PROFILES.iter().filter_map(|(name, text)| Some((name, text, Profile::from_toml(text).ok()?)));
        known.map(|(name, text, profile)| Self { name, about: profile.about, text }).collect()
    }
}
