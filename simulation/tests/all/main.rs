//! The simulator: seeds that must stay green, a seed that must replay, mistakes that must be found.

mod mistakes;
mod seeds;
