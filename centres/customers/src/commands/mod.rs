//! What can be done to customers: a verb a file.

pub(crate) mod adopt_customers;
pub(crate) mod link_persons;
pub(crate) mod merge_customers;
pub(crate) mod put_in_group;
pub(crate) mod resolve_identity;
pub(crate) mod separate_person;
pub(crate) mod set_business_facts;
pub(crate) mod undo_merge;
