//! The vault on both engines.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects by failing")]

mod closed;
mod erasing;
mod finding;
mod house;
mod keeping;
mod leaking;
mod opening;
mod sealing;
mod sweeping;
