//! A PostgreSQL cluster of the test's own, that can be killed and started again.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::running::program;

/// The same that `cargo xtask with-postgres` keeps its cluster with.
const KEEPER: &str = include_str!("../../../../xtask/src/postgres_keeper.sh");

/// The cluster; it ends and its files go when this is dropped, or this process ends in any way.
pub struct Cluster {
    keeper: Child,
    /// Dropped to end the keeper.
    words: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    pub url: String,
}

impl Cluster {
    /// Makes and starts a cluster; nothing where no PostgreSQL server is installed (CI always has one).
    pub fn start() -> Option<Self> {
        let programs = programs();
        assert!(programs.is_some() || std::env::var_os("CI").is_none(), "CI needs PostgreSQL");
        let Some(programs) = programs else {
            println!("skipped on PostgreSQL: no server installed");
            return None;
        };
        let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
        // PostgreSQL refuses to run as root.
        let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.trim_ascii() == b"0");
        let mut keeper = Command::new(if is_root { "runuser" } else { "sh" });
        if is_root {
            keeper.args(["-u", "postgres", "--", "sh"]);
        }
        keeper.args(["-c", KEEPER, "postgres_keeper"]).arg(programs).arg(port.to_string()).arg("on");
        keeper.current_dir("/").process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut keeper = keeper.spawn().unwrap();
        let words = keeper.stdin.take();
        let answers = BufReader::new(keeper.stdout.take().unwrap());
        let mut password = [0_u8; 16];
        std::io::Read::read_exact(&mut std::fs::File::open("/dev/urandom").unwrap(), &mut password).unwrap();
        let password: String = password.iter().map(|byte| format!("{byte:02x}")).collect();
        let url = format!("postgres://postgres:{password}@127.0.0.1:{port}/hanse");
        let mut cluster = Self { keeper, words, answers, url };
        writeln!(cluster.words.as_mut().unwrap(), "{password}").unwrap();
        cluster.again();
        Some(cluster)
    }

    fn say(&mut self, word: &str) -> String {
        writeln!(self.words.as_mut().unwrap(), "{word}").unwrap();
        let mut answer = String::new();
        self.answers.read_line(&mut answer).unwrap();
        answer.trim().to_owned()
    }

    /// Starts the server and waits until it answers.
    pub fn again(&mut self) {
        assert_eq!(self.say("start"), "ready");
    }

    /// The server's first process is killed.
    pub fn kill(&mut self) {
        assert_eq!(self.say("kill"), "gone");
    }

    /// The server is stopped at once: every connection breaks, nothing is tidied.
    pub fn stop(&mut self) {
        assert_eq!(self.say("stop"), "gone");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.words.take());
        self.keeper.wait().ok();
    }
}

/// The folder of the newest PostgreSQL server's programs.
pub fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let numbered =
        versions.filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))));
    let newest = numbered.filter(|(_, folder)| folder.join("initdb").is_file()).max();
    newest.map(|(_, folder)| folder).or_else(|| program("initdb")?.parent().map(PathBuf::from))
}
