use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::load::Histogram;

const WRITES: usize = 300;
const WRITE_BYTES: usize = 16 * 1024;

/// How long the disk takes to make one write of 16 KiB durable: write and fdatasync together, 300 of each.
#[derive(Clone, Debug, Default)]
pub struct FsyncTimes {
    /// At the end of a growing file: what a log pays while it grows.
    pub growing: Histogram,
    /// Over bytes the file already has: what a log pays when it is used again, as SQLite's is.
    pub in_place: Histogram,
}

impl FsyncTimes {
    /// The fsync time other figures are held against.
    pub fn p50(&self) -> Duration {
        self.in_place.p50()
    }
}

/// Measures the disk that holds `directory`.
pub fn fsync_times(directory: &Path) -> io::Result<FsyncTimes> {
    let path = directory.join("fsync-times");
    let mut file = File::create_new(&path)?;
    let growing = write_through(&mut file)?;
    file.seek(SeekFrom::Start(0))?;
    let in_place = write_through(&mut file)?;
    fs::remove_file(&path)?;
    Ok(FsyncTimes { growing, in_place })
}

/// Bytes the disk really holds for a directory and everything below it, holes left out.
pub fn bytes_on_disk(directory: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        // Blocks are counted in units of 512 bytes, whatever the file system's own block is.
        bytes += if metadata.is_dir() { bytes_on_disk(&entry.path())? } else { metadata.blocks() * 512 };
    }
    Ok(bytes)
}

fn write_through(file: &mut File) -> io::Result<Histogram> {
    let mut times = Histogram::default();
    let mut block = vec![0; WRITE_BYTES];
    for n in 0..WRITES {
        // Other bytes each time, so that nothing below can take the write for one it has seen.
        block.fill(u8::try_from(n % 251).unwrap_or(0));
        let started = Instant::now();
        file.write_all(&block)?;
        file.sync_data()?;
        times.record(started.elapsed());
    }
    Ok(times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_write_is_timed_and_nothing_is_left_behind() {
        let directory = tempfile::tempdir().unwrap();
        let times = fsync_times(directory.path()).unwrap();
        assert_eq!((times.growing.count(), times.in_place.count()), (300, 300));
        assert!(times.p50() > Duration::ZERO);
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_directory_weighs_what_its_files_weigh_and_holes_weigh_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let below = directory.path().join("below");
        fs::create_dir(&below).unwrap();
        let mut file = File::create(below.join("full")).unwrap();
        file.write_all(&vec![7; 1_000_000]).unwrap();
        file.sync_all().unwrap();
        File::create(directory.path().join("hole")).unwrap().set_len(50_000_000).unwrap();
        let bytes = bytes_on_disk(directory.path()).unwrap();
        assert!((1_000_000..1_100_000).contains(&bytes), "{bytes}");
    }
}
