//! The thread that folds SQLite's write-ahead log back into the file, beside the writer, so that no commit pays for it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::engine::sqlite::Sqlite;
use crate::error::StoreError;

/// Lets the checkpoint thread run, wait (while somebody else empties the log) or end.
#[derive(Default)]
pub(crate) struct Checkpoints {
    at_the_log: Mutex<()>,
    closed: AtomicBool,
}

impl Checkpoints {
    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::Release);
    }
    /// Runs `work` while the checkpoint thread is not at the log.
    pub(crate) fn alone(&self, work: impl FnOnce() -> Result<(), StoreError>) -> Result<(), StoreError> {
        let _here = self.at_the_log.lock().unwrap_or_else(PoisonError::into_inner);
        work()
    }
}

/// Folds the log back as it grows, on this thread, until the store closes.
pub(crate) fn fold_until_closed(mut connection: Sqlite, control: &Checkpoints) {
    /// Folding back less than this is not worth its fsync.
    const WORTH_BYTES: u64 = 8 * 1024 * 1024;
    loop {
        std::thread::sleep(Duration::from_millis(100));
        if control.closed.load(Ordering::Acquire) {
            return;
        }
        let folded = control.alone(|| match connection.log()?.unfolded_bytes() {
            WORTH_BYTES.. => connection.checkpoint(),
            _ => Ok(()),
        });
        if let Err(error) = folded {
            tracing::warn!(%error, "the write-ahead log could not be folded back");
        }
    }
}
