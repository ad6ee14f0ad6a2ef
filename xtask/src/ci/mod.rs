//! Everything a change must pass. All steps run even when one fails, so that one run tells everything; then a table of
//! the minutes, and a closing line that counts.

mod console;
mod counts;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::ci::counts::Counts;
use crate::reading::checkout::Checkout;
use crate::{command, laws, map, postgres};

/// A month of trade under faults, a thousand times.
const THOUSAND: &[&str] = &["--seeds", "1000", "--days", "30"];

/// One line of the table.
struct Step {
    name: &'static str,
    took: Duration,
    counts: Counts,
}

/// The steps so far, and where and on what the next ones run.
struct Run<'a> {
    root: &'a Path,
    /// Which crates: `--workspace`, or `--package` for each.
    scope: Vec<&'a str>,
    steps: Vec<Step>,
}

/// Runs everything, for all crates when none is named; true when all of it passed.
pub fn run(root: &Path, packages: &[String]) -> anyhow::Result<bool> {
    let named: Vec<&str> = packages.iter().flat_map(|name| ["--package", name]).collect();
    let all = named.is_empty();
    let mut run = Run { root, scope: if all { vec!["--workspace"] } else { named.clone() }, steps: Vec::new() };
    run.cargo("formatting", &["fmt", "--check"], if all { &["--all"] } else { &named });
    run.step("laws", || check_laws(root));
    run.step("map", || map::compare(root, &map::draw(&Checkout::read(root)?)).map(|()| Counts::ONE_PASSED));
    run.cargo("licences", &["deny", "--log-level", "error", "check", "licenses", "bans", "sources"], &[]);
    let lints = ["clippy", "--all-targets", "--locked", "--quiet"];
    let scope = run.scope.clone();
    run.cargo("lints", &lints, &[scope.as_slice(), &["--", "-D", "warnings"]].concat());
    if all {
        run.step("console", || console::build(root));
    }
    let mut cluster = None;
    run.step("PostgreSQL", || {
        cluster = Some(postgres::Cluster::start(false)?);
        Ok(Counts::ONE_PASSED)
    });
    let url = cluster.as_ref().map(|cluster| cluster.url.as_str());
    let nextest = ["nextest", "run", "--locked", "--profile", "ci"];
    let plain = ["test", "--locked", "--no-fail-fast", "--lib", "--bins", "--tests"];
    let tests = if command::find("cargo-nextest").is_some() { nextest.as_slice() } else { plain.as_slice() };
    run.tests("tests", tests, url);
    let documented = documented(root, packages)?;
    if all || !documented.is_empty() {
        run.scope = if all { vec!["--workspace"] } else { documented.iter().flat_map(|n| ["--package", n]).collect() };
        run.tests("doctests", &["test", "--locked", "--no-fail-fast", "--doc"], url);
    }
    drop(cluster);
    if all {
        run.step("console, in use", || console::try_out(root));
        run.cargo("simulated trade", &["run", "--locked", "--quiet", "--package", "hanse", "--", "simulate"], THOUSAND);
    }
    Ok(run.close())
}

/// Those of the named crates that have a library; cargo refuses to test the documentation of others.
fn documented<'a>(root: &Path, packages: &'a [String]) -> anyhow::Result<Vec<&'a str>> {
    let checkout = Checkout::read(root)?;
    let has_library = |name: &str| {
        let folder = checkout.crates.iter().find(|one| one.name == name).map(|one| one.folder.as_str());
        folder.is_some_and(|folder| root.join(folder).join("src/lib.rs").is_file())
    };
    Ok(packages.iter().map(String::as_str).filter(|name| has_library(name)).collect())
}

fn check_laws(root: &Path) -> anyhow::Result<Counts> {
    let verdicts = laws::check_all(&Checkout::read(root)?)?;
    laws::print(&verdicts);
    let broken = verdicts.iter().filter(|verdict| !verdict.is_kept()).count();
    Ok(Counts { passed: verdicts.len().saturating_sub(broken), failed: broken, skipped: 0 })
}

