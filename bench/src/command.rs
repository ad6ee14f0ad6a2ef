//! What the benchmark is asked for on the command line, and running it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::Serialize;
use tempfile::TempDir;

use crate::machine::{Facts, facts};
use crate::report::{Row, Suite as Written, table};
use crate::scenarios::{SUITES, Setting, Suite};

/// Measure Hanse on this machine: a table, and a JSON file a suite
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = after_help())]
pub struct Bench {
    /// The suites to run; all of them when none is named
    suites: Vec<String>,
    /// The binary to measure, built with `cargo build --release` [default: the one that is asked]
    #[arg(long, value_name = "FILE")]
    hanse: Option<PathBuf>,
    /// Where the data of the run lies while it runs: a directory on the disk to be measured
    #[arg(long, default_value = "/var/tmp")]
    directory: PathBuf,
    /// Where the figures are written
    #[arg(long, default_value = "bench/results")]
    results: PathBuf,
    /// How long each rate is measured, in seconds
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// How long whole lives are sustained, in seconds
    #[arg(long, default_value_t = 300)]
    sustain: u64,
    /// How many whole lives a second are offered while they are sustained; must be 1,000, 3,000 are hoped for
    #[arg(long, default_value_t = 1_000)]
    rate: u64,
    /// How many orders the suite `stored` stores
    #[arg(long, default_value_t = 1_000_000)]
    orders: u64,
    /// The file the suite `import` imports: the public Online Retail data as CSV, also gzipped
    #[arg(long, default_value = "../shared/data/retail/online_retail/online_retail_2010-12_2011-08.csv.gz")]
    retail: PathBuf,
}

fn after_help() -> String {
    let mut text = "Suites:\n".to_owned();
    for suite in SUITES {
        text.push_str(&format!("  {:<19} {}\n", suite.name, suite.about));
    }
    text
}

/// What was measured.
#[derive(Debug, Serialize)]
pub struct Figures {
    machine: Facts,
    rows: Vec<Row>,
    /// Suites that failed, with the reason on standard error.
    not_measured: Vec<&'static str>,
}

impl Figures {
    /// Whether everything was measured and every figure that must be met is.
    pub fn met(&self) -> bool {
        self.not_measured.is_empty() && self.rows.iter().all(|row| row.met != Some(false))
    }

    /// The machine and all rows, for people.
    pub fn table(&self) -> Result<String> {
        let mut text = format!("{}\n\n{}", serde_json::to_string_pretty(&self.machine)?, table(&self.rows));
        for suite in &self.not_measured {
            text.push_str(&format!("not measured: {suite}\n"));
        }
        Ok(text)
    }
}

impl Bench {
    /// Runs the suites; each writes its file when it is done. `this` is measured unless another binary is named.
    pub fn run(&self, this: &Path) -> Result<Figures> {
        let suites = chosen(&self.suites)?;
        let directory = folder("hanse-bench-", &self.directory)?;
        let mut setting = Setting {
            hanse: self.hanse.clone().unwrap_or_else(|| this.to_owned()),
            directory: directory.path().to_owned(),
            seconds: self.seconds,
            sustain: self.sustain,
            rate: self.rate,
            orders: self.orders,
            retail: self.retail.clone(),
            machine: facts(directory.path())?,
        };
        let (mut all, mut not_measured) = (Vec::new(), Vec::new());
        for suite in suites {
            eprintln!("bench: {} …", suite.name);
            let own = folder(suite.name, directory.path())?;
            setting.directory = own.path().to_owned();
            match (suite.run)(&setting) {
                Ok(rows) => {
                    let measured_at = jiff::Timestamp::now().to_string();
                    let machine = &setting.machine;
                    let written = Written { suite: suite.name, measured_at, commit: commit(), machine, rows: &rows };
                    written.write(&self.results)?;
                    all.extend(rows);
                }
                Err(error) => {
                    eprintln!("bench: {}: {error:#}", suite.name);
                    not_measured.push(suite.name);
                }
            }
        }
        Ok(Figures { machine: setting.machine, rows: all, not_measured })
    }
}

fn chosen(names: &[String]) -> Result<Vec<Suite>> {
    if names.is_empty() {
        return Ok(SUITES.to_vec());
    }
    let find = |name: &String| {
        let found = SUITES.iter().copied().find(|suite| suite.name == name);
        found.with_context(|| format!("no suite is called {name}; --help lists them"))
    };
    names.iter().map(find).collect()
}

/// The version of the source at hand, when it is one.
fn commit() -> Option<String> {
    let output = Command::new("git").args(["rev-parse", "--short=12", "HEAD"]).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A folder of its own, which others may pass through: PostgreSQL runs under another account.
fn folder(name: &str, within: &Path) -> Result<TempDir> {
    let folder = tempfile::Builder::new().prefix(name).tempdir_in(within)?;
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o711))?;
    Ok(folder)
}
