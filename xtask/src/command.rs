//! Starting other programs.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use anyhow::Context;

/// Runs a program in `folder` with this process's own input and output, and waits.
pub fn run<A: AsRef<OsStr>>(folder: &Path, program: &str, arguments: &[A]) -> anyhow::Result<ExitStatus> {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder);
    command.status().with_context(|| format!("{program} did not start"))
}

/// Runs a program and hands back what it wrote to its output; its complaint is the error.
pub fn output<A: AsRef<OsStr>>(folder: &Path, program: &str, arguments: &[A]) -> anyhow::Result<String> {
    let done = Command::new(program).args(arguments).current_dir(folder).output();
    let done = done.with_context(|| format!("{program} did not start"))?;
    let complaint = String::from_utf8_lossy(&done.stderr);
    anyhow::ensure!(done.status.success(), "{program} ended with {}: {}", done.status, complaint.trim());
    String::from_utf8(done.stdout).with_context(|| format!("{program} wrote something that is no text"))
}

/// Where a program stands, if it does: on the search path, among cargo's own, or where Debian keeps what only root needs.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo_home = cargo_home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let roots = ["/usr/sbin", "/sbin"].map(PathBuf::from);
    let folders = std::env::split_paths(&path).chain(cargo_home.map(|home| home.join("bin"))).chain(roots);
    folders.map(|folder| folder.join(program)).find(|place| place.is_file())
}

/// The cargo that runs this chore.
pub fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}
