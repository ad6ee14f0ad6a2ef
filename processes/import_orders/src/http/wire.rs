//! What imports look like on the wire.

use std::collections::BTreeMap;

use edge::{ApiError, Counted};
use jobs::{Decision, Job, JobId, Problem, QuarantinedRow, RowProblem};
use kernel::{CustomerReferenceError, Refusal, ShopCode, Timestamp, check_customer_reference, must_hold_no_address};
use order_file::{Correction, Field, LineKind};
use serde::{Deserialize, Serialize};
use store::StoreError;
use utoipa::ToSchema;

use crate::input::ImportInput;

/// An import.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ImportWire {
    #[schema(value_type = String, example = "job_05WXQ7Z9K2F3A")]
    pub id: JobId,
    /// `queued`, `running`, `waiting` (rows stand in quarantine), `done` (a dry run also where rows would wait), `failed` or `cancelled`.
    #[schema(example = "running")]
    state: &'static str,
    #[schema(example = "uk-retail")]
    profile: String,
    #[schema(value_type = String, example = "uk-web")]
    shop: ShopCode,
    pub dry_run: bool,
    /// What the file was called. Absent where nobody said, and where the name may be somebody's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "orders_2026-11.csv")]
    file_name: Option<String>,
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
    /// What happened, once it is at rest: what the file holds, where each kind of line went, taxes, books, what it rests on. Free
    /// form.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<edge::shape::FreeForm>)]
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
            file_name: input.file_name,
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

/// What waits in quarantine.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WaitingRowsWire {
    /// Rows of all imports.
    pub rows: Counted,
    pub imports: Vec<WaitingImportWire>,
}

/// An import of which rows wait.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WaitingImportWire {
    /// Without its report.
    pub import: ImportWire,
    pub rows: Counted,
}

/// A row that could not be used. `problem`, `field`, `value`, `facts` and `cells` are of the file's own row, whatever was
/// corrected.
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
    #[schema(example = "open")]
    state: &'static str,
    /// What people decided, oldest first. Where the newest did not help, its `met` is why the row stands here now.
    decisions: Vec<DecisionWire>,
}

/// What a person decided about a row.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DecisionWire {
    /// What is read instead of the file's cells; absent where the row was left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    correction: Option<CorrectionWire>,
    /// Why, in the words of who decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[schema(value_type = String, format = DateTime, example = "2026-11-21T08:30:00Z")]
    decided_at: Timestamp,
    /// The API key or part of the program that decided.
    #[schema(example = "key_05WXQ7Z9K2F3A")]
    decided_by: String,
    /// The problem the row has with this correction, where it did not help.
    #[serde(skip_serializing_if = "Option::is_none")]
    met: Option<MetWire>,
}

/// The problem a correction met.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MetWire {
    #[schema(example = "not_a_number")]
    problem: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "quantity")]
    field: Option<String>,
    /// The offending cell, as it was corrected, shortened.
    #[schema(example = "nought")]
    value: String,
    facts: BTreeMap<String, String>,
}

impl From<RowProblem> for MetWire {
    fn from(met: RowProblem) -> Self {
        Self { problem: met.code, field: met.field, value: met.value, facts: met.facts }
    }
}

impl RowWire {
    pub fn of(row: QuarantinedRow) -> Result<Self, StoreError> {
        let RowProblem { code, field, value, facts } = row.problem;
        let line = row.line;
        let decision = |decision: Decision| -> Result<DecisionWire, StoreError> {
            let correction = decision.correction.as_deref().map(serde_json::from_str).transpose();
            Ok(DecisionWire {
                correction: correction
                    .map_err(|e| StoreError::misuse(format!("the correction of line {line}: {e}")))?,
                reason: decision.reason,
                decided_at: decision.at,
                decided_by: decision.by,
                met: decision.met.map(MetWire::from),
            })
        };
        Ok(Self {
            line,
            problem: code,
            field,
            value,
            facts,
            cells: row.cells,
            state: row.state.word(),
            decisions: row.decisions.into_iter().map(decision).collect::<Result<_, _>>()?,
        })
    }
}

/// What is read instead of a row's cells.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub(super) struct CorrectionWire {
    /// New texts of cells by field (`invoice_number`, `sku`, `quantity`, `placed_at`, `unit_price` …), written as the file
    /// writes them.
    #[serde(default)]
    #[schema(example = json!({ "quantity": "6" }))]
    cells: BTreeMap<String, String>,
    /// What the line is (`goods`, `carriage` …), where no rule of the profile can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
}

/// What a person says of one row: all that is to be different from the file. It takes the place of the correction before. Nothing
/// at all: the row is tried again as it stands, because the reason it was refused for is gone.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RetryRow {
    /// New texts of cells by field (`invoice_number`, `sku`, `quantity`, `placed_at`, `unit_price` …), written as the file
    /// writes them.
    #[serde(default)]
    #[schema(example = json!({ "quantity": "6" }))]
    cells: BTreeMap<String, String>,
    /// What the line is (`goods`, `carriage` …), where no rule of the profile can tell.
    #[serde(default)]
    kind: Option<String>,
    /// Why, for the record. Name nobody: the record stays.
    #[serde(default)]
    #[schema(example = "the shop's own list says 6")]
    pub reason: Option<String>,
}

/// Why a row is left out.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LeaveOutRow {
    /// Why, for the record. Name nobody: the record stays.
    #[serde(default)]
    #[schema(example = "a test of the shop, no sale")]
    pub reason: Option<String>,
}

impl TryFrom<RetryRow> for Correction {
    type Error = ApiError;
    fn try_from(row: RetryRow) -> Result<Self, ApiError> {
        let mut correction = Correction::default();
        for (name, text) in row.cells {
            let known = Field::ALL.into_iter().find(|field| field.as_str() == name);
            let field =
                known.ok_or_else(|| unclear(&format!("/cells/{name}"), &name, &Field::ALL.map(Field::as_str)))?;
            // The record of a correction stays, so it holds no person's data.
            let personal = check_customer_reference(text.trim()) == Err(CustomerReferenceError::Personal);
            let refused = match field {
                Field::Customer => Some("customer_is_personal"),
                Field::InvoiceNumber => Some("number_is_personal"),
                // A blank one says nothing of anybody: the row then agrees with its order.
                _ if field.is_personal() && !text.trim().is_empty() => Some("correction_is_personal"),
                _ => None,
            };
            if let Some(code) = refused.filter(|_| personal || field.is_personal()) {
                return Err(Refusal::invalid(code).at(format!("/cells/{name}")).into());
            }
            must_hold_no_address(&text).map_err(|refusal| refusal.at(format!("/cells/{name}")))?;
            correction.cells.insert(field, text);
        }
        if let Some(word) = row.kind {
            let known = LineKind::ALL.into_iter().find(|kind| kind.as_str() == word);
            correction.kind = Some(known.ok_or_else(|| unclear("/kind", &word, &LineKind::ALL.map(LineKind::as_str)))?);
        }
        Ok(correction)
    }
}

fn unclear(field: &str, word: &str, known: &[&str]) -> Refusal {
    let word: String = word.chars().take(40).collect();
    Refusal::invalid("import_correction_unclear").at(field).with("word", word).with("known", known.join(", "))
}
