//! `hanse company`: a company of your own, empty.

use access::{NewKey, Scopes, TenantCode};
use serde_json::json;

use super::{Failure, Terminal};
use crate::installation::Installation;

/// Start a company of your own, empty, with its first API key
#[derive(clap::Args)]
#[command(after_help = "\
It begins with nothing: legal entities, warehouses, markets, price lists and products come over the API or in the console. A company
that is there already stays as it is and gets a further key. Runs while no server does.

Examples:
  hanse company acme --name 'Acme Trading'
  hanse --data /srv/hanse company acme && hanse --data /srv/hanse serve")]
pub(crate) struct Company {
    /// Its code: 2 to 24 small letters and digits, a letter first
    #[arg(value_name = "CODE")]
    tenant: TenantCode,
    /// Its name, for people [default: the code]
    #[arg(long)]
    name: Option<String>,
}

impl Company {
    pub fn run(self, terminal: &Terminal) -> Result<(), Failure> {
        let installation = Installation::open(terminal.settings(None)?)?;
        let region = installation.settings.region.parse()?;
        let name = self.name.as_deref().unwrap_or(self.tenant.as_str());
        installation.make_tenant(&self.tenant, &region, name)?;
        let label = format!("the first key of {}", self.tenant);
        let wanted = NewKey { tenant: self.tenant.clone(), region, label, scopes: Scopes::all(), expires_at: None };
        let secret = installation.issue_key(wanted)?;
        installation.close();
        let text = format!(
            "The company {} is there. Its API key, shown once:\n  {secret}\nNext: hanse serve, then enter the key in the console. In this \
             order: a legal entity (POST /v1/entities), its tax profile, a warehouse, a market, a price list, products, stock.",
            self.tenant
        );
        terminal.say(&text, &json!({ "tenant": self.tenant, "api_key": secret }));
        Ok(())
    }
}
