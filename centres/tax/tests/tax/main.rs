//! The tax centre from outside.

mod golden;
mod laws;
