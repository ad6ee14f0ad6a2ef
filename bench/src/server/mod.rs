//! The servers under measurement: the release binary of Hanse and a PostgreSQL cluster of its own.

mod client;
mod cluster;
mod hanse;

pub use client::{Client, Reply};
pub use cluster::{Cluster, postgres_version};
pub use hanse::{Engine, Hanse, HanseBinary};

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};

/// A port nobody listens on. Another process could take it before it is used; on a benchmark machine none does.
pub fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?.local_addr()?.port())
}
