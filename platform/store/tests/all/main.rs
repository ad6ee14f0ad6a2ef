//! The store on both engines, as its users meet it.
#![expect(clippy::unwrap_used, reason = "a broken expectation must stop the test")]

mod backing_up;
mod finding;
mod writing;
