//! `bench`: `hanse bench` as a program of its own, to measure another build of Hanse.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use bench::Bench;
use clap::Parser;

#[derive(Parser)]
#[command(about = "Measures a build of Hanse on this machine.")]
struct Program {
    #[command(flatten)]
    bench: Bench,
}

fn main() -> Result<ExitCode> {
    let figures = Program::parse().bench.run(Path::new("target/release/hanse"))?;
    println!("{}", figures.table()?);
    Ok(if figures.met() { ExitCode::SUCCESS } else { ExitCode::from(2) })
}
