use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use super::free_port;
use crate::machine::said_by;

/// Where Debian keeps PostgreSQL 15; `HANSE_POSTGRES_BIN` names another place.
const BINARIES: &str = "/usr/lib/postgresql/15/bin";
/// PostgreSQL refuses to run as root; the benchmark then runs it as the account the package made.
const ACCOUNT: &str = "postgres";

/// A PostgreSQL cluster of its own, in a fresh directory on a free port, with full durability. Stopped and removed when
/// dropped.
pub struct Cluster {
    home: TempDir,
    port: u16,
}

impl Cluster {
    /// Makes and starts a cluster below `directory`. Settings are PostgreSQL's own but for memory and log size, which
    /// its defaults set for a machine of the nineties; fsync and synchronous_commit are on and stated.
    pub fn start(directory: &Path) -> Result<Self> {
        let home = tempfile::Builder::new().prefix("postgres-").tempdir_in(directory)?;
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755))?;
        let cluster = Self { home, port: free_port()? };
        let data = cluster.data();
        fs::create_dir(&data)?;
        if is_root() {
            let (user, group) = account_ids().context("no account `postgres` to run PostgreSQL as")?;
            chown(&data, Some(user), Some(group))?;
        }
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
        // Nothing can be done when it is already gone; its directory goes with `home`.
        let _ = said(command("pg_ctl").arg("stop").arg("-m").arg("immediate").arg("-D").arg(self.data()));
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
    let program = binaries().join(program);
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
    use std::os::unix::fs::MetadataExt;
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
        let again = (0..50).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(100));
            cluster.begin().is_ok()
        });
        assert!(again);
        assert_eq!(cluster.ask("shop", "SELECT n FROM kept").unwrap(), "7");
    }
}
