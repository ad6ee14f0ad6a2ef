//! The tables' shapes and how rows become what they mean.

use store::{Kind, Row, StoreError, Table};

use crate::model::Job;
use crate::quarantine::QuarantinedRow;

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
        ("fixed", Kind::Text),
        ("changed_at", Kind::Int),
        ("changed_by", Kind::Text),
    ],
    key: &["job", "line"],
};

pub(crate) const QUARANTINED_ROW: &str =
    "SELECT job, line, problem, field, value, facts, cells, state, fixed, changed_at, changed_by FROM quarantined_rows";

pub(crate) fn quarantined_row(row: &Row) -> Result<QuarantinedRow, StoreError> {
    Ok(QuarantinedRow {
        line: row.int(1)?,
        problem: row.text(2)?.to_owned(),
        field: row.opt_text(3)?.map(str::to_owned),
        value: row.text(4)?.to_owned(),
        facts: row.json(5)?,
        cells: row.json(6)?,
        state: row.parsed(7)?,
        fixed: row.opt_text(8)?.map(str::to_owned),
        changed_at: row.opt_at(9)?,
        changed_by: row.text(10)?.to_owned(),
    })
}
