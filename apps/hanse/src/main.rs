//! `hanse`: everything from one binary. See `hanse help`.

use std::process::ExitCode;

/// Takes the place of the C library's allocator, SQLite's allocations included.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    hanse::cli::run()
}
