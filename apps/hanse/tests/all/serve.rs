//! `hanse serve` as a process: on both engines it answers, a second one on the same store says why it will not, and it stops.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::support::{Place, text};

/// The program with a data folder and, on PostgreSQL, a database.
fn program(data: &Path, database: Option<&str>, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hanse"));
    command.args(["--json", "--data", text(data)]).args(args).env("HANSE_LOG_FILTER", "error");
    database.map(|url| command.env("HANSE_DATABASE", url));
    command
}

/// A server, killed when the test ends early.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(data: &Path, database: Option<&str>) -> Self {
        let mut serve = program(data, database, &["serve", "--listen", "127.0.0.1:0"]);
        let mut child = serve.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let address = told["address"].as_str().unwrap().trim_start_matches("http://").to_owned();
        Self { child, address }
    }

    /// What the answer to a GET is read from.
    fn ask(&self, path: &str, key: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let asked =
            format!("GET {path} HTTP/1.1\r\nHost: hanse\r\nAuthorization: Bearer {key}\r\nConnection: close\r\n\r\n");
        stream.write_all(asked.as_bytes()).unwrap();
        stream
    }

    /// The status line and the rest of the answer to a GET.
    fn get(&self, path: &str, key: &str) -> String {
        let mut stream = self.ask(path, key);
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn stop(mut self) -> bool {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.child.wait().unwrap().success()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended already when the test got as far as stopping it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Makes a company, serves it, and tries to serve it from `twin` too.
fn serves_alone(data: &Path, database: Option<&str>, twin: &Path) {
    let made = program(data, database, &["demo", "--orders", "1"]).output().unwrap();
    let made: Value = serde_json::from_slice(&made.stdout).unwrap();
    let key = made["key"].as_str().unwrap();
    if twin != data {
        // The same company installed on another machine.
        std::fs::create_dir_all(twin).unwrap();
        std::fs::copy(data.join("control.db"), twin.join("control.db")).unwrap();
    }
    let first = Server::start(data, database);
    let orders = first.get("/v1/orders", key);
    assert!(orders.starts_with("HTTP/1.1 200"), "{orders}");
    let second = program(twin, database, &["serve", "--listen", "127.0.0.1:0"]).output().unwrap();
    let said = String::from_utf8(second.stdout).unwrap();
    assert!(!second.status.success() && said.contains("another Hanse server"), "{said}");
    assert!(first.get("/v1/orders", key).starts_with("HTTP/1.1 200"));
    // Somebody who listens does not keep a server from stopping.
    let mut listening = first.ask("/v1/changes", key);
    let mut began = [0; 12];
    listening.read_exact(&mut began).unwrap();
    assert_eq!(began, *b"HTTP/1.1 200");
    assert!(first.stop());
    listening.read_to_string(&mut String::new()).unwrap();
}

#[test]
fn a_server_on_sqlite_is_the_only_one() {
    let here = Place::new();
    serves_alone(&here.at("data"), None, &here.at("data"));
}

#[test]
fn a_server_on_postgresql_is_the_only_one_on_its_database() {
    let Ok(server) = std::env::var("HANSE_TEST_POSTGRES") else {
        assert!(std::env::var_os("CI").is_none(), "HANSE_TEST_POSTGRES is not set");
        println!("skipped: HANSE_TEST_POSTGRES is not set");
        return;
    };
    let (base, name) = (server.rsplit_once('/').unwrap().0, format!("hanse_serve_{}", std::process::id()));
    let url = format!("{base}/{name}");
    let here = Place::new();
    serves_alone(&here.at("data"), Some(&url), &here.at("twin"));
    let mut client = postgres::Client::connect(&server, postgres::NoTls).unwrap();
    for name in [name.clone(), format!("{name}_keys")] {
        client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).unwrap();
    }
}
