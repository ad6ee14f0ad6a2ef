//! `hanse demo`.

use std::net::SocketAddr;

use access::{NewKey, Scope};
use serde_json::json;
use store::CommandError;

use super::{Failure, Terminal};
use crate::demo;
use crate::installation::Installation;

/// Make a demo company: four entities, four warehouses, six markets, 2,000 variants, a year of trade
#[derive(clap::Args)]
pub(crate) struct Demo {
    /// Serve it afterwards
    #[arg(long)]
    serve: bool,
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// How many orders the year has
    #[arg(long, default_value_t = 2_000)]
    orders: u32,
    /// The same seed makes the same year
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Pieces of each variant in each warehouse
    #[arg(long, default_value_t = 1_000)]
    stock: i64,
}

impl Demo {
    pub fn run(self, terminal: &Terminal) -> Result<(), Failure> {
        let settings = terminal.settings(self.listen)?;
        let region = settings.region.parse()?;
        let tenant = "demo".parse()?;
        let installation = Installation::open(settings)?;
        let begun = std::time::Instant::now();
        installation.make_tenant(&tenant, &region, "Demo Company")?;
        let cell = installation.open_cell(&tenant, &region)?;
        let wanted = demo::Wanted { orders: self.orders, seed: self.seed, stock: self.stock };
        let made = match demo::make(&cell, &wanted) {
            // Whoever asks to serve wants the company there is.
            Err(CommandError::Refused(refusal)) if self.serve && refusal.code == "demo_exists" => None,
            made => Some(made?),
        };
        let scopes = Scope::ALL.iter().copied().collect();
        let label = "demo".to_owned();
        let key = installation.issue_key(NewKey { tenant, region, label, scopes, expires_at: None })?;
        drop(cell);
        let told = match made {
            Some(made) => {
                format!("{} variants, {} orders (made in {:.1?})", made.variants, made.orders, begun.elapsed())
            }
            None => "as it was left".to_owned(),
        };
        let text = format!(
            "Demo company: {told}.\nAPI key: {key}\n\nTry:\n  curl -H 'Authorization: Bearer {key}' \
             http://{listen}/v1/products?limit=2\n  the console at http://{listen}/ (enter it with the key)\n  and the API page at http://{listen}/docs",
            listen = installation.settings.listen,
        );
        let hints = match made {
            Some(made) => json!({ "key": key, "variants": made.variants, "orders": made.orders }),
            None => json!({ "key": key }),
        };
        if self.serve {
            if !terminal.json {
                super::print(&format_args!("{text}\n"));
            }
            return super::serve::serve(terminal, installation, hints);
        }
        installation.close();
        terminal.say(&text, &hints);
        Ok(())
    }
}
