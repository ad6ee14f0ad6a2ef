//! Backing a store up while it works.

use std::path::Path;
use std::time::Duration;

use crate::engine::Location;
use crate::engine::sqlite::{Sqlite, Use};
use crate::error::StoreError;
use crate::open::Store;

impl Store {
    /// Copies a SQLite store to `target` while it works. Folding the log back is held meanwhile, so the file stands still and
    /// the log only grows: a copy of the file, then of the log, is a state that was committed.
    pub fn back_up_file(&self, target: &Path) -> Result<u64, StoreError> {
        let Location::Sqlite(source) = self.location() else {
            return Err(StoreError::misuse("this store is not a file"));
        };
        let failed = |e: std::io::Error| StoreError::Unavailable(format!("backup to {}: {e}", target.display()));
        let log = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push("-wal");
            std::path::PathBuf::from(name)
        };
        self.checkpoints.hold(true);
        let copied = (|| {
            let bytes = std::fs::copy(source, target).map_err(failed)?;
            let log_bytes = if log(source).exists() { std::fs::copy(log(source), log(target)).map_err(failed)? } else { 0 };
            Ok(bytes.saturating_add(log_bytes))
        })();
        self.checkpoints.hold(false);
        copied
    }

    /// Folds the whole write-ahead log back into the file and empties it, so that nothing deleted is left in it. Waits for readers
    /// and for a running backup up to ten seconds, then refuses. On PostgreSQL there is nothing to do.
    pub fn empty_log(&self) -> Result<(), StoreError> {
        let Location::Sqlite(path) = self.location() else { return Ok(()) };
        let mut connection = Sqlite::open(path, Use::Checkpoint)?;
        self.checkpoints.alone(Duration::from_secs(10), || connection.empty_log())
    }
}
