//! One verb a file.

pub mod set_lanes;
pub mod set_sourcing_weights;
