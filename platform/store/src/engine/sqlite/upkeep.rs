//! What keeps the file well beside the commands: folding the log back, overwriting what was deleted.

use super::{LOG_LIMIT_BYTES, SHORT_REST_BYTES, Sqlite, map_error};
use crate::error::StoreError;

impl Sqlite {
    /// Folds the write-ahead log back into the file as far as readers allow, without stopping the writer.
    pub(crate) fn checkpoint(&mut self) -> Result<(), StoreError> {
        self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())).map_err(map_error)
    }

    /// Folds all of the log back and cuts it to nothing, waiting for readers within the busy time.
    pub(crate) fn empty_log(&mut self) -> Result<(), StoreError> {
        let busy: i64 =
            self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)).map_err(map_error)?;
        if busy == 0 {
            Ok(())
        } else {
            Err(StoreError::Unavailable("the write-ahead log is in use and could not be emptied; try again".to_owned()))
        }
    }

    /// From here on this connection overwrites what it deletes with zeros.
    pub(crate) fn overwrite_deleted(&mut self) -> Result<(), StoreError> {
        self.connection.query_row("PRAGMA secure_delete=ON", [], |_| Ok(())).map_err(map_error)
    }

    /// How the write-ahead log stands. Its file says nothing of that: it is written over from the start once all of it is folded
    /// back, for a log that grows costs a commit the file system's journal besides.
    pub(crate) fn log(&mut self) -> Result<Log, StoreError> {
        let mut statement = self.connection.prepare_cached("PRAGMA wal_checkpoint(NOOP)").map_err(map_error)?;
        let log = statement.query_row([], |row| Ok(Log { pages: row.get(1)?, folded: row.get(2)? }));
        log.map_err(map_error)
    }
}

/// The write-ahead log: how many pages stand in it, and how many of them are folded back; −1 while there is none.
pub(crate) struct Log {
    pages: i64,
    folded: i64,
}

impl Log {
    const PAGE_BYTES: i64 = 4_096;

    pub(crate) fn bytes(&self) -> u64 {
        u64::try_from(self.pages.saturating_mul(Self::PAGE_BYTES)).unwrap_or_default()
    }

    pub(crate) fn frames(&self) -> u64 {
        u64::try_from(self.pages).unwrap_or_default()
    }

    /// Whether it should begin anew.
    pub(crate) fn is_long(&self) -> bool {
        self.bytes() > LOG_LIMIT_BYTES
    }

    /// Whether so little is left to fold back that the writer may do it.
    pub(crate) fn has_short_rest(&self) -> bool {
        self.unfolded_bytes() <= SHORT_REST_BYTES
    }

    pub(crate) fn unfolded_bytes(&self) -> u64 {
        u64::try_from(self.pages.saturating_sub(self.folded).saturating_mul(Self::PAGE_BYTES)).unwrap_or_default()
    }
}
