//! `hanse serve`.

use std::net::SocketAddr;
use std::sync::Arc;

use serde_json::json;

use super::{Failure, Terminal};
use crate::installation::Installation;
use crate::server;

/// Serve the API until stopped (Ctrl-C or SIGTERM)
#[derive(clap::Args)]
pub(crate) struct Serve {
    /// Where to listen [default: 127.0.0.1:7300]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
}

impl Serve {
    pub fn run(self, terminal: &Terminal) -> Result<(), Failure> {
        let settings = terminal.settings(self.listen)?;
        let installation = Installation::open(settings)?;
        if installation.entries()?.is_empty() && !terminal.json {
            println!(
                "No company is here yet: `hanse company CODE` starts one, `hanse demo` makes one with a year of trade."
            );
        }
        serve(terminal, installation, json!({}))
    }
}

/// Serves an open installation; `hints` go into the first line for programs.
pub(super) fn serve(
    terminal: &Terminal,
    installation: Arc<Installation>,
    hints: serde_json::Value,
) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let started = |address: SocketAddr| {
        let mut told = hints;
        if let Some(told) = told.as_object_mut() {
            told.insert("address".to_owned(), json!(format!("http://{address}")));
        }
        terminal
            .say(&format!("Hanse listens on http://{address} (the console; API page: http://{address}/docs)"), &told);
    };
    // Whoever read the address may stop it at once.
    let served = runtime
        .block_on(async { Ok(server::serve(Arc::clone(&installation), started, server::asked_to_stop()?).await?) });
    installation.close();
    served
}
