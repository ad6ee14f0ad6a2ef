//! The console's part of CI: built and tested by itself first, then tried in a browser against the program that carries it.

use std::path::Path;

use anyhow::{Context, ensure};

use crate::ci::counts::Counts;
use crate::command;

/// Types, lints, logic and the packed files, whose size is checked; `make console` fetches what is missing.
const BY_ITSELF: [&[&str]; 4] = [&["run", "types", "--", "--check"], &["run", "check"], &["test"], &["run", "build"]];

/// Fetches what the console is built with (only when the lock file changed), checks and builds it.
pub fn build(root: &Path) -> anyhow::Result<Counts> {
    let folder = root.join("console");
    let (lock, stamp) = (folder.join("package-lock.json"), folder.join("node_modules/.installed"));
    let wanted = std::fs::read(&lock).with_context(|| lock.display().to_string())?;
    if std::fs::read(&stamp).ok().as_ref() != Some(&wanted) {
        let fetched =
            command::run(&folder, "npm", &["ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"])?;
        ensure!(fetched.success(), "npm ci failed");
        std::fs::write(&stamp, &wanted)?;
    }
    count(BY_ITSELF.iter().map(|arguments| npm(&folder, arguments)))
}

/// The document the console's types are made from is the program's; and people's jobs, in a browser.
pub fn try_out(root: &Path) -> anyhow::Result<Counts> {
    let folder = root.join("console");
    let ask = ["run", "--locked", "--quiet", "--package", "hanse", "--", "openapi"];
    let told = command::output(root, &command::cargo(), &ask)?;
    let kept = std::fs::read_to_string(folder.join("openapi.json")).unwrap_or_default();
    let fresh = told == kept;
    if !fresh {
        println!(
            "console/openapi.json is not what the program says: cargo run --package hanse -- openapi > console/openapi.json"
        );
        println!("then, in console/: npm run types");
    }
    count([Ok(fresh), npm(&folder, &["run", "browser"])].into_iter())
}

fn npm(folder: &Path, arguments: &[&str]) -> anyhow::Result<bool> {
    Ok(command::run(folder, "npm", &[&["--silent"], arguments].concat())?.success())
}

fn count(checks: impl Iterator<Item = anyhow::Result<bool>>) -> anyhow::Result<Counts> {
    let mut counts = Counts::default();
    for check in checks {
        counts.add(if check? { Counts::ONE_PASSED } else { Counts::ONE_FAILED });
    }
    Ok(counts)
}
