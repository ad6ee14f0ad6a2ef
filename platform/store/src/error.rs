//! What can go wrong: the store failed (nobody's fault in the input), or a command was refused.

use kernel::Refusal;

/// The store could not do it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The database is out of reach, full, or broken: nothing of the group was kept; trying again may work.
    #[error("the store is not available: {0}")]
    Unavailable(String),
    /// A named constraint fired: the alarm behind a rule that a command should have checked.
    #[error("constraint {constraint} of {table} fired: {detail}")]
    Constraint { table: String, constraint: String, detail: String },
    /// The code or the data is wrong: an unknown column, a type that does not fit.
    #[error("{0}")]
    Misuse(String),
    /// Another server already writes to this store.
    #[error("{0}")]
    Taken(String),
    /// The schema in the store is newer than this program, or a migration failed.
    #[error("schema: {0}")]
    Schema(String),
}

impl StoreError {
    pub fn misuse(what: impl Into<String>) -> Self {
        Self::Misuse(what.into())
    }
    pub(crate) fn is_fatal(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Taken(_))
    }
}

/// A command's end without success.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    #[error("refused: {0}")]
    Refused(Refusal),
    #[error(transparent)]
    Failed(StoreError),
}

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

impl<R: Into<Refusal>> From<R> for CommandError {
    fn from(refusal: R) -> Self {
        Self::Refused(refusal.into())
    }
}
