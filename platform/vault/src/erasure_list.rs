//! The erasure list: an append-only file beside the key store, one line a person, no personal data. It outlives every restore of
//! either store, so what it names is erased again before anyone can look.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use kernel::{Id as _, Timestamp};
use store::StoreError;

use crate::PersonId;

/// A person who was erased, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erasure {
    pub person: PersonId,
    pub at: Timestamp,
}

/// The file: `per_… 2026-11-21T22:00:00Z` a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureList {
    path: PathBuf,
}

impl ErasureList {
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    fn failed(&self, error: &std::io::Error) -> StoreError {
        StoreError::Unavailable(format!("the erasure list {}: {error}", self.path.display()))
    }

    /// Adds erasures; durable on return. A restore adds what the lists beside the backups know.
    pub fn append(&self, erasures: &[Erasure]) -> Result<(), StoreError> {
        let write = || -> std::io::Result<()> {
            if let Some(folder) = self.path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            let mut file = std::fs::OpenOptions::new().create(true).read(true).append(true).open(&self.path)?;
            drop_torn_line(&mut file)?;
            let lines: String = erasures.iter().map(|erasure| format!("{} {}\n", erasure.person, erasure.at)).collect();
            file.write_all(lines.as_bytes())?;
            file.sync_all()?;
            match self.path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                Some(folder) => std::fs::File::open(folder)?.sync_all(),
                None => Ok(()),
            }
        };
        write().map_err(|e| self.failed(&e))
    }

    /// All of it, by person. A last line cut off by a crash was never acknowledged and is left out; any other line that does
    /// not read is an error: a list with holes must not look whole.
    pub fn read(&self) -> Result<Vec<Erasure>, StoreError> {
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(self.failed(&error)),
        };
        let whole = text.rfind('\n').and_then(|end| text.get(..=end)).unwrap_or_default();
        let mut erasures = Vec::new();
        for (place, line) in whole.lines().enumerate() {
            let read = line
                .split_once(' ')
                .and_then(|(person, at)| Some(Erasure { person: person.parse().ok()?, at: at.parse().ok()? }));
            erasures.push(read.ok_or_else(|| {
                StoreError::Unavailable(format!(
                    "line {} of the erasure list {} is damaged",
                    place + 1,
                    self.path.display()
                ))
            })?);
        }
        erasures.sort_by_key(|erasure| (erasure.person.number(), erasure.at));
        erasures.dedup_by_key(|erasure| erasure.person);
        Ok(erasures)
    }
}

/// Takes off a last line that a crash cut short, so that the next one starts on a line of its own.
fn drop_torn_line(file: &mut std::fs::File) -> std::io::Result<()> {
    let mut text = Vec::new();
    file.read_to_end(&mut text)?;
    let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    if whole < text.len() { file.set_len(u64::try_from(whole).unwrap_or_default()) } else { Ok(()) }
}
