//! Numbered changes of the schema, per crate. They only expand (contracting comes a release later), so this program also
//! serves a store one step older while another still runs.

use std::collections::BTreeMap;

use kernel::Timestamp;

use crate::ddl;
use crate::engine::Connection;
use crate::error::StoreError;

/// A crate's migrations, in order.
#[derive(Debug, Clone, Copy)]
pub struct Migrations {
    /// The crate they belong to.
    pub owner: &'static str,
    /// `(number, name, portable SQL)`; numbers rise from 1 without gaps.
    pub steps: &'static [(i64, &'static str, &'static str)],
}

impl Migrations {
    /// The newest step this program knows of an owner, among `all` and the store's own.
    pub(crate) fn newest_of(all: &[Self], owner: &str) -> Option<i64> {
        let known = std::iter::once(&OWN).chain(all).find(|migrations| migrations.owner == owner)?;
        Some(known.steps.last().map_or(0, |(number, _, _)| *number))
    }
}

/// The store's own tables.
pub(crate) const OWN: Migrations =
    Migrations { owner: "store", steps: &[(1, "start", include_str!("../migrations/0001_start.sql"))] };

const BOOTSTRAP: &str = "CREATE TABLE IF NOT EXISTS schema_versions (
    owner {text} NOT NULL, number {int} NOT NULL, name {text} NOT NULL, at {int} NOT NULL,
    PRIMARY KEY (owner, number)
){table_end}";

/// Brings the store to this program's schema. Each step is one transaction, so a stop between two resumes at the second.
pub(crate) fn migrate(
    connection: &mut dyn Connection,
    all: &[Migrations],
    now: Timestamp,
) -> Result<Vec<String>, StoreError> {
    migrate_to(connection, all, now, None)
}

/// Like [`migrate`], up to the versions of `schema` where it is given: the shape a copy was made in.
pub(crate) fn migrate_to(
    connection: &mut dyn Connection,
    all: &[Migrations],
    now: Timestamp,
    schema: Option<&BTreeMap<String, i64>>,
) -> Result<Vec<String>, StoreError> {
    connection.script(&ddl::render(BOOTSTRAP, connection.engine()))?;
    let mut done = Vec::new();
    for migrations in std::iter::once(&OWN).chain(all) {
        let found = connection.query(
            "SELECT COALESCE(MAX(number), 0) FROM schema_versions WHERE owner = $1",
            &crate::args![migrations.owner],
        )?;
        let current = found.first().map_or(Ok(0), |row| row.int(0))?;
        let newest = migrations.steps.last().map_or(0, |(number, _, _)| *number);
        if current > newest {
            return Err(StoreError::Schema(format!(
                "this store is newer than this program: {} is at {current}, the program knows {newest}; use a newer program",
                migrations.owner
            )));
        }
        let last = schema.map_or(newest, |schema| schema.get(migrations.owner).copied().unwrap_or(0));
        for (number, name, text) in
            migrations.steps.iter().filter(|(number, _, _)| *number > current && *number <= last)
        {
            connection.begin(true)?;
            let step = connection.script(&ddl::render(text, connection.engine())).and_then(|()| {
                connection.execute(
                    "INSERT INTO schema_versions (owner, number, name, at) VALUES ($1, $2, $3, $4)",
                    &crate::args![migrations.owner, *number, *name, now],
                )
            });
            if let Err(error) = step {
                connection.rollback()?;
                return Err(StoreError::Schema(format!("{} {number} {name}: {error}", migrations.owner)));
            }
            connection.commit()?;
            done.push(format!("{} {number} {name}", migrations.owner));
        }
    }
    Ok(done)
}
