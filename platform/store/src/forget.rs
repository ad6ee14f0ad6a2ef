//! Forgetting what was only kept for a while.

use kernel::Timestamp;

use crate::error::CommandError;
use crate::job::{Answer, Outcome, Submission};
use crate::open::Store;
use crate::tx::{Read as _, Tx};

/// Keys forgotten in one transaction.
const CHUNK: i64 = 2_000;

/// What a step forgot.
struct Forgotten {
    keys: u64,
    /// The last row that is gone.
    until: i64,
}

impl Answer for Forgotten {
    fn reference(&self) -> String {
        String::new()
    }
}

impl Store {
    /// Forgets the idempotency keys of requests before `until`, a chunk a transaction on the bulk lane; how many. A request under a
    /// forgotten key is a new one.
    pub fn forget_keys(&self, submission: &Submission, until: Timestamp) -> Result<u64, CommandError> {
        let (mut all, mut last) = (0u64, 0);
        loop {
            let done = self.submit_blocking(submission.clone().bulk(), move |tx| forget_oldest(tx, until))?;
            match done {
                Outcome::Done(Forgotten { keys: keys @ 1.., until }) => {
                    all = all.saturating_add(keys);
                    last = until;
                }
                _ => {
                    self.keys.forget(last);
                    return Ok(all);
                }
            }
        }
    }
}

/// Forgets what is too old of the oldest rows: they stand by their age.
fn forget_oldest(tx: &mut Tx<'_>, until: Timestamp) -> Result<Forgotten, CommandError> {
    let oldest = tx.query("SELECT number, at FROM idempotency_keys ORDER BY number LIMIT $1", &crate::args![CHUNK])?;
    let mut gone = 0;
    for row in &oldest {
        if row.at(1)? < until {
            gone = row.int(0)?;
        }
    }
    let keys = tx.execute("DELETE FROM idempotency_keys WHERE number <= $1", &crate::args![gone])?;
    Ok(Forgotten { keys, until: gone })
}
