//! The seeded simulator: years of trading through the real commands, with crashes, repetitions, late and reordered messages and
//! a clock that jumps; the laws of the house are checked after every step and fully at the end.
//!
//! Invariants: a seed is the whole cause of a run: the same seed ends with the same rows in every table; what was acknowledged
//! before a crash is there once after it; what was not is asked again under the same key and is there at most once.
//!
//! Deliberately not here: HTTP, threads and races between them (the crash test kills the real process), speed (bench),
//! PostgreSQL (a crash of its own server is the crash test's; the SQL is the same).

mod books_law;
mod clock;
mod deed;
mod dice;
mod digest;
mod ground;
mod law;
mod memory;
mod order_law;
mod plant;
mod stock_law;
mod trade;
mod wish;
mod world;

mod run;

pub use ground::Ground;
pub use law::Broken;
pub use plant::Plant;
pub use run::{Ended, Plan, simulate};
