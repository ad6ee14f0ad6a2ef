//! The binary's inside: what the product is made of, where an installation keeps things, serving, and the command line.
//!
//! Invariants: only this crate opens live stores; every start brings schemas up to date before the first request; a store is
//! opened on first use and closed when idle.
//!
//! Deliberately not here: business. Centres, processes and views bring their tables, texts, routes and subscribers; this crate
//! lists them once, in [`product`].

pub mod changes;
pub mod chores;
pub mod cli;
pub mod console;
pub mod demo;
pub mod installation;
pub mod keys;
pub mod meters;
pub mod product;
pub mod server;
pub mod settings;
