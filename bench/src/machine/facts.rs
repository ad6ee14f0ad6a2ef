use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde::Serialize;

use super::{FsyncTimes, fsync_times};
use crate::server::postgres_version;

/// The machine under the figures.
#[derive(Clone, Debug, Serialize)]
pub struct Facts {
    pub cpu: String,
    pub cores: usize,
    pub memory_mib: u64,
    pub kernel: String,
    pub rustc: String,
    pub postgresql: String,
    /// Kind of the file system under the data directory. On `tmpfs` no fsync costs anything and no figure counts.
    pub file_system: String,
    pub fsync_in_place_p50_us: u64,
    pub fsync_in_place_p99_us: u64,
    pub fsync_growing_p50_us: u64,
    pub fsync_growing_p99_us: u64,
}

impl Facts {
    /// The fsync time other figures are held against.
    pub fn fsync(&self) -> Duration {
        Duration::from_micros(self.fsync_in_place_p50_us)
    }
}

/// Gathers the facts; the disk measured is the one that holds `directory`.
pub fn facts(directory: &Path) -> io::Result<Facts> {
    let fsync: FsyncTimes = fsync_times(directory)?;
    let us = |time: Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
    Ok(Facts {
        cpu: line_of("/proc/cpuinfo", "model name").unwrap_or_else(unknown),
        cores: std::thread::available_parallelism().map_or(0, usize::from),
        memory_mib: line_of("/proc/meminfo", "MemTotal")
            .and_then(|text| text.trim_end_matches(" kB").parse::<u64>().ok())
            .unwrap_or(0)
            / 1024,
        kernel: fs::read_to_string("/proc/sys/kernel/osrelease").map_or_else(|_| unknown(), |text| text.trim().into()),
        rustc: said_by("rustc", &["--version"]).unwrap_or_else(unknown),
        postgresql: postgres_version().unwrap_or_else(unknown),
        file_system: file_system_of(directory).unwrap_or_else(unknown),
        fsync_in_place_p50_us: us(fsync.in_place.p50()),
        fsync_in_place_p99_us: us(fsync.in_place.p99()),
        fsync_growing_p50_us: us(fsync.growing.p50()),
        fsync_growing_p99_us: us(fsync.growing.p99()),
    })
}

fn unknown() -> String {
    "unknown".to_owned()
}

/// The value of the first `name : value` line in a file.
fn line_of(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

pub fn said_by(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !text.trim().is_empty()).then(|| text.trim().to_owned())
}

/// The kind of the file system a directory is on: that of the longest mount point above it.
fn file_system_of(directory: &Path) -> Option<String> {
    let directory = directory.canonicalize().ok()?;
    let mounts = fs::read_to_string("/proc/mounts").ok()?;
    mounts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ').skip(1);
            Some((fields.next()?, fields.next()?))
        })
        .filter(|(at, _)| directory.starts_with(at))
        .max_by_key(|(at, _)| at.len())
        .map(|(_, kind)| kind.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_is_known() {
        let directory = tempfile::tempdir().unwrap();
        let facts = facts(directory.path()).unwrap();
        assert!(facts.cores > 0 && facts.memory_mib > 100, "{facts:?}");
        assert!(facts.fsync_in_place_p50_us > 0 && facts.fsync_in_place_p50_us <= facts.fsync_in_place_p99_us);
        assert_ne!(facts.kernel, "unknown");
        assert_eq!(file_system_of(Path::new("/proc/self")).as_deref(), Some("proc"));
    }
}
