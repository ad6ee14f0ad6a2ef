//! `hanse`: everything from one binary. See `hanse help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    hanse::cli::run()
}
