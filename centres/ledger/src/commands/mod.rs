//! What can be done to the books: a verb a file.

pub mod add_account;
pub mod add_entity;
pub mod close_period;
pub mod draw_number;
pub mod edit_entity;
pub mod post_cost;
pub mod post_entries;
pub mod realise_exchange;
pub mod settle_pending;
