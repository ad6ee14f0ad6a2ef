//! What can be asked of customers: a question a file.

pub(crate) mod customers_of;
pub(crate) mod get_customer;
pub(crate) mod group_of;
pub(crate) mod list_customers;
pub(crate) mod same_customer;
