//! `bench`: runs suites and writes their figures.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use bench::machine::facts;
use bench::report::{Suite as Written, table};
use bench::scenarios::{SUITES, Setting, Suite};
use clap::Parser;

/// Measures Hanse on this machine: a table, and a JSON file a suite.
#[derive(Parser)]
#[command(after_help = after_help())]
struct Arguments {
    /// The suites to run; all of them when none is named.
    suites: Vec<String>,
    /// The binary to measure; build it with `cargo build --release`.
    #[arg(long, default_value = "target/release/hanse")]
    hanse: PathBuf,
    /// Where the data of the run lies while it runs: a directory on the disk to be measured.
    #[arg(long, default_value = "/var/tmp")]
    directory: PathBuf,
    /// Where the figures are written.
    #[arg(long, default_value = "bench/results")]
    results: PathBuf,
    /// How long each rate is measured, in seconds.
    #[arg(long, default_value_t = 20)]
    seconds: u64,
}

fn after_help() -> String {
    let mut text = "Suites:\n".to_owned();
    for suite in SUITES {
        text.push_str(&format!("  {:<14} {}\n", suite.name, suite.about));
    }
    text
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(2),
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// True when every figure that must be met is.
fn run(arguments: &Arguments) -> Result<bool> {
    let suites = chosen(&arguments.suites)?;
    let directory = tempfile::Builder::new().prefix("hanse-bench-").tempdir_in(&arguments.directory)?;
    let setting = Setting {
        hanse: arguments.hanse.clone(),
        directory: directory.path().to_owned(),
        seconds: arguments.seconds,
        machine: facts(directory.path())?,
    };
    println!("{}\n", serde_json::to_string_pretty(&setting.machine)?);
    let mut all_met = true;
    for suite in suites {
        let rows = (suite.run)(&setting).with_context(|| format!("suite {}", suite.name))?;
        println!("{}", table(&rows));
        all_met &= rows.iter().all(|row| row.met != Some(false));
        let measured_at = jiff::Timestamp::now().to_string();
        let written =
            Written { suite: suite.name, measured_at, commit: commit(), machine: &setting.machine, rows: &rows };
        written.write(&arguments.results)?;
    }
    Ok(all_met)
}

fn chosen(names: &[String]) -> Result<Vec<Suite>> {
    if names.is_empty() {
        return Ok(SUITES.to_vec());
    }
    let find = |name: &String| SUITES.iter().copied().find(|suite| suite.name == name);
    let found: Vec<Suite> = names.iter().filter_map(find).collect();
    if found.len() != names.len() {
        bail!("no such suite among {names:?}; `bench --help` lists them");
    }
    Ok(found)
}

fn commit() -> Option<String> {
    let output = Command::new("git").args(["rev-parse", "--short=12", "HEAD"]).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
