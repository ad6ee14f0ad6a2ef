use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::{Client, free_port};
use crate::machine::{Usage, usage};

const LONGEST_START: Duration = Duration::from_secs(120);
const LONGEST_STOP: Duration = Duration::from_secs(60);
const LOOK_AGAIN: Duration = Duration::from_millis(2);

/// What the store stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    /// The address of an empty database.
    PostgreSql(String),
}

/// The binary under measurement and how it is called.
#[derive(Clone, Debug)]
pub struct HanseBinary {
    pub path: PathBuf,
}

/// A running `hanse serve` with its data directory. Killed when dropped; the directory stays with its owner.
pub struct Hanse {
    binary: HanseBinary,
    engine: Engine,
    data: PathBuf,
    api_key: String,
    port: u16,
    child: Child,
    /// From the start of the process to the first `/readyz` that said 200.
    pub ready_after: Duration,
}

impl HanseBinary {
    /// Runs a command of the binary to its end (`demo`, `backup`, `restore` …) and hands out what it printed.
    pub fn run(&self, arguments: &[&str], data: &Path, engine: &Engine) -> Result<String> {
        let output = self.command(arguments, data, engine).stdin(Stdio::null()).output()?;
        if !output.status.success() {
            bail!("hanse {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8(output.stdout)?)
    }

    fn command(&self, arguments: &[&str], data: &Path, engine: &Engine) -> Command {
        let mut command = Command::new(&self.path);
        command.args(arguments).env("HANSE_DATA", data);
        if let Engine::PostgreSql(url) = engine {
            command.env("HANSE_DATABASE", url);
        }
        command
    }
}

impl Hanse {
    /// Starts a server on `data` and waits until it says it is ready.
    pub fn start(binary: &HanseBinary, data: &Path, engine: &Engine, api_key: &str) -> Result<Self> {
        let port = free_port()?;
        let (child, ready_after) = launch(binary, data, engine, port)?;
        Ok(Self {
            binary: binary.clone(),
            engine: engine.clone(),
            data: data.to_owned(),
            api_key: api_key.to_owned(),
            port,
            child,
            ready_after,
        })
    }

    pub fn address(&self) -> SocketAddr {
        SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))
    }

    pub fn client(&self) -> Client {
        Client { address: self.address(), api_key: self.api_key.clone() }
    }

    pub fn usage(&self) -> Usage {
        usage(self.child.id()).unwrap_or_default()
    }

    /// Asks it to end (SIGTERM) and waits for that; how long it took.
    pub fn stop(&mut self) -> Result<Duration> {
        let started = Instant::now();
        let pid = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &pid]).status()?;
        while self.child.try_wait()?.is_none() {
            if started.elapsed() > LONGEST_STOP {
                bail!("the server did not stop within {LONGEST_STOP:?}");
            }
            std::thread::sleep(LOOK_AGAIN);
        }
        Ok(started.elapsed())
    }

    /// `kill -9`.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Starts it again on the same data after a stop or a kill; how long until it was ready.
    pub fn again(&mut self) -> Result<Duration> {
        (self.child, self.ready_after) = launch(&self.binary, &self.data, &self.engine, self.port)?;
        Ok(self.ready_after)
    }
}

impl Drop for Hanse {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.kill();
    }
}

fn launch(binary: &HanseBinary, data: &Path, engine: &Engine, port: u16) -> Result<(Child, Duration)> {
    let log_path = data.with_extension("log");
    let log = File::options().create(true).append(true).open(&log_path)?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let started = Instant::now();
    let mut child = binary
        .command(&["serve", "--listen", &address.to_string()], data, engine)
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
        .with_context(|| format!("{} cannot be run", binary.path.display()))?;
    let probe = Client { address, api_key: String::new() };
    loop {
        if probe.get("/readyz").is_ok_and(|reply| reply.status == 200) {
            return Ok((child, started.elapsed()));
        }
        let ended = child.try_wait()?;
        if ended.is_some() || started.elapsed() > LONGEST_START {
            let _ = child.kill();
            let log = std::fs::read_to_string(&log_path).unwrap_or_default();
            bail!("hanse serve is not ready after {:?} (ended: {ended:?}); its log:\n{log}", started.elapsed());
        }
        std::thread::sleep(LOOK_AGAIN);
    }
}
