//! The simulator: seeds that must stay green, a seed that must replay, mistakes that must be found.

#![expect(clippy::panic, reason = "a broken law must stop the test")]

mod mistakes;
mod seeds;
