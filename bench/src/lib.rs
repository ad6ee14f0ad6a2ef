//! The benchmark: how fast, how steady, how exact Hanse is on the machine at hand.
//!
//! It starts the release binary the way a customer would, on a disk that really syncs, talks to it over HTTP only, and
//! writes what it saw as rows to `bench/results/*.json` and as a table.
//!
//! Invariants: latency in an open loop counts from the moment a request was due, so a stall is charged for all it
//! delayed. Every answer is counted under its status; what was lost, timed out or never sent is counted too. The
//! machine's own fsync time stands beside every figure.
//!
//! It deliberately knows nothing of Hanse's inside: no crate of the product is imported, no table is read, so no figure
//! can leave out a part of the path.

mod command;
pub mod load;
pub mod machine;
pub mod report;
pub mod responder;
pub mod scenarios;
pub mod server;
pub mod shop;

pub use command::{Bench, Figures};
