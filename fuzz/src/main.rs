//! Tries many inputs on the fuzz targets: `cargo xtask fuzz [--target money] [--inputs 1000000] [--seed 1]`.

use std::process::ExitCode;

use clap::Parser;
use fuzz::{TARGETS, mutate};

/// Give what reads text and files from outside inputs nobody would send on purpose
#[derive(Parser)]
struct Fuzz {
    /// One target alone: importers, money, dates, filters
    #[arg(long)]
    target: Option<String>,
    /// Inputs for each target
    #[arg(long, default_value_t = 200_000)]
    inputs: u64,
    /// The same seed makes the same inputs [default: from the clock]
    #[arg(long)]
    seed: Option<u64>,
}

fn main() -> ExitCode {
    let asked = Fuzz::parse();
    let clock = std::time::SystemTime::now().duration_since(std::time::SystemTime::UNIX_EPOCH).unwrap_or_default();
    let seed = asked.seed.unwrap_or(clock.as_secs());
    let mut found = false;
    let wanted = TARGETS.iter().filter(|target| asked.target.as_deref().is_none_or(|name| name == target.name));
    for target in wanted {
        println!("{}: {} inputs from seed {seed}", target.name, asked.inputs);
        let seeds = match target.seeds() {
            Ok(seeds) => seeds,
            Err(error) => {
                eprintln!("{}: {error}", target.seed_folder().display());
                return ExitCode::FAILURE;
            }
        };
        let Some(finding) = mutate::try_inputs(target, &seeds, seed, asked.inputs) else { continue };
        found = true;
        let place = target.seed_folder().join(format!("found-{seed}"));
        println!("{}: {}\n{:?}", target.name, finding.said, String::from_utf8_lossy(&finding.input));
        match std::fs::write(&place, &finding.input) {
            Ok(()) => println!("kept as {}: mend it, and leave the file there", place.display()),
            Err(error) => eprintln!("{}: {error}", place.display()),
        }
    }
    if found { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
