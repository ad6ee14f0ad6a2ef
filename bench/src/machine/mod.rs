//! What the figures were measured on, and what a process uses.

mod disk;
mod facts;
mod process;

pub use disk::{FsyncTimes, bytes_on_disk, fsync_times};
pub use facts::{Facts, facts, said_by};
pub use process::{Usage, thread_cpu, usage};
