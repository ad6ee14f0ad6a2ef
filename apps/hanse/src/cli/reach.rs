//! Where a command finds its data: in the folder, or, when a server has that open, at the server.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use access::TenantCode;
use serde_json::Value;
use store::{CommandError, StoreError};

use super::telling::{Problem, language};
use super::{Failure, Terminal};
use crate::installation::Installation;
use crate::server;
use crate::settings::Settings;

/// What a command works on.
pub(super) enum Reached {
    /// No server runs: the installation itself.
    Here(Arc<Installation>),
    Server(Server),
}

/// Opens the installation, or finds the server that has it open; that wants a key.
pub(super) fn reach(terminal: &Terminal, tenant: &TenantCode, key: Option<&str>) -> Result<Reached, Failure> {
    let settings = terminal.installed()?;
    let address = address(&settings);
    match Installation::open(settings) {
        Ok(installation) => Ok(Reached::Here(installation)),
        Err(CommandError::Failed(StoreError::Taken(_))) => {
            let key = key.ok_or("a server runs on this data folder: give its API key with --key or HANSE_KEY")?;
            let theirs = key.strip_prefix("hk_").and_then(|rest| rest.split_once('_')).map(|(company, _)| company);
            if theirs.is_some_and(|company| company != tenant.as_str()) {
                return Err(format!("the key is of another company than {tenant}: name its with --tenant").into());
            }
            Ok(Reached::Server(Server { address: format!("http://{address}"), key: key.to_owned() }))
        }
        Err(error) => Err(error.into()),
    }
}

/// Where the server of a data folder listens, as it wrote down; else where it would.
pub(super) fn address(settings: &Settings) -> SocketAddr {
    let told = std::fs::read_to_string(server::address_file(settings)).unwrap_or_default();
    told.trim().parse().unwrap_or(settings.listen)
}

/// A running server and the key it is asked with.
pub(super) struct Server {
    address: String,
    key: String,
}

impl Server {
    /// What a path under `/v1` answers; a "no" is a [`Problem`] in the terminal's language.
    pub fn get(&self, path: &str) -> Result<Value, Failure> {
        self.ask(ureq::http::Request::builder().method("GET").uri(self.url(path)), ())
    }

    /// A write, done once.
    pub fn post(&self, path: &str, kind: &str, body: &[u8]) -> Result<Value, Failure> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        let once = format!("cli-{}-{now}", std::process::id());
        let request = ureq::http::Request::builder().method("POST").uri(self.url(path));
        self.ask(request.header("idempotency-key", once).header("content-type", kind), body)
    }

    fn url(&self, path: &str) -> String {
        format!("{}/v1{path}", self.address)
    }

    fn ask(&self, request: ureq::http::request::Builder, body: impl ureq::AsSendBody) -> Result<Value, Failure> {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let request = request.header("authorization", format!("Bearer {}", self.key));
        let request = request.header("accept-language", language().tag()).body(body)?;
        let mut answer = agent.run(request).map_err(|error| {
            format!(
                "the data folder is in use, and nobody answers at {}: {error}. If another hanse command works on it, wait for \
                 its end",
                self.address
            )
        })?;
        let status = answer.status();
        let text = answer.body_mut().with_config().limit(64 << 20).read_to_string()?;
        let told: Value = serde_json::from_str(&text).unwrap_or(Value::Null);
        if status.is_success() {
            return Ok(told);
        }
        match Problem::of_answer(&told) {
            Some(problem) => Err(problem.into()),
            None => Err(format!("{} answered with {status}", self.address).into()),
        }
    }
}

/// A text as it may stand in a query.
pub(super) fn escaped(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(byte);
    text.bytes().map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
