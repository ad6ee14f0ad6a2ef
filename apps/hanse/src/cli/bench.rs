//! `hanse bench`.

use super::{Failure, Terminal};

/// Measures this program, or the one that is named. Each suite serves a company of its own; no data folder is touched.
pub(super) fn run(bench: &::bench::Bench, terminal: &Terminal) -> Result<(), Failure> {
    let figures = bench.run(&std::env::current_exe()?)?;
    terminal.say(&figures.table()?, &serde_json::to_value(&figures)?);
    if figures.met() { Ok(()) } else { Err("not every figure that must be met is".into()) }
}
