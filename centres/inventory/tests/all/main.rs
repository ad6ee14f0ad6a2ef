//! Stock on both engines, as the order process and the people in the warehouse meet it.

mod company;
mod race;
mod speed;
