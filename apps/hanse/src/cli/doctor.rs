//! `hanse doctor`.

use serde_json::json;

use super::{Failure, Terminal};
use crate::installation::{Installation, exists};

/// One thing looked at.
struct Finding {
    what: &'static str,
    good: bool,
    said: String,
    mend: &'static str,
}

/// Looks at the machine and the data folder and says what is missing and how to get it.
pub(super) fn run(terminal: &Terminal) -> Result<(), Failure> {
    let settings = terminal.settings(None)?;
    let mut findings = Vec::new();
    let folder = settings.data.clone();
    let probe = folder.join(".doctor");
    let writable = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&probe, b"x"));
    findings.push(Finding {
        what: "data folder",
        good: writable.is_ok(),
        said: writable.as_ref().err().map_or_else(|| folder.display().to_string(), ToString::to_string),
        mend: "give a folder this user may write to: --data FOLDER, or HANSE_DATA",
    });
    if writable.is_ok() {
        let begun = std::time::Instant::now();
        let synced = std::fs::OpenOptions::new().write(true).open(&probe).and_then(|file| file.sync_all());
        let took = begun.elapsed();
        findings.push(Finding {
            what: "disk",
            good: synced.is_ok() && took.as_millis() < 50,
            said: format!("an fsync takes {:.2?}", took),
            mend: "every answer waits for an fsync: use a local SSD, not a network folder",
        });
        // A probe that cannot be removed is found again by the next look at the folder.
        let _ = std::fs::remove_file(&probe);
    }
    if let Some(url) = &settings.database {
        let reached = store::make_database(url);
        findings.push(Finding {
            what: "PostgreSQL",
            good: reached.is_ok(),
            said: reached.err().map_or_else(|| "reached".to_owned(), |error| error.to_string()),
            mend: "Debian: apt-get install postgresql; then set HANSE_DATABASE=postgres://user:password@host/database",
        });
    }
    let listener = std::net::TcpListener::bind(settings.listen);
    findings.push(Finding {
        what: "address",
        good: listener.is_ok(),
        said: format!("{}{}", settings.listen, listener.as_ref().err().map_or_else(String::new, |e| format!(": {e}"))),
        mend: "another program listens there, perhaps a Hanse that runs: stop it, or choose with --listen",
    });
    drop(listener);
    if exists(&folder) {
        let opened = Installation::open(settings).and_then(|installation| {
            let entries = installation.entries()?.len();
            installation.close();
            Ok(entries)
        });
        findings.push(Finding {
            what: "installation",
            good: opened.is_ok(),
            said: match &opened {
                Ok(entries) => format!("{entries} store(s)"),
                Err(error) => error.to_string(),
            },
            mend: "stop the running server first, or restore from a backup",
        });
    } else {
        findings.push(Finding {
            what: "installation",
            good: true,
            said: "none yet: hanse demo --serve makes one".to_owned(),
            mend: "",
        });
    }
    let lines: Vec<String> = findings
        .iter()
        .map(|finding| match finding.good {
            true => format!("ok    {}: {}", finding.what, finding.said),
            false => format!("WRONG {}: {}\n      {}", finding.what, finding.said, finding.mend),
        })
        .collect();
    let rows: Vec<_> = findings
        .iter()
        .map(
            |finding| json!({ "what": finding.what, "good": finding.good, "said": finding.said, "mend": finding.mend }),
        )
        .collect();
    terminal.say(&lines.join("\n"), &json!({ "findings": rows }));
    let wrong = findings.iter().filter(|finding| !finding.good).count();
    if wrong > 0 { Err(format!("{wrong} thing(s) to mend").into()) } else { Ok(()) }
}
