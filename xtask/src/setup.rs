//! Installs what the tests need and this machine lacks: Debian packages as root, cargo programs as anybody.

use std::path::Path;

use anyhow::ensure;

use crate::{command, postgres};

/// A program that the tests start, and the Debian package that brings it.
const PACKAGES: [(&str, &str); 4] = [("git", "git"), ("cc", "gcc"), ("strace", "strace"), ("runuser", "util-linux")];

pub fn run() -> anyhow::Result<()> {
    let mut missing: Vec<&str> =
        PACKAGES.iter().filter(|(program, _)| command::find(program).is_none()).map(|(_, package)| *package).collect();
    if postgres::programs().is_none() {
        missing.push("postgresql");
    }
    install_packages(&missing)?;
    // Building it takes about 3.5 minutes on 2 idle cores, once a machine.
    if command::find("cargo-deny").is_none() {
        println!("setup: installing cargo-deny");
        install_program("cargo-deny")?;
    }
    if command::find("cargo-nextest").is_none() {
        println!(
            "setup: cargo-nextest is absent; `cargo test` runs the tests (`cargo install --locked cargo-nextest`)"
        );
    }
    println!("setup: everything the tests need is here");
    Ok(())
}

fn install_packages(packages: &[&str]) -> anyhow::Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let list = packages.join(" ");
    let here = Path::new("/");
    let can = command::find("apt-get").is_some() && command::output(here, "id", &["-u"])?.trim() == "0";
    ensure!(can, "missing: {list}. Install them as root, on Debian with: apt-get install {list}");
    println!("setup: installing {list}");
    ensure!(command::run(here, "apt-get", &["update", "-q"])?.success(), "apt-get update failed");
    let mut arguments =
        vec!["DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-q", "-y", "--no-install-recommends"];
    arguments.extend(packages);
    ensure!(command::run(here, "env", &arguments)?.success(), "apt-get could not install {list}");
    Ok(())
}

/// Built in a folder of its own: the project's build folder would be locked and filled by it.
fn install_program(name: &str) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let target = folder.path().display().to_string();
    let arguments = ["install", "--locked", "--target-dir", &target, name];
    ensure!(command::run(folder.path(), &command::cargo(), &arguments)?.success(), "cargo could not install {name}");
    Ok(())
}
