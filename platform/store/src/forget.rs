//! Forgetting what was only kept for a while.

use kernel::Timestamp;

use crate::error::{CommandError, StoreError};
use crate::job::{Answer, Submission};
use crate::open::Store;
use crate::tx::Tx;

/// Keys forgotten in one transaction.
const CHUNK: i64 = 2_000;

/// How many keys a step forgot.
struct Forgotten(u64);

impl Answer for Forgotten {
    fn reference(&self) -> String {
        self.0.to_string()
    }
}

impl Store {
    /// Forgets the idempotency keys of requests before `until`, a chunk a transaction on the bulk lane; how many. A request under a
    /// forgotten key is a new one.
    pub fn forget_keys(&self, submission: &Submission, until: Timestamp) -> Result<u64, CommandError> {
        let mut all = 0u64;
        loop {
            let forget = move |tx: &mut Tx<'_>| -> Result<Forgotten, CommandError> {
                let sql = "DELETE FROM idempotency_keys WHERE key IN \
                           (SELECT key FROM idempotency_keys WHERE at < $1 ORDER BY at LIMIT $2)";
                Ok(Forgotten(tx.execute(sql, &crate::args![until, CHUNK])?))
            };
            let outcome = self.submit_blocking(submission.clone().bulk(), forget)?;
            let gone: u64 = outcome.reference().parse().map_err(|_| StoreError::misuse("a count that is no number"))?;
            all = all.saturating_add(gone);
            if gone == 0 {
                return Ok(all);
            }
        }
    }
}
