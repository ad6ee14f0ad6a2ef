//! The erasure list: an append-only file beside the key store, one line a person or a file, no personal data. It outlives every restore of
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

/// A file that was let go of because somebody in it was erased: whatever was kept of it until then does not open again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LetGo {
    /// What its keeper knows it by; without blanks.
    pub file: String,
    pub at: Timestamp,
}

/// Before the name of a file.
const FILE: &str = "file ";

/// The file: `per_… 2026-11-21T22:00:00Z` or `file NAME 2026-11-21T22:00:00Z` a line.
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

    /// It is there from the first day, also while it names nobody: where it is missing, it was lost.
    pub fn be_there(&self) -> Result<(), StoreError> {
        if self.path.exists() { Ok(()) } else { self.append(&[]) }
    }

    /// Adds erasures; durable on return. A restore adds what the lists beside the backups know.
    pub fn append(&self, erasures: &[Erasure]) -> Result<(), StoreError> {
        self.add(erasures.iter().map(|erasure| format!("{} {}\n", erasure.person, erasure.at)).collect())
    }

    /// Adds files that were let go of; durable on return.
    pub fn append_files(&self, files: &[LetGo]) -> Result<(), StoreError> {
        self.add(files.iter().map(|gone| format!("{FILE}{} {}\n", gone.file, gone.at)).collect())
    }

    fn add(&self, lines: String) -> Result<(), StoreError> {
        let write = || -> std::io::Result<()> {
            if let Some(folder) = self.path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            let mut file = std::fs::OpenOptions::new().create(true).read(true).append(true).open(&self.path)?;
            drop_torn_line(&mut file)?;
            file.write_all(lines.as_bytes())?;
            file.sync_all()?;
            match self.path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                Some(folder) => std::fs::File::open(folder)?.sync_all(),
                None => Ok(()),
            }
        };
        write().map_err(|e| self.failed(&e))
    }

    /// Everybody in it, by person.
    pub fn read(&self) -> Result<Vec<Erasure>, StoreError> {
        Ok(self.read_all()?.0)
    }

    /// The files that were let go of, each as of the last time.
    pub fn files(&self) -> Result<Vec<LetGo>, StoreError> {
        Ok(self.read_all()?.1)
    }

    /// A last line cut off by a crash was never acknowledged and is left out; any other line that does not read is an error: a list
    /// with holes must not look whole.
    fn read_all(&self) -> Result<(Vec<Erasure>, Vec<LetGo>), StoreError> {
        let text = match std::fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Default::default()),
            Err(error) => return Err(self.failed(&error)),
        };
        let whole = text.rfind('\n').and_then(|end| text.get(..=end)).unwrap_or_default();
        let (mut erasures, mut files) = (Vec::new(), Vec::new());
        for (place, line) in whole.lines().enumerate() {
            let damaged = || {
                let path = self.path.display();
                StoreError::Unavailable(format!("line {} of the erasure list {path} is damaged", place + 1))
            };
            let (name, at) = line.strip_prefix(FILE).unwrap_or(line).split_once(' ').ok_or_else(damaged)?;
            let at = at.parse().map_err(|_| damaged())?;
            match line.starts_with(FILE) {
                true => files.push(LetGo { file: name.to_owned(), at }),
                false => erasures.push(Erasure { person: name.parse().map_err(|_| damaged())?, at }),
            }
        }
        erasures.sort_by_key(|erasure| (erasure.person.number(), erasure.at));
        erasures.dedup_by_key(|erasure| erasure.person);
        files.sort();
        files.dedup_by(|later, earlier| {
            later.file == earlier.file && {
                earlier.at = later.at;
                true
            }
        });
        Ok((erasures, files))
    }
}

/// Takes off a last line that a crash cut short, so that the next one starts on a line of its own.
fn drop_torn_line(file: &mut std::fs::File) -> std::io::Result<()> {
    let mut text = Vec::new();
    file.read_to_end(&mut text)?;
    let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    if whole < text.len() { file.set_len(u64::try_from(whole).unwrap_or_default()) } else { Ok(()) }
}
