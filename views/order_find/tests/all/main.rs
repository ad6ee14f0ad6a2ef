//! Finding orders on both engines.

mod company;
mod finding;
