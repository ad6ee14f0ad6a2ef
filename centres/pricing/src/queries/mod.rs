//! Questions to pricing, one a file.

pub mod lists;
pub mod prices_for;
pub mod prices_of;
