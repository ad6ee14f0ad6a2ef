//! The tables' shapes and how rows become what they mean.

use store::{Kind, Row, StoreError, Table};

use crate::model::Job;
use crate::quarantine::{Decision, QuarantinedRow, RowProblem};

pub(crate) const JOBS: Table = Table {
    name: "jobs",
    columns: &[
        ("id", Kind::Int),
        ("kind", Kind::Text),
        ("state", Kind::Text),
        ("input", Kind::Text),
        ("upload", Kind::Text),
        ("position", Kind::Text),
        ("done", Kind::Int),
        ("total", Kind::Int),
        ("report", Kind::Text),
        ("problem", Kind::Text),
        ("cancel_asked", Kind::Int),
        ("created_by", Kind::Text),
        ("created_at", Kind::Int),
        ("changed_at", Kind::Int),
        ("ended_at", Kind::Int),
        ("version", Kind::Int),
    ],
    key: &["id"],
};

pub(crate) const JOB: &str = "SELECT id, kind, state, input, upload, position, done, total, report, problem, cancel_asked, \
     created_by, created_at, changed_at, ended_at, version FROM jobs";

pub(crate) fn job(row: &Row) -> Result<Job, StoreError> {
    Ok(Job {
        id: row.id(0)?,
        kind: row.text(1)?.to_owned(),
        state: row.parsed(2)?,
        input: row.text(3)?.to_owned(),
        upload: row.opt_parsed(4)?,
        position: row.text(5)?.to_owned(),
        done: row.int(6)?,
        total: row.int(7)?,
        report: row.opt_text(8)?.map(str::to_owned),
        problem: row.opt_text(9)?.map(|_| row.json(9)).transpose()?,
        cancel_asked: row.flag(10)?,
        created_by: row.text(11)?.to_owned(),
        created_at: row.at(12)?,
        changed_at: row.at(13)?,
        ended_at: row.opt_at(14)?,
        version: row.int(15)?,
    })
}

pub(crate) const QUARANTINED: Table = Table {
    name: "quarantined_rows",
    columns: &[
        ("job", Kind::Int),
        ("line", Kind::Int),
        ("problem", Kind::Text),
        ("field", Kind::Text),
        ("value", Kind::Text),
        ("facts", Kind::Text),
        ("cells", Kind::Text),
        ("state", Kind::Text),
        ("changed_at", Kind::Int),
        ("changed_by", Kind::Text),
    ],
    key: &["job", "line"],
};

pub(crate) const QUARANTINED_ROW: &str =
    "SELECT line, problem, field, value, facts, cells, state, changed_at, changed_by FROM quarantined_rows";

pub(crate) fn quarantined_row(row: &Row) -> Result<QuarantinedRow, StoreError> {
    Ok(QuarantinedRow {
        line: row.int(0)?,
        problem: RowProblem {
            code: row.text(1)?.to_owned(),
            field: row.opt_text(2)?.map(str::to_owned),
            value: row.text(3)?.to_owned(),
            facts: row.json(4)?,
        },
        cells: row.json(5)?,
        state: row.parsed(6)?,
        changed_at: row.opt_at(7)?,
        changed_by: row.text(8)?.to_owned(),
        decisions: Vec::new(),
    })
}

pub(crate) const DECISIONS: Table = Table {
    name: "quarantine_decisions",
    columns: &[
        ("job", Kind::Int),
        ("line", Kind::Int),
        ("number", Kind::Int),
        ("correction", Kind::Text),
        ("reason", Kind::Text),
        ("decided_at", Kind::Int),
        ("decided_by", Kind::Text),
        ("met", Kind::Text),
    ],
    key: &["job", "line", "number"],
};

pub(crate) const DECISION: &str =
    "SELECT line, number, correction, reason, decided_at, decided_by, met FROM quarantine_decisions";

/// A decision with the line it is about.
pub(crate) fn decision(row: &Row) -> Result<(i64, Decision), StoreError> {
    let decision = Decision {
        number: row.int(1)?,
        correction: row.opt_text(2)?.map(str::to_owned),
        reason: row.opt_text(3)?.map(str::to_owned),
        at: row.at(4)?,
        by: row.text(5)?.to_owned(),
        met: row.opt_text(6)?.map(|_| row.json(6)).transpose()?,
    };
    Ok((row.int(0)?, decision))
}