impl Run<'_> {
    fn step(&mut self, name: &'static str, work: impl FnOnce() -> anyhow::Result<Counts>) {
        println!("\n== {name}");
        let began = Instant::now();
        let counts = work().unwrap_or_else(|error| {
            println!("{name}: {error:#}");
            Counts::ONE_FAILED
        });
        self.steps.push(Step { name, took: began.elapsed(), counts });
    }

    /// A cargo command that counts as one.
    fn cargo(&mut self, name: &'static str, arguments: &[&str], more: &[&str]) {
        let root = self.root;
        self.step(name, || {
            let status = command::run(root, &command::cargo(), &[arguments, more].concat())?;
            Ok(if status.success() { Counts::ONE_PASSED } else { Counts::ONE_FAILED })
        });
    }

    /// A test runner, whose tests count; one failure more when it fails without counting one (it did not build, say).
    fn tests(&mut self, name: &'static str, arguments: &[&str], url: Option<&str>) {
        let (root, scope) = (self.root, self.scope.clone());
        self.step(name, || {
            let mut runner = Command::new(command::cargo());
            // Standard error carries nextest's lines: both go into one pipe, are shown and counted.
            runner.args(arguments).args(scope).current_dir(root).env("CI", "true").env("CARGO_TERM_COLOR", "never");
            if let Some(url) = url {
                runner.env(postgres::VARIABLE, url);
            }
            let (reader, writer) = std::io::pipe().context("no pipe")?;
            runner.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
            let mut child = runner.spawn().context("cargo did not start")?;
            // The command holds the writing end open; without this the reading below never ends.
            drop(runner);
            let mut counts = Counts::default();
            for line in BufReader::new(reader).split(b'\n') {
                let line = String::from_utf8_lossy(&line?).into_owned();
                println!("{line}");
                counts.add(Counts::of_line(&line));
            }
            if !child.wait()?.success() && counts.failed == 0 {
                counts.add(Counts::ONE_FAILED);
            }
            Ok(counts)
        });
    }

    /// The table and the closing line.
    fn close(&self) -> bool {
        let mut total = Counts::default();
        println!("\n{:<15} {:>10} {:>8} {:>8} {:>8}", "step", "time", "passed", "failed", "skipped");
        let mut whole = Duration::ZERO;
        for Step { name, took, counts } in &self.steps {
            println!(
                "{name:<15} {:>10} {:>8} {:>8} {:>8}",
                minutes(*took),
                counts.passed,
                counts.failed,
                counts.skipped
            );
            total.add(*counts);
            whole = whole.saturating_add(*took);
        }
        println!("{:<15} {:>10}", "all", minutes(whole));
        println!(
            "\n{} passed, {} failed{}",
            total.passed,
            total.failed,
            match total.skipped {
                0 => String::new(),
                skipped => format!(", {skipped} skipped"),
            }
        );
        let _shown = std::io::stdout().flush();
        total.failed == 0
    }
}

fn minutes(took: Duration) -> String {
    let seconds = took.as_secs();
    format!("{} min {:02} s", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_under_a_licence_that_is_not_allowed_goes_red() {
        if command::find("cargo-deny").is_none() {
            assert!(std::env::var_os("CI").is_none(), "CI needs cargo-deny");
            eprintln!("skipped: no cargo-deny here");
            return;
        }
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let allowed = |fixture: &str| {
            let manifest = format!("fixtures/{fixture}/Cargo.toml");
            let arguments = ["deny", "--offline", "--config", "../deny.toml", "--manifest-path", &manifest];
            let config = ["check", "licenses"];
            command::output(here, &command::cargo(), &[arguments.as_slice(), config.as_slice()].concat())
        };
        let refusal = allowed("licences").unwrap_err().to_string();
        assert!(refusal.contains("SSPL-1.0"), "{refusal}");
        allowed("licences/allowed").unwrap();
    }
}
