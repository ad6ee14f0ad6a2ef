//! Stock on both engines, as the order process and the people in the warehouse meet it.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected should stop there"
)]

mod company;
mod holding;
mod laws;
mod moving;
mod pace;
mod race;
