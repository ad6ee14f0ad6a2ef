//! Orders out of files: a job that turns an uploaded file and a profile into products, opening stock, orders, credits, stock
//! movements and books.
//!
//! Invariants: an invoice is taken over once, by channel, shop and number, and each of its rows once, by occurrence; a chunk and
//! the job's position are one transaction, so a job that was struck ends as if it had not been; every row of the file is in
//! exactly one place of the report, which adds up to the file's exact sum; what the file does not say is an assumption of the
//! profile with its status, or *not determined*; a row that cannot be used waits in quarantine and is never dropped.
//!
//! Deliberately not here: reading files and telling lines apart (`order_file`), rules of tax, stock and books (their centres),
//! running jobs (`jobs`).

mod accounts;
mod chunk;
mod credit;
mod elsewhere;
mod erased;
mod ground;
mod http;
mod input;
mod invoice;
mod kind;
mod phases;
mod profiles;
mod quarantine;
mod rates;
mod report;
mod run;
mod shape;
mod source;
mod states;
mod stored_sales;
mod taken;
mod tally;
mod taxing;
mod write;

pub use erased::let_uploads_go_with_persons;
pub use http::routes;
pub use input::{ImportInput, Options};
pub use kind::{IMPORT, ImportOrders};
pub use run::{queue_blocking, run_blocking};

/// The tables of what was taken over.
pub const MIGRATIONS: store::Migrations =
    store::Migrations { owner: "import_orders", steps: &[(1, "start", include_str!("../migrations/0001_start.sql"))] };

/// What this process refuses, in words.
pub const TEXTS: &str = include_str!("../texts.toml");

/// The kinds of jobs of this crate, for the runner of a cell.
pub const JOB_KINDS: &[&dyn jobs::JobKind] = &[&ImportOrders];
