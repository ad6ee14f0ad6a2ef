//! Copies of a store, made while it works, and a store made from a copy.
//!
//! A copy is one snapshot: everything acknowledged before it began is in it, nothing of a later transaction. It needs no
//! cooperation of a server that has the store open, so another process may take it. SQLite stores are copied page by page, nearly
//! all of it before the snapshot; PostgreSQL stores table by table (`COPY`, binary) out of one `REPEATABLE READ` transaction. What
//! nobody waits for gives way to those who work.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use kernel::Timestamp;
use serde::{Deserialize, Serialize};

use crate::engine::postgres::Postgres;
use crate::engine::sqlite::{PageCopy, Sqlite, Use};
use crate::engine::{Connection, Engine, Location};
use crate::error::StoreError;
use crate::migrations::{Migrations, migrate_to};
use crate::open::Store;
use crate::pace::unhurried;
use crate::reader::{Reader, Readers};
use crate::writer::read_state;

/// What a copy consists of; kept in the manifest of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    pub engine: Engine,
    /// The newest migration of each crate.
    pub schema: BTreeMap<String, i64>,
    /// The position of the newest event in the copy.
    pub position: i64,
    /// In the order they are read back.
    pub files: Vec<CopiedFile>,
}

/// A file of a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiedFile {
    pub name: String,
    pub bytes: u64,
    /// Of the content, in hexadecimal.
    pub blake3: String,
    /// PostgreSQL: the table and columns it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<CopiedTable>,
}

/// A table in a file of `COPY`'s binary format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiedTable {
    pub name: String,
    pub columns: Vec<String>,
}

impl Copied {
    /// How much it is on disk.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// Reads every file of the copy in `folder` again. A file that is missing or not as it was written is an error that names it.
    pub fn check(&self, folder: &Path) -> Result<(), StoreError> {
        self.files.iter().try_for_each(|file| file.check(folder))
    }
}

/// The one file of a SQLite copy.
const FILE: &str = "store.db";

impl CopiedFile {
    /// Describes a file that was written to `folder`, as it stands on disk now.
    pub fn written(folder: &Path, name: &str) -> Result<Self, StoreError> {
        Self::of(folder, name, None)
    }

    fn of(folder: &Path, name: &str, table: Option<CopiedTable>) -> Result<Self, StoreError> {
        let path = folder.join(name);
        let (bytes, blake3) = fingerprint(&path).map_err(|e| failed(&path, &e))?;
        Ok(Self { name: name.to_owned(), bytes, blake3, table })
    }

    /// Reads the file in `folder` again and refuses it when it is not as it was written.
    pub fn check(&self, folder: &Path) -> Result<(), StoreError> {
        let path = folder.join(&self.name);
        // Names come from a manifest that anybody may have edited.
        let plain = Path::new(&self.name).components().count() == 1 && !self.name.starts_with('.');
        if !plain {
            return Err(StoreError::Unavailable(format!(
                "the backup is damaged: {} is no name of a file of its own",
                self.name
            )));
        }
        let (bytes, blake3) = fingerprint(&path).map_err(|e| failed(&path, &e))?;
        if bytes == self.bytes && blake3 == self.blake3 {
            return Ok(());
        }
        Err(StoreError::Unavailable(format!(
            "the backup is damaged: {} is not as it was written ({bytes} bytes, {} expected); use another backup",
            path.display(),
            self.bytes
        )))
    }
}

fn fingerprint(path: &Path) -> std::io::Result<(u64, String)> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(path)?)?;
    Ok((hasher.count(), hasher.finalize().to_hex().to_string()))
}

fn failed(path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::Unavailable(format!("{}: {error}", path.display()))
}

/// Makes a file or a folder's list of names durable.
fn sync(path: &Path) -> Result<(), StoreError> {
    File::open(path).and_then(|file| file.sync_all()).map_err(|e| failed(path, &e))
}

