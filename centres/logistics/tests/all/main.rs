//! Lanes on both engines, and the choice of warehouses.

mod lanes;
mod sourcing;
mod speed;
