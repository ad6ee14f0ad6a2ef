//! `hanse erase`: a person is forgotten, from the command line.

use access::{Grant, RegionCode, Scope, TenantCode};
use serde_json::json;
use vault::{Erasure, PersonId, Vault};

use super::reach::{Reached, reach};
use super::{Failure, Terminal};
use crate::installation::Installation;

/// Erase a person for ever: their orders and the books stay and still add up
#[derive(clap::Args)]
#[command(after_help = "\
The keys that open the person's data are destroyed, so every copy, in every backup, is noise from then on; restoring an old
backup brings nobody back. It cannot be undone. What the law wants kept (issued documents) stays restricted.
A server that runs is asked, with a key that has the scope customers:write (--key or HANSE_KEY). A buyer has a person for each order:
POST /v1/customers/CUSTOMER/erase erases all of them.

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
    /// The key for a server that is running [default: HANSE_KEY]
    #[arg(long, env = "HANSE_KEY", hide_env_values = true)]
    key: Option<String>,
}

impl Erase {
    pub fn run(self, terminal: &Terminal) -> Result<(), Failure> {
        if self.reason.trim().is_empty() {
            return Err(NO_REASON.into());
        }
        let told = match reach(terminal, &self.tenant, self.key.as_deref())? {
            Reached::Here(installation) => {
                let erased = erase(&installation, &self.tenant, self.person, &self.reason);
                installation.close();
                let erasure = erased?;
                json!({ "person": erasure.person, "erased_at": erasure.at })
            }
            Reached::Server(server) => {
                let body = json!({ "reason": self.reason }).to_string();
                server.post(&format!("/persons/{}/erase", self.person), "application/json", body.as_bytes())?
            }
        };
        let text = format!(
            "{} was erased at {}. Backups of the keys made before that must go when their day is over. A buyer has a person for each \
             order: POST /v1/customers/CUSTOMER/erase erases all of them.",
            self.person,
            told.pointer("/erased_at").and_then(serde_json::Value::as_str).unwrap_or_default()
        );
        terminal.say(&text, &told);
        Ok(())
    }
}

const NO_REASON: &str = "say why with --reason: an erasure without a reason cannot be accounted for";

/// Erases a person of a tenant in the installation's region. A second time it answers the first instant again.
pub fn erase(
    installation: &Installation,
    tenant: &TenantCode,
    person: PersonId,
    reason: &str,
) -> Result<Erasure, Failure> {
    let region: RegionCode = installation.settings.region.parse()?;
    let vault = installation.open_cell(tenant, &region)?.part::<Vault>();
    let scopes = [Scope::CustomersWrite].into_iter().collect();
    let grant = Grant::for_process("hanse_erase", tenant.clone(), region, scopes);
    Ok(vault.erase_blocking(&grant, person, Some(reason))?)
}
