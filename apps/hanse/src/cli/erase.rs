//! `hanse erase`: a person is forgotten, from the command line.

use access::{Grant, Scope, TenantCode};
use serde_json::json;
use store::{CommandError, StoreError};
use vault::{Erasure, PersonId, Vault};

use super::{Failure, Terminal};
use crate::installation::Installation;
use crate::settings::Settings;

/// Erase a person for ever: their orders and the books stay and still add up
#[derive(clap::Args)]
#[command(after_help = "\
The keys that open the person's data are destroyed, so every copy, in every backup, is noise from then on; restoring an old
backup brings nobody back. It cannot be undone. What the law wants kept (issued documents) stays restricted.
Runs while no server does; with a server ask that: POST /v1/persons/PERSON/erase.

Example:
  hanse erase per_01jd… --tenant demo --reason 'asked by letter, case 4711'")]
pub(crate) struct Erase {
    /// The person's number, as orders and POST /v1/persons/find show it: per_…
    #[arg(value_name = "PERSON")]
    person: PersonId,
    #[arg(long)]
    tenant: TenantCode,
    /// Why, for the record. Name nobody: the record stays
    #[arg(long)]
    reason: String,
}

impl Erase {
    pub fn run(self, terminal: &Terminal) -> Result<(), Failure> {
        let erasure = erase(terminal.settings(None)?, &self.tenant, self.person, &self.reason)?;
        let text = format!(
            "{} was erased at {}. Backups of the keys made before that must go when their day is over.",
            erasure.person, erasure.at
        );
        terminal.say(&text, &json!({ "person": erasure.person, "erased_at": erasure.at }));
        Ok(())
    }
}

/// Erases a person of a tenant in the settings' region. A second time it answers the first instant again.
pub fn erase(settings: Settings, tenant: &TenantCode, person: PersonId, reason: &str) -> Result<Erasure, Failure> {
    if reason.trim().is_empty() {
        return Err("say why with --reason: an erasure without a reason cannot be accounted for".into());
    }
    super::backup::entries(&settings)?;
    let region = settings.region.parse()?;
    let listen = settings.listen;
    let installation = Installation::open(settings).map_err(|error| -> Failure {
        match error {
            CommandError::Failed(StoreError::Taken(_)) => {
                format!("a server is running on this data; ask it: POST http://{listen}/v1/persons/{person}/erase")
                    .into()
            }
            other => other.into(),
        }
    })?;
    let vault = installation.open_cell(tenant, &region)?.part::<Vault>();
    let scopes = [Scope::CustomersWrite].into_iter().collect();
    let grant = Grant::for_process("hanse_erase", tenant.clone(), region, scopes);
    let erased = vault.erase_blocking(&grant, person, Some(reason));
    drop(vault);
    installation.close();
    Ok(erased?)
}
