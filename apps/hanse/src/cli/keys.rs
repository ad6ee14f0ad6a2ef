//! `hanse keys`.

use access::{NewKey, Scope, Scopes, TenantCode};
use serde_json::json;

use super::{Failure, Terminal};
use crate::installation::Installation;

/// Issue and revoke API keys
#[derive(clap::Args)]
pub(crate) struct Keys {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// A new key; its secret is shown once
    Issue {
        #[arg(long)]
        tenant: String,
        /// What it is for, in your words
        #[arg(long, default_value = "issued at the command line")]
        label: String,
        /// What it may do, e.g. orders:read,orders:write [default: everything]
        #[arg(long, value_delimiter = ',')]
        scopes: Vec<String>,
    },
}

impl Keys {
    pub fn run(self, terminal: &Terminal) -> Result<(), Failure> {
        let settings = terminal.settings(None)?;
        let region = settings.region.parse()?;
        let installation = Installation::open(settings)?;
        let What::Issue { tenant, label, scopes } = self.what;
        let tenant: TenantCode = tenant.parse()?;
        let scopes: Scopes = if scopes.is_empty() {
            Scope::ALL.iter().copied().collect()
        } else {
            scopes.iter().map(|text| text.parse::<Scope>()).collect::<Result<Vec<_>, _>>()?.into_iter().collect()
        };
        let key = installation.issue_key(NewKey { tenant, region, label, scopes, expires_at: None })?;
        installation.close();
        terminal.say(&format!("{key}\nKeep it: it is shown this once."), &json!({ "key": key }));
        Ok(())
    }
}
