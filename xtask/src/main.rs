//! The project's chores: `cargo xtask <chore>`. Everything CI does is a chore here, so that a developer can do it too.
//!
//! Invariants: a chore that finds something wrong ends with a status other than 0 and says what, where and what to do;
//! every law has a fixture under `xtask/fixtures/` that breaks it and a test that sees it go red; a PostgreSQL cluster
//! started here is gone when the chore is gone, however the chore ends.
//!
//! Deliberately not here: anything the product needs when it runs. No crate may depend on this one.

mod ci;
mod command;
mod laws;
mod map;
mod postgres;
mod reading;
mod setup;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};

use crate::reading::checkout::Checkout;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Chores of the Hanse checkout")]
struct Chores {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Prove the laws of the house: imports, SQL, file sizes, names, test binaries, texts, words.
    Laws,
    /// Write docs/map.md: who uses whom.
    Map {
        /// Change nothing; fail when the map is out of date.
        #[arg(long)]
        check: bool,
    },
    /// Everything a change must pass, with the minutes each step took.
    Ci {
        /// Lint, format and test these crates only; may be given several times.
        #[arg(long, short)]
        package: Vec<String>,
    },
    /// Give what reads text and files from outside many inputs nobody would send (minutes; the tests try some thousands).
    Fuzz {
        /// What the program itself is told, e.g. `--target money --inputs 1000000 --seed 1`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Install what the tests need and this machine lacks.
    Setup,
    /// Run a command with HANSE_TEST_POSTGRES naming a private PostgreSQL that ends with it.
    WithPostgres {
        /// Write to disk at every commit, as in production (for measuring; tests do without).
        #[arg(long)]
        durable: bool,
        /// The command, after `--`.
        #[arg(last = true, required = true)]
        command: Vec<String>,
    },
}

fn main() -> ExitCode {
    let done = root().and_then(|root| run(Chores::parse().chore, &root));
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(chore: Chore, root: &Path) -> anyhow::Result<ExitCode> {
    match chore {
        Chore::Laws => {
            let verdicts = laws::check_all(&Checkout::read(root)?)?;
            laws::print(&verdicts);
            Ok(code(verdicts.iter().all(laws::Verdict::is_kept)))
        }
        Chore::Map { check } => {
            let drawn = map::draw(&Checkout::read(root)?);
            if check { map::compare(root, &drawn) } else { map::write(root, &drawn) }?;
            Ok(ExitCode::SUCCESS)
        }
        Chore::Ci { package } => ci::run(root, &package).map(code),
        Chore::Fuzz { arguments } => {
            let run = ["run", "--release", "--locked", "--package", "fuzz", "--"].map(str::to_owned);
            Ok(code(command::run(root, &command::cargo(), &[&run[..], &arguments].concat())?.success()))
        }
        Chore::Setup => setup::run().map(|()| ExitCode::SUCCESS),
        Chore::WithPostgres { durable, command } => postgres::run_with(durable, &command),
    }
}

fn code(good: bool) -> ExitCode {
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The checkout this chore was built from: the folder above `xtask/`.
fn root() -> anyhow::Result<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    above.map(Path::to_path_buf).context("xtask stands in no folder")
}
