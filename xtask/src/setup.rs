//! Installs what the tests need and this machine lacks: Debian packages as root, cargo and Python programs as anybody.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

use crate::{command, postgres};

/// A program that the tests start, and the Debian package that brings it.
const PACKAGES: [(&str, &str); 6] = [
    ("git", "git"),
    ("cc", "gcc"),
    ("strace", "strace"),
    ("python3", "python3"),
    ("npm", "npm"),
    ("chromium", "chromium"),
];

/// The Python programs that the tests start, each with its version.
const REQUIREMENTS: &str = include_str!("../requirements.txt");

pub fn run() -> anyhow::Result<()> {
    let mut missing: Vec<&str> =
        PACKAGES.iter().filter(|(program, _)| command::find(program).is_none()).map(|(_, package)| *package).collect();
    if postgres::programs().is_none() {
        missing.push("postgresql");
    }
    // PostgreSQL is started as another user than root.
    if is_root()? && command::find("runuser").is_none() {
        missing.push("util-linux");
    }
    install_packages(&missing)?;
    install_components()?;
    install_python_programs()?;
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

fn is_root() -> anyhow::Result<bool> {
    Ok(command::output(Path::new("/"), "id", &["-u"])?.trim() == "0")
}

fn install_packages(packages: &[&str]) -> anyhow::Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let list = packages.join(" ");
    let here = Path::new("/");
    ensure!(
        command::find("apt-get").is_some() && is_root()?,
        "missing: {list}. Install them as root, on Debian with: apt-get install {list}"
    );
    println!("setup: installing {list}");
    ensure!(command::run(here, "apt-get", &["update", "-q"])?.success(), "apt-get update failed");
    let mut arguments =
        vec!["DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-q", "-y", "--no-install-recommends"];
    arguments.extend(packages);
    ensure!(command::run(here, "env", &arguments)?.success(), "apt-get could not install {list}");
    Ok(())
}

/// What formats and lints: rustup's smallest profile leaves it out, and Debian has it in packages of its own.
fn install_components() -> anyhow::Result<()> {
    let here = Path::new("/");
    for (component, chore, package) in [("rustfmt", "fmt", "rustfmt"), ("clippy", "clippy", "rust-clippy")] {
        if command::output(here, &command::cargo(), &[chore, "--version"]).is_ok() {
            continue;
        }
        ensure!(
            command::find("rustup").is_some(),
            "missing: {component}. With rustup: rustup component add {component}; on Debian: apt-get install {package}"
        );
        println!("setup: installing {component}");
        let added = command::run(here, "rustup", &["component", "add", component])?;
        ensure!(added.success(), "rustup could not add {component}");
    }
    Ok(())
}

/// The folder of the Python programs: outside the checkout, so that every checkout on the machine shares them.
fn python_folder() -> anyhow::Result<PathBuf> {
    let home = std::env::var_os("HOME").context("no HOME to install Python programs in")?;
    Ok(PathBuf::from(home).join(".cache/hanse/python"))
}

/// Installs the Python programs where they are not there yet, or in other versions.
fn install_python_programs() -> anyhow::Result<()> {
    let folder = python_folder()?;
    let stamp = folder.join("requirements.txt");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == REQUIREMENTS) {
        return Ok(());
    }
    println!("setup: installing Python programs in {}", folder.display());
    let here = Path::new("/");
    let place = folder.display().to_string();
    // Debian keeps what makes a virtual environment in a package of its own.
    if command::output(here, "python3", &["-m", "venv", "--clear", &place]).is_err() {
        install_packages(&["python3-venv"])?;
        command::output(here, "python3", &["-m", "venv", "--clear", &place])?;
    }
    let wanted = folder.join("wanted.txt");
    std::fs::write(&wanted, REQUIREMENTS)?;
    let wanted_path = wanted.display().to_string();
    let pip = folder.join("bin/pip").display().to_string();
    let install = ["install", "--quiet", "--disable-pip-version-check", "--requirement", &wanted_path];
    ensure!(command::run(here, &pip, &install)?.success(), "pip could not install what xtask/requirements.txt names");
    std::fs::rename(&wanted, &stamp)?;
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
