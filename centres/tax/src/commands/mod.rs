//! One verb a file.

pub mod end_registration;
pub mod record_evidence;
pub mod record_registration;
pub mod set_tax_channel;
pub mod set_tax_profile;
