//! Which pages change, as the write-ahead log tells it: for a copy that is made while others write.
//!
//! The log (`https://www.sqlite.org/fileformat2.html#walformat`) is a header of 32 bytes and frames: 24 bytes, of which the first four are the
//! page's number and bytes 8 to 16 the log's salt, and the page. Once all of it is folded back into the file it begins anew from its start:
//! its header then has the next number and another salt, and behind its new frames the old ones still stand.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::ErrorKind;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};

use super::{LOG_FILE_BYTES, Sqlite, Use};
use crate::error::StoreError;

const HEADER: u64 = 32;
const FRAME_HEADER: u64 = 24;

/// Which beginning of the log this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Generation {
    number: u32,
    salt: [u8; 8],
}

/// Reads the log from where it was read before.
pub(super) struct LogWatch {
    /// A connection of its own: one that reads a snapshot is not told how the log stands.
    connection: Sqlite,
    path: PathBuf,
    page_bytes: u64,
    generation: Option<Generation>,
    /// Frames of this generation that were read.
    seen: u64,
}

impl LogWatch {
    /// Watches what is committed from now on to a store.
    pub(super) fn begin(store: &Path, page_bytes: u64) -> Result<Self, StoreError> {
        let connection = Sqlite::open(store, Use::Read)?;
        let mut path = store.as_os_str().to_owned();
        path.push("-wal");
        let mut watch = Self { connection, path: path.into(), page_bytes, generation: None, seen: 0 };
        watch.look(&mut BTreeSet::new())?;
        Ok(watch)
    }

    /// Adds the pages of all that was committed since it last looked. False where the log does not tell all of it any more (it began anew
    /// more than once, or was cut): then any page may have changed.
    pub(super) fn look(&mut self, changed: &mut BTreeSet<u32>) -> Result<bool, StoreError> {
        let failed = |error: &std::io::Error| StoreError::Unavailable(format!("the write-ahead log: {error}"));
        loop {
            let file = match File::open(&self.path) {
                Ok(file) => Some(file),
                Err(error) if error.kind() == ErrorKind::NotFound => None,
                Err(error) => return Err(failed(&error)),
            };
            let Some(file) = file else { return Ok(self.move_to(None, 0)) };
            let now = generation(&file).map_err(|error| failed(&error))?;
            // So many frames everybody sees: what is committed. A commit that is being written is not among them.
            let visible = self.connection.log()?.frames();
            if generation(&file).map_err(|error| failed(&error))? != now {
                continue;
            }
            let Some(generation) = now else { return Ok(self.move_to(None, 0)) };
            let told = self.read(&file, generation, visible, changed).map_err(|error| failed(&error))?;
            return Ok(self.move_to(now, visible) && told);
        }
    }

    /// Notes how far it was read; whether that can follow what was read before.
    fn move_to(&mut self, now: Option<Generation>, visible: u64) -> bool {
        let next = match (self.generation, now) {
            (None, None) => true,
            (None, Some(first)) => first.number == 0,
            (Some(_), None) => false,
            (Some(before), Some(now)) => before == now || now.number == before.number.wrapping_add(1),
        };
        // A log that is about to begin anew has no visible frame, and its old header still.
        self.seen = if self.generation == now { self.seen.max(visible) } else { visible };
        self.generation = now;
        next
    }

    fn read(&self, file: &File, now: Generation, visible: u64, changed: &mut BTreeSet<u32>) -> std::io::Result<bool> {
        let Some(before) = self.generation.filter(|before| *before != now) else {
            return self.frames(file, now, self.seen, Some(visible), changed);
        };
        // The rest of the log before, behind the new frames; told whole only while these did not reach the last one that was read.
        let rest = self.frames(file, before, self.seen, None, changed)?;
        let last = self.seen.checked_sub(1).map(|last| self.frame(file, last)).transpose()?.flatten();
        let whole = last.is_some_and(|(_, salt)| salt == before.salt) && file.metadata()?.len() < LOG_FILE_BYTES;
        Ok(self.frames(file, now, 0, Some(visible), changed)? && rest && whole)
    }

    /// Adds the pages of a generation's frames from `first` on: up to `end`, or as far as there are any. Whether all of them were there.
    fn frames(
        &self,
        file: &File,
        of: Generation,
        first: u64,
        end: Option<u64>,
        changed: &mut BTreeSet<u32>,
    ) -> std::io::Result<bool> {
        for place in first..end.unwrap_or(u64::MAX) {
            match self.frame(file, place)? {
                Some((page, salt)) if salt == of.salt => {
                    changed.insert(page);
                }
                _ => return Ok(end.is_none()),
            }
        }
        Ok(true)
    }

    /// A frame's page and salt; none behind the end of the file.
    fn frame(&self, file: &File, place: u64) -> std::io::Result<Option<(u32, [u8; 8])>> {
        let at = HEADER.saturating_add(place.saturating_mul(FRAME_HEADER.saturating_add(self.page_bytes)));
        Ok(bytes::<16>(file, at)?.map(|head| (number(&head, 0), salt(&head, 8))))
    }
}

fn generation(file: &File) -> std::io::Result<Option<Generation>> {
    Ok(bytes::<24>(file, 0)?.map(|head| Generation { number: number(&head, 12), salt: salt(&head, 16) }))
}

fn bytes<const N: usize>(file: &File, at: u64) -> std::io::Result<Option<[u8; N]>> {
    let mut found = [0; N];
    match file.read_exact_at(&mut found, at) {
        Ok(()) => Ok(Some(found)),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |four| u32::from_be_bytes(*four))
}

fn salt(bytes: &[u8], at: usize) -> [u8; 8] {
    bytes.get(at..).and_then(<[u8]>::first_chunk).copied().unwrap_or_default()
}
