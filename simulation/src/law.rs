//! A law that does not hold.

use store::{CommandError, StoreError};

/// Where a run broke which law. The seed and the number of days replay it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("seed {seed}, day {day}, step {step}: {law}")]
pub struct Broken {
    pub seed: u64,
    pub day: u32,
    pub step: u64,
    /// The law, and what was found instead.
    pub law: String,
}

/// A law that does not hold, before it is known where.
#[derive(Debug)]
pub(crate) struct Violated(pub String);

impl From<StoreError> for Violated {
    fn from(error: StoreError) -> Self {
        Self(format!("the store fails no question and no sound command: {error}"))
    }
}

impl From<CommandError> for Violated {
    fn from(error: CommandError) -> Self {
        Self(format!("the store fails no question and no sound command: {error}"))
    }
}

/// `Err` unless it holds; `found` says what is there instead.
pub(crate) fn must(holds: bool, law: &str, found: impl FnOnce() -> String) -> Result<(), Violated> {
    if holds { Ok(()) } else { Err(Violated(format!("{law}: {}", found()))) }
}
