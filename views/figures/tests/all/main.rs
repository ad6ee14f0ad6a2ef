//! Figures on both engines.

mod asking;
mod company;
mod rebuilding;
