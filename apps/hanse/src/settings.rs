//! Settings: defaults, then `hanse.toml` in the data folder, then `HANSE_…` variables, then the command line.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

/// What an installation can be told.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The folder of everything that is kept.
    pub data: PathBuf,
    /// Where the API listens.
    pub listen: SocketAddr,
    /// The PostgreSQL database of new tenants' stores, as a URL; without it stores are SQLite files in the data folder.
    pub database: Option<String>,
    /// The region new tenants live in.
    pub region: String,
    /// Requests worked on at once; beyond it 503 at once.
    pub in_flight_max: usize,
    /// Commands that may wait for a store's writer; beyond it 503 at once.
    pub queue_bound: usize,
    /// What one API key may ask on the long run, and at once.
    pub rate_per_second: u32,
    pub rate_burst: u32,
    /// A store unused for this long is closed.
    pub idle_close_s: u64,
    /// `json` for machines, `text` for people.
    pub log: LogForm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogForm {
    Text,
    Json,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data: PathBuf::from("hanse-data"),
            listen: SocketAddr::from(([127, 0, 0, 1], 7300)),
            database: None,
            region: "eu".to_owned(),
            in_flight_max: 320,
            queue_bound: 1024,
            rate_per_second: 50_000,
            rate_burst: 100_000,
            idle_close_s: 900,
            log: LogForm::Text,
        }
    }
}

impl Settings {
    /// Reads the settings; `data` and `listen` from the command line win.
    pub fn read(data: Option<&Path>, listen: Option<SocketAddr>) -> Result<Self, Box<figment::Error>> {
        // Variables that other parts read (the log's filter, the key for a running server, the tests' database) are no settings.
        let variables = || Env::prefixed("HANSE_").ignore(&["test_postgres", "log_filter", "key"]);
        let environment = || Figment::from(Serialized::defaults(Settings::default())).merge(variables());
        let folder = match data {
            Some(folder) => folder.to_owned(),
            None => environment().extract_inner("data").map_err(Box::new)?,
        };
        let mut figment = Figment::from(Serialized::defaults(Settings::default()))
            .merge(Toml::file(folder.join("hanse.toml")))
            .merge(variables())
            .merge(Serialized::default("data", &folder));
        if let Some(listen) = listen {
            figment = figment.merge(Serialized::default("listen", listen));
        }
        figment.extract().map_err(Box::new)
    }
}
