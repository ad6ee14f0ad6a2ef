//! `hanse migrate`.

use serde_json::json;

use super::{Failure, Terminal};
use crate::installation::Installation;

/// Opens every store once, which brings its schema up to date; the same happens at each start.
pub(super) fn run(terminal: &Terminal) -> Result<(), Failure> {
    let installation = Installation::open(terminal.installed()?)?;
    let mut done = Vec::new();
    done.extend(installation.control.migrated().iter().map(|step| format!("control: {step}")));
    for entry in installation.entries()? {
        let cell = installation.open_cell(&entry.tenant, &entry.region)?;
        for step in cell.store.migrated().iter().chain(cell.keys.migrated()) {
            done.push(format!("{} in {}: {step}", entry.tenant, entry.region));
        }
    }
    installation.close();
    let text = if done.is_empty() { "Every store is up to date.".to_owned() } else { done.join("\n") };
    terminal.say(&text, &json!({ "migrated": done }));
    Ok(())
}
