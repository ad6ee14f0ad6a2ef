//! One question a file.

pub mod evidence_of_order;
pub mod registrations;
pub mod tax_channels;
pub mod tax_profile;
