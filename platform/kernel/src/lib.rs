//! The words every part of Hanse shares: ids, money, time, places, languages, and how a "no" is said.
//!
//! Invariants: amounts are integers in minor units and every operation on them is checked; nothing here reads a clock or
//! draws randomness (both come in through [`context::Context`]); nothing here does input or output.
//!
//! Deliberately not here: storage, personal data, business rules of any centre.

pub mod context;
pub mod id;
pub mod refusal;
pub mod time;

pub use context::{Actor, Context};
pub use id::Id;
pub use refusal::{Refusal, RefusalKind};
pub use time::Timestamp;

#[doc(hidden)]
pub mod reexport {
    pub use serde;
}
