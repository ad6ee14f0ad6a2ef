//! The programs that building and testing start.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Finding, Need, State};

/// A program, what it is for and how to get it.
struct Wanted {
    need: Need,
    what: &'static str,
    find: fn() -> Option<String>,
    mend: &'static str,
}

/// The oldest Rust that builds Hanse, as its manifest says.
const RUST: &str = env!("CARGO_PKG_RUST_VERSION");

const WANTED: &[Wanted] = &[
    Wanted {
        need: Need::Build,
        what: "cargo, Rust's builder",
        find: || first_line("cargo", "--version"),
        mend: "install it with rustup: https://rustup.rs (Debian 13: apt-get install rustup, then rustup default stable)",
    },
    Wanted {
        need: Need::Build,
        what: "C compiler, for the embedded database",
        find: || first_line("cc", "--version"),
        mend: "Debian: apt-get install gcc libc6-dev",
    },
    Wanted {
        need: Need::Build,
        what: "make",
        find: || first_line("make", "--version"),
        mend: "Debian: apt-get install make",
    },
    Wanted {
        need: Need::Build,
        what: "Node.js, only for changing the console",
        find: || first_line("node", "--version"),
        mend: "Debian 13: apt-get install nodejs npm; else https://nodejs.org (20.19 or newer)",
    },
    Wanted {
        need: Need::Test,
        what: "rustfmt",
        find: || first_line("rustfmt", "--version"),
        mend: "rustup component add rustfmt (Debian's own Rust: apt-get install rustfmt)",
    },
    Wanted {
        need: Need::Test,
        what: "clippy, which lints",
        find: || first_line("cargo-clippy", "--version"),
        mend: "rustup component add clippy (Debian's own Rust: apt-get install rust-clippy)",
    },
    Wanted {
        need: Need::Test,
        what: "PostgreSQL server",
        find: postgresql,
        mend: "Debian: apt-get install postgresql",
    },
    Wanted {
        need: Need::Test,
        what: "git",
        find: || first_line("git", "--version"),
        mend: "Debian: apt-get install git",
    },
    Wanted {
        need: Need::Test,
        what: "Python, for schemathesis",
        find: || first_line("python3", "--version"),
        mend: "Debian: apt-get install python3 python3-venv",
    },
    Wanted {
        need: Need::Test,
        what: "strace, to see what is synced",
        find: || first_line("strace", "--version"),
        mend: "Debian: apt-get install strace",
    },
    Wanted {
        need: Need::Test,
        what: "cargo-deny, for licences",
        find: || first_line("cargo-deny", "--version"),
        mend: "cargo install --locked cargo-deny",
    },
    Wanted {
        need: Need::Test,
        what: "cargo-nextest, faster than cargo test",
        find: || find("cargo-nextest").map(|place| place.display().to_string()),
        mend: "cargo install --locked cargo-nextest; without it the tests run by cargo test",
    },
];

/// What building and testing need, and which of it is there.
pub(super) fn programs() -> Vec<Finding> {
    let look = |wanted: &Wanted| match (wanted.find)() {
        Some(said) if wanted.what.starts_with("cargo,") && is_older(&said, RUST) => Finding {
            need: wanted.need,
            what: wanted.what,
            state: State::Missing,
            said: format!("{said}, and {RUST} or newer is needed"),
            mend: "rustup update".to_owned(),
        },
        Some(said) => Finding { need: wanted.need, what: wanted.what, state: State::Good, said, mend: String::new() },
        None => Finding {
            need: wanted.need,
            what: wanted.what,
            state: State::Missing,
            said: "not on this machine".to_owned(),
            mend: wanted.mend.to_owned(),
        },
    };
    WANTED.iter().map(look).collect()
}

/// Where a program stands, on the search path or among cargo's own.
fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo_home = cargo_home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let folders = std::env::split_paths(&path).chain(cargo_home.map(|home| home.join("bin")));
    folders.map(|folder| folder.join(program)).find(|place| place.is_file())
}

/// The first line a program says of itself.
fn first_line(program: &str, argument: &str) -> Option<String> {
    let said = Command::new(find(program)?).arg(argument).output().ok()?;
    let said = String::from_utf8_lossy(&said.stdout).lines().next().unwrap_or_default().trim().to_owned();
    (!said.is_empty()).then_some(said)
}

/// The newest PostgreSQL server's programs: Debian keeps them off the search path.
fn postgresql() -> Option<String> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let numbered = versions.filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path())));
    let newest = numbered.filter(|(_, folder)| folder.join("bin/initdb").is_file()).max();
    let folder = newest.map(|(_, folder)| folder.join("bin"));
    let folder = folder.or_else(|| find("initdb")?.parent().map(Path::to_path_buf))?;
    Some(folder.display().to_string())
}

/// Whether `cargo 1.80.0 (…)` is older than `1.95`.
fn is_older(said: &str, wanted: &str) -> bool {
    let numbers = |text: &str| -> Vec<u32> { text.split('.').map_while(|part| part.parse().ok()).collect() };
    let found = numbers(said.split_whitespace().nth(1).unwrap_or_default());
    !found.is_empty() && found < numbers(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_rust_is_told_from_a_new_one() {
        assert!(is_older("cargo 1.80.1 (376290515 2024-07-16)", "1.95"));
        assert!(!is_older("cargo 1.95.0 (f2d3ce0bd 2026-03-21)", "1.95"));
        assert!(!is_older("cargo 2.1.0", "1.95") && !is_older("cargo nightly", "1.95"));
    }

    #[test]
    fn everything_wanted_says_how_to_get_it() {
        assert!(WANTED.iter().all(|wanted| !wanted.mend.is_empty() && wanted.need != Need::Run));
        assert!(find("no-such-program-anywhere").is_none());
    }
}
