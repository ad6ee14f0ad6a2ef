//! The store on both engines, as its users meet it.

mod finding;
mod writing;
