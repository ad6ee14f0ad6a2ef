//! The ledger centre (总账): the legal entities, their books and their document numbers.
//!
//! Invariants: a transfer moves one amount from a credit account to a debit account of one entity, so debits equal credits by
//! its shape; entries and transfers are only ever appended; a pending transfer is posted and voided for at most its amount,
//! its base amount with it to the last cent; nothing is booked on a closed day; a document number is drawn in its document's
//! transaction, so a series has no gaps and no repetitions.
//!
//! Deliberately not here: when a sale counts as revenue and which accounts a step of trade moves (the processes say so),
//! where exchange rates come from, the documents themselves.

mod account;
mod address;
pub mod commands;
pub mod http;
mod model;
mod new_entry;
pub mod queries;
mod store_rows;

pub use account::{Account, AccountCode, AccountKind, ChartAccount};
pub use address::PostalAddress;
pub use commands::add_account::{AddAccount, add_account};
pub use commands::add_entity::{AddEntity, add_entity};
pub use commands::close_period::{ClosePeriod, ClosedPeriod, close_period};
pub use commands::draw_number::{NumberKind, NumberSeries, draw_number, draw_numbers, set_number_prefix};
pub use commands::edit_entity::{EditEntity, edit_entity};
pub use commands::post_cost::{CostChange, CostStep, post_cost};
pub use commands::post_entries::{post_batch, post_entry, post_fact};
pub use commands::realise_exchange::realise_exchange;
pub use commands::settle_pending::{PartOf, Parts, Settlement, Step, post_pending, settle, settle_batch, void_pending};
pub use http::routes;
pub use model::{Cause, Entity, Entry, EntryId, Exchange, Reference, State, Transfer, UnknownWord};
pub use new_entry::{LARGEST, NewEntry, NewTransfer, PostRefusal, check_transfers};
pub use queries::account_statement::{StatementLine, StatementPlace, account_statement};
pub use queries::chart::{chart, entities, entities_by_code};
pub use queries::entries::{entries_of, entries_of_many, entry};
pub use queries::receivable::Receivable;
pub use queries::trial_balance::{BalanceLine, TrialBalance, trial_balance};
pub use queries::violations::{Violation, verify, verify_reference};

/// The centre's tables.
pub const MIGRATIONS: store::Migrations = store::Migrations {
    owner: "ledger",
    steps: &[
        (1, "start", include_str!("../migrations/0001_start.sql")),
        (2, "stock", include_str!("../migrations/0002_stock.sql")),
    ],
};

/// What this centre refuses, in words.
pub const TEXTS: &str = include_str!("../texts.toml");

/// The area whose revision rises when entities, the chart or a period changes.
pub const AREA: &str = "ledger";
