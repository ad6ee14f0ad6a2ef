//! The store on both engines, as its users meet it.

mod backing_up;
mod finding;
mod writing;
