//! `hanse doctor`: what is there, what is missing, what it is for and how to get it.

mod machine;

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use store::{CommandError, StoreError};

use super::{Failure, Terminal, reach};
use crate::installation::{Installation, exists};
use crate::settings::Settings;

/// What something is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    Run,
    Build,
    Test,
}

impl Need {
    const ALL: [Self; 3] = [Self::Run, Self::Build, Self::Test];

    const fn word(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Build => "build",
            Self::Test => "test",
        }
    }
    const fn heading(self) -> &'static str {
        match self {
            Self::Run => "To run Hanse",
            Self::Build => "To build it (make run)",
            Self::Test => "To test it (make test; cargo xtask setup installs what apt-get has)",
        }
    }
}

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Good,
    /// Not there; nothing is broken without it but what it is for.
    Missing,
    /// Something that is needed now does not work.
    Wrong,
}

impl State {
    const fn word(self) -> &'static str {
        match self {
            Self::Good => "ok",
            Self::Missing => "missing",
            Self::Wrong => "WRONG",
        }
    }
}

/// One thing looked at.
struct Finding {
    need: Need,
    what: &'static str,
    state: State,
    said: String,
    /// What to do, where it is not good.
    mend: String,
}

impl Finding {
    fn good(what: &'static str, said: impl Into<String>) -> Self {
        Self { need: Need::Run, what, state: State::Good, said: said.into(), mend: String::new() }
    }
    fn wrong(what: &'static str, said: impl Into<String>, mend: &str) -> Self {
        Self { need: Need::Run, what, state: State::Wrong, said: said.into(), mend: mend.to_owned() }
    }
}

/// Looks at the machine and the data folder and says what is missing and how to get it. Fails when something that running needs is
/// wrong; what only building or testing needs is told.
pub(super) fn run(terminal: &Terminal) -> Result<(), Failure> {
    let settings = terminal.settings(None)?;
    let mut findings = folder(&settings.data);
    findings.extend(settings.database.as_deref().map(database));
    findings.extend(server_and_data(&settings));
    findings.extend(machine::programs());
    let mut lines = Vec::new();
    for need in Need::ALL {
        lines.push(format!("{}:", need.heading()));
        for finding in findings.iter().filter(|finding| finding.need == need) {
            lines.push(format!("  {:<7} {}: {}", finding.state.word(), finding.what, finding.said));
            if finding.state != State::Good {
                lines.push(format!("          {}", finding.mend));
            }
        }
    }
    let rows: Vec<Value> = findings
        .iter()
        .map(|finding| {
            json!({
                "what": finding.what, "good": finding.state == State::Good, "state": finding.state.word().to_lowercase(),
                "needed_to": finding.need.word(), "said": finding.said, "mend": finding.mend,
            })
        })
        .collect();
    terminal.say(&lines.join("\n"), &json!({ "findings": rows }));
    match findings.iter().filter(|finding| finding.state == State::Wrong).count() {
        0 => Ok(()),
        wrong => Err(format!("{wrong} thing(s) to mend").into()),
    }
}

/// The data folder and its disk.
fn folder(folder: &Path) -> Vec<Finding> {
    let probe = folder.join(".doctor");
    let there = folder.exists();
    let place =
        if there { folder } else { folder.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")) };
    let probe = if there { probe } else { place.join(".hanse-doctor") };
    if let Err(error) = std::fs::write(&probe, b"x") {
        let mend = "give a folder this user may write to: --data FOLDER, or HANSE_DATA";
        return vec![Finding::wrong("data folder", format!("{}: {error}", place.display()), mend)];
    }
    let begun = Instant::now();
    let synced = std::fs::OpenOptions::new().write(true).open(&probe).and_then(|file| file.sync_all());
    let took = begun.elapsed();
    // A probe that cannot be removed is found again by the next look at the folder.
    let _ = std::fs::remove_file(&probe);
    let said = format!("an fsync takes {took:.2?}");
    let mend = "every answer waits for an fsync: use a local SSD, not a network folder";
    let disk = match synced {
        Ok(()) if took < Duration::from_millis(50) => Finding::good("disk", said),
        Ok(()) => Finding::wrong("disk", said, mend),
        Err(error) => Finding::wrong("disk", error.to_string(), mend),
    };
    let told = if there { folder.display().to_string() } else { format!("{} (made on first use)", folder.display()) };
    vec![Finding::good("data folder", told), disk]
}

fn database(url: &str) -> Finding {
    match store::make_database(url) {
        Ok(()) => Finding::good("PostgreSQL", "the server of HANSE_DATABASE is reached"),
        Err(error) => Finding::wrong(
            "PostgreSQL",
            error.to_string(),
            "start the server (Debian: apt-get install postgresql), and set HANSE_DATABASE=postgres://user:password@host/database",
        ),
    }
}

/// The installation, and the server that has it open or the address one would have.
fn server_and_data(settings: &Settings) -> Vec<Finding> {
    if !exists(&settings.data) {
        let none = Finding::good("installation", "none yet: hanse demo --serve makes one");
        return vec![none, free_address(settings)];
    }
    let opened = Installation::open(settings.clone()).and_then(|installation| {
        let entries = installation.entries()?.len();
        installation.close();
        Ok(entries)
    });
    match opened {
        Ok(stores) => vec![Finding::good("installation", format!("{stores} store(s)")), free_address(settings)],
        Err(CommandError::Failed(StoreError::Taken(_))) => {
            let address = reach::address(settings);
            let server = match ready(&format!("http://{address}")) {
                Ok(()) => Finding::good("server", format!("runs at http://{address} and is ready")),
                Err(why) => Finding::wrong(
                    "server",
                    format!("a program has the data open, and http://{address} says: {why}"),
                    "where another hanse command works on the data, wait for its end; else look at the server's log",
                ),
            };
            vec![Finding::good("installation", "open in the program that runs"), server]
        }
        Err(error) => {
            let mend = "look at the log, or restore from a backup: hanse help restore";
            vec![Finding::wrong("installation", error.to_string(), mend), free_address(settings)]
        }
    }
}

fn ready(address: &str) -> Result<(), String> {
    let patience = Some(Duration::from_secs(5));
    let agent = ureq::Agent::config_builder().http_status_as_error(false).timeout_global(patience).build();
    let agent: ureq::Agent = agent.into();
    let mut answer = agent.get(format!("{address}/readyz")).call().map_err(|error| error.to_string())?;
    if answer.status().is_success() {
        return Ok(());
    }
    let said = answer.body_mut().read_to_string().map_err(|error| error.to_string())?;
    Err(format!("{} {}", answer.status(), said.trim()))
}

fn free_address(settings: &Settings) -> Finding {
    match std::net::TcpListener::bind(settings.listen) {
        Ok(_) => Finding::good("address", format!("{} is free", settings.listen)),
        Err(error) => Finding::wrong(
            "address",
            format!("{}: {error}", settings.listen),
            "another program listens there, perhaps a Hanse with another data folder: choose another with --listen or HANSE_LISTEN",
        ),
    }
}
