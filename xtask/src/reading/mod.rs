//! Reading the checkout: its crates, its files, and the two languages the laws look into.

pub mod checkout;
pub mod rust_text;
pub mod sql_text;
