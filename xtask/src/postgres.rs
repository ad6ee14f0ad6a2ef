//! A private PostgreSQL for tests: a fresh cluster in a temporary folder on a free loopback port.
//!
//! A keeper process stands between this one and the server. It holds the reading end of a pipe whose other end is ours, so it
//! notices our end however it comes (done, failed, interrupted, killed), stops the server and removes the folder. It is
//! a process group of its own, so an interrupt from the keyboard does not stop it before it has cleaned up.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

use anyhow::{Context, bail, ensure};

use crate::command;

/// What tests read to find the server: the URL of a superuser connection.
pub const VARIABLE: &str = "HANSE_TEST_POSTGRES";

const KEEPER: &str = include_str!("postgres_keeper.sh");

/// A running cluster; dropping it stops the server and removes its files.
pub struct Cluster {
    keeper: Child,
    pub url: String,
}

impl Cluster {
    /// Makes a cluster and waits until it answers. Without `durable` it does not wait for the disk (`fsync = off`): a
    /// killed server still keeps what it acknowledged, a machine that loses power does not.
    pub fn start(durable: bool) -> anyhow::Result<Self> {
        let programs = programs().context("no PostgreSQL server here: `cargo xtask setup` installs it")?;
        let port = free_port()?;
        let password = random_word()?;
        let mut keeper = keeper_command()?;
        keeper.args(["-c", KEEPER, "postgres_keeper"]).arg(&programs).arg(port.to_string());
        keeper.arg(if durable { "on" } else { "off" });
        // A folder that any user may stand in: the keeper may be another user than we are.
        keeper.current_dir("/").process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut keeper = keeper.spawn().context("the PostgreSQL keeper did not start")?;
        // Not as an argument: every user can read those.
        let input = keeper.stdin.as_mut().context("the keeper has no input")?;
        writeln!(input, "{password}\nstart").context("the keeper did not take the password")?;
        let url = format!("postgres://postgres:{password}@127.0.0.1:{port}/postgres");
        let mut cluster = Self { keeper, url };
        let said = cluster.first_line()?;
        ensure!(said.trim() == "ready", "PostgreSQL did not start: {}", said.trim());
        Ok(cluster)
    }

    fn first_line(&mut self) -> anyhow::Result<String> {
        let output = self.keeper.stdout.take().context("the keeper has no output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).context("the keeper could not be read")?;
        Ok(line)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        if let Err(error) = self.keeper.wait() {
            eprintln!("the PostgreSQL keeper could not be waited for: {error}");
        }
    }
}

/// Runs a command with a cluster of its own; ends as the command ends.
pub fn run_with(durable: bool, command: &[String]) -> anyhow::Result<ExitCode> {
    let [program, arguments @ ..] = command else { bail!("no command given") };
    let cluster = Cluster::start(durable)?;
    let status = Command::new(program).args(arguments).env(VARIABLE, &cluster.url).status();
    let status = status.with_context(|| format!("{program} did not start"))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// The folder of the newest PostgreSQL server's programs.
pub fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| is_server(folder))
        .collect();
    found.sort();
    let on_path = || command::find("initdb").and_then(|program| program.parent().map(Path::to_path_buf));
    found.pop().map(|(_, folder)| folder).or_else(|| on_path().filter(|folder| is_server(folder)))
}

fn is_server(folder: &Path) -> bool {
    folder.join("initdb").is_file() && folder.join("postgres").is_file()
}

/// PostgreSQL refuses to run as root, so root hands it to the user that Debian's package made for it.
fn keeper_command() -> anyhow::Result<Command> {
    let folder = std::env::temp_dir();
    if command::output(&folder, "id", &["-u"])?.trim() != "0" {
        return Ok(Command::new("sh"));
    }
    let known = command::output(&folder, "id", &["-u", "postgres"]);
    known.context("root cannot run PostgreSQL and there is no user postgres: `cargo xtask setup` makes it")?;
    let place =
        command::find("runuser").context("root cannot run PostgreSQL without runuser: apt-get install util-linux")?;
    let mut runuser = Command::new(place);
    runuser.args(["-u", "postgres", "--", "sh"]);
    Ok(runuser)
}

fn free_port() -> anyhow::Result<u16> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).context("no free loopback port")?;
    Ok(listener.local_addr()?.port())
}

/// Any user of the machine can reach the port, so the superuser has a password nobody else knows.
fn random_word() -> anyhow::Result<String> {
    let mut bytes = [0_u8; 16];
    let mut source = std::fs::File::open("/dev/urandom").context("no source of randomness")?;
    std::io::Read::read_exact(&mut source, &mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    /// A machine without PostgreSQL skips, CI never does.
    fn skipped() -> bool {
        let absent = programs().is_none();
        assert!(!(absent && std::env::var_os("CI").is_some()), "CI needs PostgreSQL");
        if absent {
            eprintln!("skipped: no PostgreSQL server here");
        }
        absent
    }

    fn answers(url: &str) -> bool {
        postgres::Client::connect(url, postgres::NoTls).is_ok_and(|mut client| client.simple_query("SELECT 1").is_ok())
    }

    #[test]
    fn a_cluster_answers_its_url_alone_and_is_gone_when_dropped() {
        if skipped() {
            return;
        }
        let cluster = Cluster::start(false).unwrap();
        let url = cluster.url.clone();
        assert!(answers(&url));
        let without_password = url.replace(&url[url.find("//").unwrap() + 2..url.find('@').unwrap()], "postgres");
        assert!(!answers(&without_password));
        let mut client = postgres::Client::connect(&url, postgres::NoTls).unwrap();
        let row =
            client.query_one("SELECT current_setting('data_directory'), current_setting('lc_collate')", &[]).unwrap();
        let (folder, collation): (String, String) = (row.get(0), row.get(1));
        assert_eq!(collation, "C");
        drop(cluster);
        assert!(!answers(&url));
        assert!(!Path::new(&folder).exists());
    }

    #[test]
    fn a_cluster_is_gone_even_when_its_owner_is_killed() {
        if skipped() {
            return;
        }
        let mut cluster = Cluster::start(false).unwrap();
        // What the system does with our end of the pipe when we are killed.
        drop(cluster.keeper.stdin.take());
        let deadline = Instant::now() + Duration::from_secs(30);
        while answers(&cluster.url) {
            assert!(Instant::now() < deadline, "the server outlived its owner");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}
