//! `hanse`: everything from one binary. See `hanse help`.

use std::process::ExitCode;

/// Takes the place of the C library's allocator, SQLite's allocations included.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // What Hanse writes is for whoever runs it alone: files 0600, folders 0700.
    rustix::process::umask(rustix::fs::Mode::from_bits_truncate(0o077));
    hanse::cli::run()
}
