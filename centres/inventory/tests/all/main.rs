//! Stock on both engines, as the order process and the people in the warehouse meet it.

mod company;
mod holding;
mod laws;
mod moving;
mod race;
mod speed;
