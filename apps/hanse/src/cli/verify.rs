//! `hanse verify`.

use serde_json::json;

use super::{Failure, Terminal};
use crate::installation::Installation;

/// The laws that do not hold, over every tenant's store: movements sum to on hand, holds to held, debits to credits, lines to orders, and
/// what orders and stock say of money stands in the books.
pub fn broken_laws(installation: &Installation) -> Result<Vec<String>, Failure> {
    let mut broken = Vec::new();
    for entry in installation.entries()? {
        let cell = installation.open_cell(&entry.tenant, &entry.region)?;
        let found = cell.store.read_blocking(|read| -> Result<_, store::StoreError> {
            let mut found = inventory::broken_laws(read)?;
            found.extend(order_to_cash::broken_laws(read)?);
            found.extend(ledger::verify(read)?.into_iter().map(|violation| format!("{violation:?}")));
            Ok(found)
        });
        // A store that cannot be looked through hides nothing of the others.
        let found = found.unwrap_or_else(|error| vec![format!("it could not be looked through: {error}")]);
        broken.extend(found.into_iter().map(|law| format!("{} in {}: {law}", entry.tenant, entry.region)));
    }
    Ok(broken)
}

/// Checks the laws and says which do not hold.
pub(super) fn run(terminal: &Terminal) -> Result<(), Failure> {
    let installation = Installation::open(terminal.installed()?)?;
    let broken = broken_laws(&installation)?;
    installation.close();
    if broken.is_empty() {
        terminal.say("Every law holds.", &json!({ "broken": [] }));
        return Ok(());
    }
    terminal.say(&broken.join("\n"), &json!({ "broken": broken }));
    Err(format!("{} laws are broken", broken.len()).into())
}
