//! The real program serving on a free loopback port, and a client of it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// A server process; it is killed when dropped.
pub struct Running {
    child: Child,
    pub address: String,
}

/// How long anything may take on a busy machine before the test gives up.
pub const PATIENCE: Duration = Duration::from_secs(180);

impl Running {
    /// Starts the program over a data folder; its log goes to `log`.
    pub fn start(data: &Path, log: &Path, environment: &[(&str, &str)]) -> Self {
        Self::start_by(Command::new(env!("CARGO_BIN_EXE_hanse")), data, log, environment)
    }

    /// The same, with the program started by another one (which is given the program's path and arguments).
    pub fn start_by(mut starter: Command, data: &Path, log: &Path, environment: &[(&str, &str)]) -> Self {
        let written = std::fs::OpenOptions::new().create(true).append(true).open(log).unwrap();
        starter.args(["--json", "--data"]).arg(data).args(["serve", "--listen", "127.0.0.1:0"]);
        starter.env("HANSE_LOG_FILTER", "warn").envs(environment.iter().copied());
        let mut child = starter.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(written).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap_or_else(|error| {
            child.kill().ok();
            child.wait().ok();
            panic!("the server did not start: {error}: {line:?}\n{}", std::fs::read_to_string(log).unwrap_or_default())
        });
        Self { child, address: told["address"].as_str().unwrap().to_owned() }
    }

    /// The operating system takes the process away at once, as when it is killed or the machine fails.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop and waits until it has.
    pub fn stop(mut self) {
        signal("TERM", self.child.id());
        let status = self.child.wait().unwrap();
        assert!(status.success(), "the server ended with {status}");
    }

    /// Waits until it has ended by itself.
    pub fn wait(mut self) {
        self.child.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Sends a signal to a process.
pub fn signal(name: &str, process: u32) {
    // The shell's own kill: not every machine has a program of that name.
    let sent = Command::new("sh").args(["-c", &format!("kill -{name} {process}")]).status().unwrap();
    assert!(sent.success(), "no process {process}");
}

/// A client with a key. Each of its calls is one connection: a server that was killed leaves nothing behind in it.
#[derive(Clone)]
pub struct Client {
    agent: ureq::Agent,
    pub address: String,
    key: String,
}

impl Client {
    pub fn new(address: &str, key: &str) -> Self {
        let agent = ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE)).build();
        Self { agent: agent.into(), address: address.to_owned(), key: key.to_owned() }
    }

    pub fn get(&self, path: &str) -> Result<(u16, Value), ureq::Error> {
        let request = self.agent.get(format!("{}{path}", self.address));
        read(request.header("authorization", format!("Bearer {}", self.key)).call()?)
    }

    /// A write, done once however often it is repeated with the same `once`.
    pub fn write(
        &self,
        method: &str,
        path: &str,
        once: &str,
        kind: &str,
        body: Vec<u8>,
    ) -> Result<(u16, Value), ureq::Error> {
        let request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.address));
        let request = request.header("authorization", format!("Bearer {}", self.key)).header("content-type", kind);
        read(self.agent.run(request.header("idempotency-key", once).body(body).unwrap())?)
    }

    pub fn post(&self, path: &str, once: &str, body: &Value) -> Result<(u16, Value), ureq::Error> {
        self.write("POST", path, once, "application/json", body.to_string().into_bytes())
    }

    /// Signs in as a browser does: the cookie that stands for the key.
    pub fn sign_in(&self) -> String {
        let request = self.agent.post(format!("{}/v1/session", self.address));
        let said = request.header("authorization", format!("Bearer {}", self.key)).send_empty().unwrap();
        let cookie = said.headers()["set-cookie"].to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    /// What the console gets with a cookie.
    pub fn console(address: &str, cookie: &str, method: &str, path: &str) -> u16 {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let request = ureq::http::Request::builder().method(method).uri(format!("{address}{path}"));
        let request = request.header("cookie", cookie).header("hanse-console", "1").body(()).unwrap();
        agent.run(request).unwrap().status().as_u16()
    }

    /// An order of one piece for somebody in Berlin.
    pub fn place(&self, number: &str, sku: &str) -> Result<(u16, Value), ureq::Error> {
        let body = json!({
            "channel": "web", "shop": "demo-de", "market": "de", "external_number": number,
            "recipient": {
                "name": format!("Buyer of {number}"), "email": format!("{}@example.org", number.to_lowercase()),
                "address": { "lines": ["Invalidenstraße 1"], "city": "Berlin", "postcode": "10115", "country": "DE" },
            },
            "lines": [{ "sku": sku, "quantity": 1 }],
        });
        self.post("/v1/orders", number, &body)
    }

    /// A payment of all of an order.
    pub fn pay(&self, order: &Value, number: &str) -> Result<(u16, Value), ureq::Error> {
        let path = format!("/v1/orders/{}/payments", order["id"].as_str().unwrap());
        let body = json!({ "amount": order["gross"], "method": "card", "reference": format!("paid-{number}") });
        self.post(&path, &format!("pay-{number}"), &body)
    }
}

/// An answer's status and what it says: JSON, or the text of anything else.
fn read(mut response: ureq::http::Response<ureq::Body>) -> Result<(u16, Value), ureq::Error> {
    let text = response.body_mut().with_config().limit(64 << 20).read_to_string()?;
    Ok((response.status().as_u16(), serde_json::from_str(&text).unwrap_or(Value::String(text))))
}

/// Looks again and again until something is there.
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < deadline, "gave up waiting until {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Where a program stands, on the search path.
pub fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|place| place.is_file())
}
