//! One database of one tenant in one region: one writer with group commit, many readers, an event log, idempotency.
//!
//! Invariants: an answer leaves only after its transaction is durable; a command never commits; the same SQL text runs on
//! SQLite and PostgreSQL; events and idempotency records are written in the transaction of their cause; time never goes
//! back within a store.
//!
//! Deliberately not here: what is stored (centres own their tables), who may do what (access), personal data (vault).

mod backup;
mod checkpoints;
mod ddl;
mod engine;
mod error;
pub mod find;
mod forget;
mod group;
mod job;
mod manual;
mod meter;
mod migrations;
mod once;
mod open;
mod pace;
mod queue;
mod reader;
mod revision;
mod subscribe;
mod tx;
mod value;
mod way;
mod writer;

pub use backup::{Copied, CopiedFile, CopiedTable, back_up, look, restore};
pub use engine::{Engine, Location};
pub use error::{CommandError, StoreError};
pub use job::{Answer, Batch, Idempotency, Lane, Nothing, Outcome, Submission};
pub use manual::Manual;
pub use meter::Metered;
pub use migrations::Migrations;
pub use open::{Options, Store};
pub use pace::{give_way, give_way_a_little};
pub use reader::Reader;
pub use revision::Revisions;
pub use subscribe::{
    Change, Effect, StoredEvent, Subscriber, changes_after, cursors, events_after, events_of, move_cursor, next_events,
    turn_of,
};
pub use tx::{Event, Read, Tx};
pub use value::{Kind, Row, Table, Value};
pub use way::Way;
pub use writer::{Clock, Stage, SystemClock};

/// Makes the PostgreSQL database of a URL when it is not there: UTF-8 with C collation, as the shared SQL expects.
pub fn make_database(url: &str) -> Result<(), StoreError> {
    engine::postgres::make_database(url)
}
