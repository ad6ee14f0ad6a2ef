//! A command on its way to the simulated writer.
//!
//! A group of plain commands is cut after some milliseconds of work, by the machine's own clock: right for a server, and the end of
//! replaying. So the simulator hands commands over as a batch, which is never cut; each still runs in a savepoint of its own and in
//! its own context, as the writer does it.

use std::sync::Arc;

use kernel::Context;
use store::{Answer, Batch, CommandError, StoreError, Tx};

/// What a command answered: only its reference counts here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Done(pub String);

impl Done {
    pub fn of<A: Answer>(answer: A) -> Self {
        Self(answer.reference())
    }
}

impl Answer for Done {
    fn reference(&self) -> String {
        self.0.clone()
    }
}

pub(crate) type Work = Arc<dyn Fn(&mut Tx<'_>) -> Result<Done, CommandError> + Send + Sync>;

/// One command.
pub(crate) struct Deed(pub Work);

impl Batch for Deed {
    type Answer = Done;

    fn run(tx: &mut Tx<'_>, plans: &[(Context, &Self)]) -> Result<Vec<Result<Done, CommandError>>, StoreError> {
        let mut ends = Vec::with_capacity(plans.len());
        for (context, deed) in plans {
            tx.enter(context.clone());
            match tx.attempt(|tx| (deed.0)(tx)) {
                Err(CommandError::Failed(fatal @ (StoreError::Unavailable(_) | StoreError::Taken(_)))) => {
                    return Err(fatal);
                }
                end => ends.push(end),
            }
        }
        Ok(ends)
    }
}
