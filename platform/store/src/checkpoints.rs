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

/// Folding back less than this is not worth its fsync, while the log may go on as it is.
const WORTH_BYTES: u64 = 8 * 1024 * 1024;
/// How often it looks whether there is something to fold back …
const LOOK: Duration = Duration::from_millis(100);
/// … and while the log should begin anew: what came while the last part was folded back is folded back at once, part after shorter part,
/// until the rest is short enough for the writer.
const CLOSING_IN: Duration = Duration::from_millis(2);

/// Folds the log back as it grows, on this thread, until the store closes.
pub(crate) fn fold_until_closed(mut connection: Sqlite, control: &Checkpoints) {
    let mut pause = LOOK;
    loop {
        std::thread::sleep(pause);
        if control.closed.load(Ordering::Acquire) {
            return;
        }
        pause = match fold(&mut connection, control) {
            Ok(pause) => pause,
            Err(error) => {
                tracing::warn!(%error, "the write-ahead log could not be folded back");
                LOOK
            }
        };
    }
}

/// Folds back what is worth it; how long to wait for the next look.
fn fold(connection: &mut Sqlite, control: &Checkpoints) -> Result<Duration, StoreError> {
    let mut pause = LOOK;
    control.alone(|| {
        let before = connection.log()?;
        let worth = if before.is_long() { 1 } else { WORTH_BYTES };
        if before.unfolded_bytes() < worth {
            return Ok(());
        }
        connection.checkpoint()?;
        // Where somebody reads an old state nothing more can be folded back: no hurry.
        if before.is_long() && connection.log()?.unfolded_bytes() < before.unfolded_bytes() {
            pause = CLOSING_IN;
        }
        Ok(())
    })?;
    Ok(pause)
}
