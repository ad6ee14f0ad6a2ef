//! `hanse keys`.

use access::{KeyId, NewKey, Scope, Scopes, TenantCode};
use kernel::Timestamp;
use serde_json::{Value, json};
use store::Submission;

use super::reach::{Reached, Server, reach};
use super::{Failure, Terminal};
use crate::installation::{Installation, program};
use crate::keys::{IssuedWire, KeyWire};

/// List, issue and revoke API keys
#[derive(clap::Args)]
#[command(after_help = "\
While a server runs it is asked, with a key that has the scope keys (--key or HANSE_KEY); such a key hands on only what it may do
itself. While none runs the data folder is enough.

Examples:
  hanse keys list
  hanse keys issue --label 'shop front' --scopes orders:read,orders:write
  hanse keys revoke key_05WXQ7Z9K2F3A --reason 'lost'")]
pub(crate) struct Keys {
    #[command(subcommand)]
    what: What,
    /// The company
    #[arg(long, global = true, default_value = "demo")]
    tenant: String,
    /// The key for a server that is running [default: HANSE_KEY]
    #[arg(long, global = true, env = "HANSE_KEY", hide_env_values = true)]
    key: Option<String>,
}

#[derive(clap::Subcommand)]
enum What {
    /// Every key, newest first, without secrets
    List,
    /// A new key; its secret is shown once
    Issue {
        /// What it is for, in your words; name no person
        #[arg(long, default_value = "issued at the command line")]
        label: String,
        /// What it may do, e.g. orders:read,orders:write [default: everything]
        #[arg(long, value_delimiter = ',')]
        scopes: Vec<String>,
        /// When it ends by itself, e.g. 2027-01-01T00:00:00Z [default: never]
        #[arg(long, value_name = "INSTANT")]
        expires: Option<Timestamp>,
    },
    /// End a key: the next request with it is refused
    Revoke {
        /// The key's id, as the list shows it: key_…
        id: KeyId,
        /// Why, for the record. Name nobody: the record stays
        #[arg(long)]
        reason: Option<String>,
    },
}

impl Keys {
    pub fn run(self, terminal: &Terminal) -> Result<(), Failure> {
        let tenant: TenantCode = self.tenant.parse()?;
        let told = match reach(terminal, &tenant, self.key.as_deref())? {
            Reached::Here(installation) => {
                let told = here(&installation, &tenant, &self.what);
                installation.close();
                told?
            }
            Reached::Server(server) => at_server(&server, &self.what)?,
        };
        terminal.say(&in_words(&self.what, &told), &told);
        Ok(())
    }
}

fn wanted_scopes(scopes: &[String]) -> Result<Scopes, Failure> {
    if scopes.is_empty() {
        return Ok(Scopes::all());
    }
    Ok(scopes.iter().map(|text| text.parse::<Scope>()).collect::<Result<Vec<_>, _>>()?.into_iter().collect())
}

fn here(installation: &Installation, tenant: &TenantCode, what: &What) -> Result<Value, Failure> {
    let region = installation.settings.region.parse()?;
    let by = || Submission::by(&program());
    let shown = |id: KeyId| -> Result<KeyWire, Failure> {
        let key = installation.control.read_blocking(|read| access::key_of(read, tenant, &region, id))?;
        Ok(KeyWire::of(key, installation.control.context(&program()).now))
    };
    match what {
        What::List => {
            let now = installation.control.context(&program()).now;
            let ask = |read: &mut store::Reader<'_>| access::keys_of(read, tenant, &region, None, i64::MAX);
            let keys = installation.control.read_blocking(ask)?;
            let keys: Vec<KeyWire> = keys.into_iter().map(|key| KeyWire::of(key, now)).collect();
            Ok(json!({ "items": keys }))
        }
        What::Issue { label, scopes, expires } => {
            let (tenant, label, scopes) = (tenant.clone(), label.clone(), wanted_scopes(scopes)?);
            let wanted = NewKey { tenant, region: region.clone(), label, scopes, expires_at: *expires };
            let (id, secret) = installation.issue_key_once(by(), wanted)?;
            Ok(serde_json::to_value(IssuedWire { key: shown(id)?, secret })?)
        }
        What::Revoke { id, reason } => {
            installation.revoke_key(by().because(reason.as_deref()), tenant, &region, *id)?;
            Ok(serde_json::to_value(shown(*id)?)?)
        }
    }
}

fn at_server(server: &Server, what: &What) -> Result<Value, Failure> {
    let post = |path: &str, body: &Value| server.post(path, "application/json", body.to_string().as_bytes());
    match what {
        What::List => {
            let (mut items, mut path) = (Vec::new(), "/keys?limit=200".to_owned());
            loop {
                let mut page = server.get(&path)?;
                items.extend(
                    page.get_mut("items").and_then(Value::as_array_mut).map(std::mem::take).unwrap_or_default(),
                );
                match page.get("next").and_then(Value::as_str) {
                    Some(next) => path = format!("/keys?limit=200&cursor={next}"),
                    None => return Ok(json!({ "items": items })),
                }
            }
        }
        What::Issue { label, scopes, expires } => {
            let body = json!({ "label": label, "scopes": wanted_scopes(scopes)?, "expires_at": expires });
            post("/keys", &body)
        }
        What::Revoke { id, reason } => post(&format!("/keys/{id}/revoke"), &json!({ "reason": reason })),
    }
}

fn in_words(what: &What, told: &Value) -> String {
    let text = |of: &Value, name: &str| of.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    match what {
        What::List => {
            let keys = told.get("items").and_then(Value::as_array).into_iter().flatten();
            let line = |key: &Value| {
                let scopes: Vec<&str> = key
                    .get("scopes")
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str)
                    .collect();
                let scopes = if scopes.len() == Scope::ALL.len() { "everything".to_owned() } else { scopes.join(",") };
                let end = match text(key, "state").as_str() {
                    "revoked" => format!(" {}", text(key, "revoked_at")),
                    "expired" => format!(" {}", text(key, "expires_at")),
                    _ if key.get("expires_at").is_some() => format!(" until {}", text(key, "expires_at")),
                    _ => String::new(),
                };
                let (id, prefix, label) = (text(key, "id"), text(key, "prefix"), text(key, "label"));
                format!("{id}  {prefix}…  {}{end}\n    {label}: {scopes}", text(key, "state"))
            };
            keys.map(line).collect::<Vec<_>>().join("\n")
        }
        What::Issue { .. } => match told.get("secret").and_then(Value::as_str) {
            Some(secret) => format!("{secret}\nKeep it: it is shown this once. Its id is {}.", text(told, "id")),
            None => format!("{} was issued before; its secret is not shown again.", text(told, "id")),
        },
        What::Revoke { .. } => format!("{} is revoked since {}.", text(told, "id"), text(told, "revoked_at")),
    }
}