/// Copies the store at `location` into `folder`, which must be empty or absent. Durable on return.
pub fn back_up(location: &Location, folder: &Path) -> Result<Copied, StoreError> {
    std::fs::create_dir_all(folder).map_err(|e| failed(folder, &e))?;
    if std::fs::read_dir(folder).map_err(|e| failed(folder, &e))?.next().is_some() {
        return Err(StoreError::misuse(format!("{} is not empty; a backup wants a new folder", folder.display())));
    }
    let copied = match location {
        Location::Sqlite(path) => back_up_sqlite(path, folder)?,
        Location::Postgres(url) => unhurried(|| back_up_postgres(url, folder))?,
    };
    sync(folder)?;
    Ok(copied)
}

/// What a snapshot says of itself.
fn state(connection: &mut dyn Connection) -> Result<(BTreeMap<String, i64>, i64), StoreError> {
    let rows = connection.query("SELECT owner, MAX(number) FROM schema_versions GROUP BY owner", &[])?;
    let schema =
        rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.int(1)?))).collect::<Result<_, StoreError>>()?;
    Ok((schema, read_state(connection)?.last_position))
}

fn back_up_sqlite(path: &Path, folder: &Path) -> Result<Copied, StoreError> {
    let (schema, position) = copy_sqlite(path, &folder.join(FILE))?;
    let file = unhurried(|| CopiedFile::written(folder, FILE))?;
    Ok(Copied { engine: Engine::Sqlite, schema, position, files: vec![file] })
}

/// Copies a snapshot of the file at `path`; what that snapshot says of itself.
fn copy_sqlite(path: &Path, target: &Path) -> Result<(BTreeMap<String, i64>, i64), StoreError> {
    let mut connection = Sqlite::open(path, Use::Read)?;
    let mut copy = PageCopy::begin(&connection, path, target)?;
    unhurried(|| copy.ahead(&mut connection))?;
    // From here to its end the snapshot is in the way of others: this thread gives way to nobody.
    connection.begin(false)?;
    let state = state(&mut connection)?;
    copy.finish(&mut connection)?;
    connection.rollback()?;
    copy.durable()?;
    Ok(state)
}

fn back_up_postgres(url: &str, folder: &Path) -> Result<Copied, StoreError> {
    let mut connection = Postgres::open(url, false)?;
    connection.begin(false)?;
    let (schema, position) = state(&mut connection)?;
    let mut files = Vec::new();
    for table in connection.tables()? {
        let name = format!("{}.copy", table.name);
        let path = folder.join(&name);
        let mut file = std::io::BufWriter::with_capacity(1 << 18, File::create(&path).map_err(|e| failed(&path, &e))?);
        connection.copy_out(&table, &mut file)?;
        let written = file.flush().and_then(|()| file.get_ref().sync_all());
        written.map_err(|e| failed(&path, &e))?;
        drop(file);
        files.push(CopiedFile::of(folder, &name, Some(table))?);
    }
    connection.rollback()?;
    Ok(Copied { engine: Engine::Postgres, schema, position, files })
}

/// Makes a store at `location` out of the copy in `folder`. The place must be empty, the copy whole (see [`Copied::check`],
/// which runs first), of the same engine, and not newer than `migrations`. An older copy is brought up to date when the store
/// is next opened.
pub fn restore(
    copied: &Copied,
    folder: &Path,
    location: &Location,
    migrations: &[Migrations],
) -> Result<(), StoreError> {
    copied.check(folder)?;
    for (owner, number) in &copied.schema {
        let newest = Migrations::newest_of(migrations, owner);
        if newest.is_none_or(|newest| newest < *number) {
            return Err(StoreError::Schema(format!(
                "this backup is newer than this program: {owner} is at {number}, the program knows {}; use a newer program",
                newest.unwrap_or(0)
            )));
        }
    }
    match (copied.engine, location) {
        (Engine::Sqlite, Location::Sqlite(path)) => restore_sqlite(copied, folder, path),
        (Engine::Postgres, Location::Postgres(url)) => restore_postgres(copied, folder, url, migrations),
        (Engine::Sqlite, Location::Postgres(_)) => {
            Err(StoreError::misuse("this is a backup of a SQLite store: it cannot be restored into PostgreSQL"))
        }
        (Engine::Postgres, Location::Sqlite(_)) => Err(StoreError::misuse(
            "this is a backup of a PostgreSQL store: it is restored into PostgreSQL, name an empty database",
        )),
    }
}

