//! What can be asked of the books: a question a file.

pub mod account_statement;
pub mod chart;
pub mod entries;
pub mod receivable;
pub mod trial_balance;
pub mod violations;
