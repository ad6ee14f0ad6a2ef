use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use super::free_port;
use crate::machine::said_by;

/// Where Debian keeps PostgreSQL 15; `HANSE_POSTGRES_BIN` names another place.
const BINARIES: &str = "/usr/lib/postgresql/15/bin";
/// PostgreSQL refuses to run as root; the benchmark then runs it as the account the package made.
const ACCOUNT: &str = "postgres";

/// Waits for the end of its input, which comes when the benchmark ends in whatever way, and stops the server. It runs as
/// PostgreSQL's account, so it may; the words after `--` are pg_ctl and the data directory.
const KEEPER: &str = r#"cat >/dev/null; "$1" stop -m immediate -D "$2" >/dev/null 2>&1; rm -rf "$2""#;

/// A PostgreSQL cluster of its own, in a fresh directory on a free port, with full durability. Unlike the one the tests
/// share it can be killed and started again. Stopped and removed when dropped, and when the benchmark is killed.
pub struct Cluster {
    home: TempDir,
    port: u16,
    keeper: Child,
}

impl Cluster {
    /// Makes and starts a cluster below `directory`. Settings are PostgreSQL's own but for memory and log size, which
    /// its defaults set for a machine of the nineties; fsync and synchronous_commit are on and stated.
    pub fn start(directory: &Path) -> Result<Self> {
        let home = tempfile::Builder::new().prefix("postgres-").tempdir_in(directory)?;
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755))?;
        let data = home.path().join("data");
        fs::create_dir(&data)?;
        if is_root() {
            let (user, group) = account_ids().context("no account `postgres` to run PostgreSQL as")?;
            chown(&data, Some(user), Some(group))?;
        }
        let mut keeper = account_command(Path::new("sh"));
        keeper.args(["-c", KEEPER, "keeper"]).arg(binaries().join("pg_ctl")).arg(&data);
        let keeper = keeper.process_group(0).stdin(Stdio::piped()).spawn().context("the keeper cannot be run")?;
        let cluster = Self { home, port: free_port()?, keeper };
        let at = data.to_string_lossy().into_owned();
        let made = ["-D", &at, "-U", "hanse", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"];
        said(command("initdb").args(made)).context("initdb")?;
        let settings = format!(
            "port = {}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = on\n\
             synchronous_commit = on\nfull_page_writes = on\nshared_buffers = 512MB\nmax_wal_size = 4GB\n\
             max_connections = 100\nlog_min_messages = warning\n",
            cluster.port
        );
        let file = data.join("postgresql.conf");
        let before = fs::read_to_string(&file)?;
        fs::write(&file, before + &settings)?;
        cluster.begin()?;
        Ok(cluster)
    }

    /// Starts it after a stop or a kill and waits until it takes connections.
    pub fn begin(&self) -> Result<()> {
        let (at, log) = (self.data(), self.data().join("server.log"));
        said(command("pg_ctl").arg("start").arg("-w").arg("-t").arg("120").arg("-D").arg(at).arg("-l").arg(&log))
            .with_context(|| fs::read_to_string(&log).unwrap_or_default())
    }

    /// Creates a database and hands out its address.
    pub fn create_database(&self, name: &str) -> Result<String> {
        let port = self.port.to_string();
        said(command("createdb").args(["-h", "127.0.0.1", "-p", &port, "-U", "hanse", name]))?;
        Ok(self.url(name))
    }

    pub fn url(&self, database: &str) -> String {
        format!("postgres://hanse@127.0.0.1:{}/{database}", self.port)
    }

    /// One statement, its result as text.
    pub fn ask(&self, database: &str, sql: &str) -> Result<String> {
        let port = self.port.to_string();
        let asked = ["-h", "127.0.0.1", "-p", &port, "-U", "hanse", "-d", database, "-Atc", sql];
        let output = command("psql").args(asked).output()?;
        if !output.status.success() {
            bail!("psql: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }

    /// Kills the postmaster as a power cut would: SIGKILL, its children follow.
    pub fn kill(&self) -> Result<()> {
        let text = fs::read_to_string(self.data().join("postmaster.pid"))?;
        let pid = text.lines().next().context("empty postmaster.pid")?;
        said(Command::new("kill").args(["-KILL", pid]))
    }

    fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // Nothing can be done when it is already gone; the directory goes with `home`.
        let _ = self.keeper.wait();
    }
}

/// The version of the PostgreSQL at hand.
pub fn postgres_version() -> Option<String> {
    said_by(&binaries().join("postgres").to_string_lossy(), &["--version"])
}

fn binaries() -> PathBuf {
    std::env::var_os("HANSE_POSTGRES_BIN").map_or_else(|| PathBuf::from(BINARIES), PathBuf::from)
}

fn command(program: &str) -> Command {
    account_command(&binaries().join(program))
}

/// Runs a program as the account that may run PostgreSQL.
fn account_command(program: &Path) -> Command {
    let mut command = if is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", ACCOUNT, "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir("/").stdin(Stdio::null());
    command
}

/// Runs a command to its end. A server it leaves behind must not hold a pipe of ours open, so its words go nowhere; the
/// server's own log tells.
fn said(command: &mut Command) -> Result<()> {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().context("cannot be run")?;
    if !status.success() {
        bail!("{:?} ended with {status}", command.get_program());
    }
    Ok(())
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

fn account_ids() -> Option<(u32, u32)> {
    let accounts = fs::read_to_string("/etc/passwd").ok()?;
    let line = accounts.lines().find(|line| line.split(':').next() == Some(ACCOUNT))?;
    let mut fields = line.split(':').skip(2);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_keeps_what_was_committed_when_it_is_killed() {
        let directory = tempfile::tempdir_in("/var/tmp").unwrap();
        fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let cluster = Cluster::start(directory.path()).unwrap();
        cluster.create_database("shop").unwrap();
        assert_eq!(cluster.ask("shop", "SHOW fsync").unwrap(), "on");
        assert_eq!(cluster.ask("shop", "SHOW synchronous_commit").unwrap(), "on");
        cluster.ask("shop", "CREATE TABLE kept (n int)").unwrap();
        cluster.ask("shop", "INSERT INTO kept VALUES (7)").unwrap();
        cluster.kill().unwrap();
        // The postmaster's children need a moment to notice.
        let started_again = (0..50).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(100));
            cluster.begin().is_ok()
        });
        assert!(started_again);
        assert_eq!(cluster.ask("shop", "SELECT n FROM kept").unwrap(), "7");
        let port = cluster.port;
        drop(cluster);
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err(), "it outlived its owner");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
    }
}