fn restore_sqlite(copied: &Copied, folder: &Path, path: &Path) -> Result<(), StoreError> {
    let [file] = copied.files.as_slice() else {
        return Err(StoreError::Unavailable("the backup is damaged: a SQLite copy is one file".to_owned()));
    };
    if path.exists() {
        return Err(StoreError::misuse(format!("{} is there already; a restore wants an empty place", path.display())));
    }
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(|e| failed(parent, &e))?;
    }
    // Under another name first: what a stopped restore leaves does not look like a store.
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = Path::new(&beside);
    std::fs::copy(folder.join(&file.name), beside).map_err(|e| failed(beside, &e))?;
    sync(beside)?;
    std::fs::rename(beside, path).map_err(|e| failed(path, &e))?;
    path.parent().map_or(Ok(()), sync)
}

fn restore_postgres(copied: &Copied, folder: &Path, url: &str, migrations: &[Migrations]) -> Result<(), StoreError> {
    crate::make_database(url)?;
    let mut connection = Postgres::open(url, true)?;
    if !connection.tables()?.is_empty() {
        return Err(StoreError::misuse("the PostgreSQL database is not empty; a restore wants an empty one"));
    }
    migrate_to(&mut connection, migrations, Timestamp::from_ms(0), Some(&copied.schema))?;
    connection.begin(true)?;
    for table in connection.tables()?.iter().rev() {
        // What migrations put in is in the copy too.
        connection.script(&format!("DELETE FROM \"{}\"", table.name))?;
    }
    for file in &copied.files {
        let table = file.table.as_ref();
        let table = table
            .ok_or_else(|| StoreError::Unavailable(format!("the backup is damaged: {} names no table", file.name)))?;
        let path = folder.join(&file.name);
        let mut source = std::io::BufReader::with_capacity(1 << 18, File::open(&path).map_err(|e| failed(&path, &e))?);
        connection.copy_in(table, &mut source)?;
    }
    if state(&mut connection)? != (copied.schema.clone(), copied.position) {
        return Err(StoreError::Unavailable("the restored store is not at the position its backup says".to_owned()));
    }
    connection.commit()?;
    // Unlocked here and not by the connection's end, which the server may notice after the store is opened.
    connection.script("ANALYZE; SELECT pg_advisory_unlock_all()")
}

/// Reads one snapshot of a store that perhaps a server has open, without opening it for writing and without changing its schema.
pub fn look<A, E: From<StoreError>>(
    location: &Location,
    ask: impl FnOnce(&mut Reader<'_>) -> Result<A, E>,
) -> Result<A, E> {
    Readers::new(location.clone(), 0).read(ask)
}

impl Store {
    /// Copies a SQLite store into the file `target` while it works; how many bytes it has. See [`back_up`].
    pub fn back_up_file(&self, target: &Path) -> Result<u64, StoreError> {
        let Location::Sqlite(source) = self.location() else {
            return Err(StoreError::misuse("this store is not a file"));
        };
        copy_sqlite(source, target)?;
        target.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or(Ok(()), sync)?;
        std::fs::metadata(target).map(|meta| meta.len()).map_err(|e| failed(target, &e))
    }

    /// Folds the whole write-ahead log back into the file and empties it, so that nothing deleted is left in it. Waits for readers
    /// (a running backup is one) up to ten seconds, then refuses. On PostgreSQL there is nothing to do.
    pub fn empty_log(&self) -> Result<(), StoreError> {
        let Location::Sqlite(path) = self.location() else { return Ok(()) };
        let mut connection = Sqlite::open(path, Use::Checkpoint)?;
        self.checkpoints.alone(|| connection.empty_log())
    }
}
